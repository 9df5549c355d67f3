// An example, at least, of every event of the streams.
import type { ControlEventName } from "@listenkey/core/product";
import type { MarginTradeControlEvent, MarginTradeEvent } from "../margin-trade-event.ts";
import type { BalanceUpdate } from "./balance-update.ts";
import type { EventStreamTerminated } from "./event-stream-terminated.ts";
import type { Example } from "./example.fixture.ts";
import * as executionReports from "./execution-report.fixture.ts";
import type { ListStatus } from "./list-status.ts";
import type { ListenKeyExpired } from "./listen-key-expired.ts";
import type { MarginLevelStatusChange } from "./margin-level-status-change.ts";
import type { OutboundAccountPosition } from "./outbound-account-position.ts";
import type { ServerShutdown } from "./server-shutdown.ts";
import type { UserLiabilityChange } from "./user-liability-change.ts";

export const accountPosition = {
  source: "documented",
  text: '{"e":"outboundAccountPosition","E":1564034571105,"u":1564034571073,"B":[{"a":"ETH","f":"10000.000000","l":"0.000000"}]}',
  data: {
    e: "outboundAccountPosition",
    E: 1564034571105,
    u: 1564034571073,
    B: [{ a: "ETH", f: "10000.000000", l: "0.000000" }],
  },
} satisfies Example<OutboundAccountPosition>;

export const transfer = {
  source: "documented",
  text: '{"e":"balanceUpdate","E":1573200697110,"a":"BTC","d":"100.00000000","T":1573200697068}',
  data: { e: "balanceUpdate", E: 1573200697110, a: "BTC", d: "100.00000000", T: 1573200697068 },
} satisfies Example<BalanceUpdate>;

export const listPlaced = {
  source: "documented",
  text: '{"e":"listStatus","E":1564035303637,"s":"ETHBTC","g":2,"c":"OCO","l":"EXEC_STARTED","L":"EXECUTING","r":"NONE","C":"F4QN4G8DlFATFlIUQ0cjdD","T":1564035303625,"O":[{"s":"ETHBTC","i":17,"c":"AJYsMjErWJesZvqlJCTUgL"},{"s":"ETHBTC","i":18,"c":"bfYPSQdLoqAJeNrOr9adzq"}]}',
  data: {
    e: "listStatus",
    E: 1564035303637,
    s: "ETHBTC",
    g: "2",
    c: "OCO",
    l: "EXEC_STARTED",
    L: "EXECUTING",
    r: "NONE",
    C: "F4QN4G8DlFATFlIUQ0cjdD",
    T: 1564035303625,
    O: [
      { s: "ETHBTC", i: "17", c: "AJYsMjErWJesZvqlJCTUgL" },
      { s: "ETHBTC", i: "18", c: "bfYPSQdLoqAJeNrOr9adzq" },
    ],
  },
} satisfies Example<ListStatus>;

export const borrowed = {
  source: "documented",
  text: '{"e":"USER_LIABILITY_CHANGE","E":1701949801133,"a":"BTC","t":"BORROW","p":"0.00000100","i":"0.00000000"}',
  data: {
    e: "USER_LIABILITY_CHANGE",
    E: 1701949801133,
    a: "BTC",
    t: "BORROW",
    p: "0.00000100",
    i: "0.00000000",
  },
} satisfies Example<UserLiabilityChange>;

export const marginCall = {
  source: "documented",
  text: '{"e":"MARGIN_LEVEL_STATUS_CHANGE","E":1701949763462,"l":"1.1","s":"MARGIN_CALL"}',
  data: { e: "MARGIN_LEVEL_STATUS_CHANGE", E: 1701949763462, l: "1.1", s: "MARGIN_CALL" },
} satisfies Example<MarginLevelStatusChange>;

const terminated = {
  source: "documented",
  text: '{"e":"eventStreamTerminated","E":1728973001334}',
  data: { e: "eventStreamTerminated", E: 1728973001334 },
} satisfies Example<EventStreamTerminated>;

const shutdown = {
  source: "documented",
  text: '{"e":"serverShutdown","E":1770123456789}',
  data: { e: "serverShutdown", E: 1770123456789 },
} satisfies Example<ServerShutdown>;

const keyExpired = {
  source: "documented",
  text: '{"e":"listenKeyExpired","E":1699596037418,"listenKey":"OfYGbUzi3PraNagEkdKuFwUHn48brFsItTdsuiIXrucEvD0rhRXZ7I6URWfE8YE8"}',
  data: {
    e: "listenKeyExpired",
    E: 1699596037418,
    listenKey: "OfYGbUzi3PraNagEkdKuFwUHn48brFsItTdsuiIXrucEvD0rhRXZ7I6URWfE8YE8",
  },
} satisfies Example<ListenKeyExpired>;

/** As the page of 2024 prints it. */
const keyExpiredInText = {
  source: "documented",
  text: `{
  "e": "listenKeyExpired",
  "E": "1699596037418",
  "listenKey": "OfYGbUzi3PraNagEkdKuFwUHn48brFsItTdsuiIXrucEvD0rhRXZ7I6URWfE8YE8"
}`,
  data: { ...keyExpired.data, E: "1699596037418" },
} satisfies Example<ListenKeyExpired>;

/** The events of the risk stream are among those of the trade stream. */
type Payload<Name extends string> = Extract<
  MarginTradeEvent | MarginTradeControlEvent,
  { readonly e: Name }
>;

export const examples: {
  readonly [Name in MarginTradeEvent["e"] | ControlEventName]: readonly Example<Payload<Name>>[];
} = {
  executionReport: Object.values(executionReports),
  outboundAccountPosition: [accountPosition],
  balanceUpdate: [transfer],
  listStatus: [listPlaced],
  USER_LIABILITY_CHANGE: [borrowed],
  MARGIN_LEVEL_STATUS_CHANGE: [marginCall],
  eventStreamTerminated: [terminated],
  serverShutdown: [shutdown],
  listenKeyExpired: [keyExpired, keyExpiredInText],
};
