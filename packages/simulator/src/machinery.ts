import type { ExchangeOptions } from "./exchange.ts";
import { FaultBook } from "./faults/faults.ts";
import { RestDesk } from "./gate/rest-desk.ts";
import { RestGate } from "./gate/rest-gate.ts";
import { SocketGate } from "./gate/socket-gate.ts";
import { TokenDesk } from "./gate/token-desk.ts";
import { WritableLog } from "./log/exchange-log.ts";
import { ApiKeys } from "./model/api-keys.ts";
import { DialLimits } from "./model/dial-limits.ts";
import { KeyRing } from "./model/key-ring.ts";
import { Limits } from "./model/limits.ts";
import { ListenTokens } from "./model/listen-tokens.ts";
import { SeededRandom } from "./random/seeded-random.ts";
import { defaultDialect, type Dialect } from "./rules/dialect.ts";
import { defaultHosts, type HostRules } from "./rules/hosts.ts";
import { Broadcaster } from "./sockets/broadcaster.ts";
import { Connections } from "./sockets/connections.ts";
import { Switchboard } from "./sockets/switchboard.ts";
import { TradingIds } from "./trading/trading-ids.ts";
import { Timers } from "./time/timers.ts";
import { Subscriptions } from "./ws-api/subscriptions.ts";
import { WsApi } from "./ws-api/ws-api.ts";

/** What every part of an exchange stands on. */
interface Ground {
  readonly now: () => number;
  readonly timers: Timers;
  readonly random: SeededRandom;
  readonly dialect: Dialect;
  readonly log: WritableLog;
  readonly isDown: () => boolean;
}

/** The parts of an exchange, joined. */
export interface Machinery extends Ground {
  readonly faults: FaultBook;
  /** By name. */
  readonly hosts: ReadonlyMap<string, HostRules>;
  readonly limits: Limits;
  readonly apiKeys: ApiKeys;
  readonly ids: TradingIds;
  readonly keyRing: KeyRing;
  readonly connections: Connections;
  readonly subscriptions: Subscriptions;
  readonly broadcaster: Broadcaster;
  readonly restGate: RestGate;
  readonly socketGate: SocketGate;
}

/** How many sockets of the WebSocket API one IP address may try to open in five minutes. */
const DIALS_PER_5_MINUTES = 300;

/** Builds the parts of an exchange and joins them. */
export function buildMachinery(options: ExchangeOptions, isDown: () => boolean): Machinery {
  const ground = groundOf(options, isDown);
  const { random, now, log } = ground;
  const hosts = new Map((options.hosts ?? defaultHosts).map((rules) => [rules.host, rules]));
  const faults = new FaultBook({ ...ground, random: random.fork("faults") });
  const limits = new Limits(options.limits ?? {}, now, log);
  const apiKeys = new ApiKeys(random.fork("api-keys"));
  const tokens = new ListenTokens({ ...ground, random: random.fork("listen-tokens") });
  const heard = joinHearersAndEvents(ground, faults);
  const { keyRing, broadcaster, subscriptions } = heard;
  const connections = new Connections(ground);
  const switchboard = new Switchboard(ground.dialect, broadcaster);
  const tokenDesk = new TokenDesk({ ...ground, tokens, limits });
  const desk = new RestDesk({ ...ground, keyRing, limits, tokenDesk });
  const wsApi = new WsApi(
    { ...ground, faults, apiKeys, limits, tokens, subscriptions },
    new DialLimits(options.limits?.dialsPer5Minutes ?? DIALS_PER_5_MINUTES, now),
  );
  return {
    ...ground,
    faults,
    hosts,
    limits,
    apiKeys,
    ids: new TradingIds(random.fork("ids"), ground.dialect.ids),
    ...heard,
    connections,
    restGate: new RestGate({ ...ground, faults, apiKeys, limits, desk }),
    socketGate: new SocketGate({
      ...ground,
      faults,
      limits: options.limits ?? {},
      keyRing,
      connections,
      switchboard,
      wsApi,
    }),
  };
}

function groundOf(
  { clock, seed = 1, dialect, log = {} }: ExchangeOptions,
  isDown: () => boolean,
): Ground {
  return {
    now: () => clock.now(),
    timers: new Timers(clock),
    random: new SeededRandom(String(seed)),
    dialect: { ...defaultDialect, ...dialect },
    log: new WritableLog(log),
    isDown,
  };
}

/** Keys and subscriptions tell the broadcaster when they end, and the broadcaster asks which of them live. */
function joinHearersAndEvents(
  ground: Ground,
  faults: FaultBook,
): Pick<Machinery, "keyRing" | "subscriptions" | "broadcaster"> {
  const broadcaster = new Broadcaster({
    ...ground,
    faults,
    keyRing: () => keyRing,
    subscriptions: () => subscriptions,
  });
  const subscriptions: Subscriptions = new Subscriptions({
    ...ground,
    announceEnd: (subscription) => broadcaster.announceTermination(subscription),
  });
  const keyRing: KeyRing = new KeyRing({
    ...ground,
    random: ground.random.fork("listen-keys"),
    ended: (key, how) => {
      const isAnnounced = how === "expired" || ground.dialect.revocation === "announced";
      if (isAnnounced) broadcaster.announceEnd(key);
    },
  });
  return { keyRing, subscriptions, broadcaster };
}
