// An example, at least, of every event of the stream.
import type { ControlEventName } from "@listenkey/core/product";
import type { SpotControlEvent, SpotEvent } from "../spot-event.ts";
import type { BalanceUpdate } from "./balance-update.ts";
import type { EventStreamTerminated } from "./event-stream-terminated.ts";
import type { Example } from "./example.fixture.ts";
import * as executionReports from "./execution-report.fixture.ts";
import type { ExternalLockUpdate } from "./external-lock-update.ts";
import type { ListStatus } from "./list-status.ts";
import type { ListenKeyExpired } from "./listen-key-expired.ts";
import type { OutboundAccountPosition } from "./outbound-account-position.ts";
import type { ServerShutdown } from "./server-shutdown.ts";

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

export const deposit = {
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

export const externalLock = {
  source: "documented",
  text: '{"e":"externalLockUpdate","E":1581557507324,"a":"NEO","d":"10.00000000","T":1581557507268}',
  data: { e: "externalLockUpdate", E: 1581557507324, a: "NEO", d: "10.00000000", T: 1581557507268 },
} satisfies Example<ExternalLockUpdate>;

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

type Payload<Name extends string> = Extract<SpotEvent | SpotControlEvent, { readonly e: Name }>;

export const examples: {
  readonly [Name in SpotEvent["e"] | ControlEventName]: readonly Example<Payload<Name>>[];
} = {
  executionReport: Object.values(executionReports),
  outboundAccountPosition: [accountPosition],
  balanceUpdate: [deposit],
  listStatus: [listPlaced],
  externalLockUpdate: [externalLock],
  eventStreamTerminated: [terminated],
  serverShutdown: [shutdown],
  listenKeyExpired: [keyExpired, keyExpiredInText],
};
