import type { WritableLog } from "../log/exchange-log.ts";
import { POOLS, type PoolName, type PoolRules } from "../rules/pools.ts";

const MINUTE_MS = 60_000;
const FIRST_BAN_MS = 2 * MINUTE_MS;
const LONGEST_BAN_MS = 3 * 24 * 60 * MINUTE_MS;

/** How strict the exchange is. */
export interface LimitOptions {
  /** Request weight a minute, by pool. Defaults to Binance's. */
  readonly weightPerMinute?: Partial<Readonly<Record<PoolName, number>>>;
  /** How many requests over the limit a minute may see before the next one earns a ban. Defaults to 10. */
  readonly toleratedOverruns?: number;
  /**
   * How many sockets of the WebSocket API one IP address may try to open in five minutes; further ones are 429.
   * Defaults to 300.
   */
  readonly dialsPer5Minutes?: number;
  /**
   * How many text, ping and pong frames a second a stream socket may send before it is closed with 1008.
   * Defaults to 5 for spot and margin, and to 10 for everything else.
   */
  readonly messagesPerSecond?: number;
  /** How many streams a socket may hear before it is closed with 1008. Defaults to 1,024, and to 200 for options. */
  readonly streamsPerSocket?: number;
}

/** A request as the limits see it. */
export interface Charge extends ChargedTo {
  readonly endpoint: string;
  readonly weight: number;
}

/** Whom a request counts against. */
export interface ChargedTo {
  readonly pool: PoolName;
  readonly environment: string;
  readonly ip: string;
  /** Absent when the API key is nobody's: then nothing counts against an account. */
  readonly account: string | undefined;
}

/** What comes of a request. */
export interface Verdict {
  readonly rules: PoolRules;
  readonly status: "ok" | "limited" | "banned";
  /** The weight used in this minute. */
  readonly used: number;
  readonly limit: number;
  /** When requests are welcome again, in epoch milliseconds; 0 if they are. */
  readonly until: number;
}

/** Who is banned from what. */
export interface BanTarget {
  readonly pool: PoolName;
  readonly environment: string;
  /** An IP address, or an account's id for a pool that counts per account. */
  readonly who: string;
}

interface Usage {
  minute: number;
  used: number;
  overruns: number;
}

interface Ban {
  /** How many there have been: each one is longer. */
  count: number;
  until: number;
}

/** The rate limits: weight is counted by calendar minute, and ignoring a 429 leads to bans that grow. */
export class Limits {
  readonly #usages = new Map<string, Usage>();
  readonly #bans = new Map<string, Ban>();
  readonly #options: LimitOptions;
  readonly #now: () => number;
  readonly #log: WritableLog;

  constructor(options: LimitOptions, now: () => number, log: WritableLog) {
    this.#options = options;
    this.#now = now;
    this.#log = log;
  }

  /** Counts a request, and says whether it may pass. */
  charge(charge: Charge): Verdict {
    const rules = POOLS[charge.pool];
    const limit = this.#options.weightPerMinute?.[charge.pool] ?? rules.weightPerMinute;
    const ban = this.#banOn(charge);
    if (ban !== undefined) return { ...ban, status: "banned", used: limit, limit };
    const target = targetOf(charge, charge.pool);
    if (target === undefined) return { rules, status: "ok", used: 0, limit, until: 0 };
    const usage = this.#usageOf(target, rules.perEndpoint ? charge.endpoint : "");
    const used = usage.used + charge.weight;
    if (used > limit) return { rules, used, limit, ...this.#overrun(target, usage) };
    usage.used = used;
    return { rules, status: "ok", used, limit, until: 0 };
  }

  /** Bans somebody for a while. */
  ban(target: BanTarget, ms: number): void {
    const key = keyOf(target);
    const ban = this.#bans.get(key) ?? { count: 0, until: 0 };
    ban.count += 1;
    ban.until = this.#now() + ms;
    this.#bans.set(key, ban);
    this.#write("banned", target, ban.until);
  }

  /** Writes down that a fault has told somebody to wait; without a time, as long as the exchange itself would have. */
  noteFault(charge: ChargedTo, kind: "limited" | "banned", until?: number): void {
    const target = targetOf(charge, charge.pool);
    const now = this.#now();
    const usual =
      kind === "banned" ? now + FIRST_BAN_MS : (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
    if (target !== undefined) this.#write(kind, target, until ?? usual);
  }

  #banOn(charge: Charge): Pick<Verdict, "rules" | "until"> | undefined {
    for (const pool of [charge.pool, POOLS[charge.pool].within]) {
      const target = pool === undefined ? undefined : targetOf(charge, pool);
      const until = target === undefined ? 0 : (this.#bans.get(keyOf(target))?.until ?? 0);
      if (target !== undefined && until > this.#now()) return { rules: POOLS[target.pool], until };
    }
    return undefined;
  }

  #overrun(target: BanTarget, usage: Usage): Pick<Verdict, "status" | "until"> {
    usage.overruns += 1;
    if (usage.overruns > (this.#options.toleratedOverruns ?? 10)) {
      const bans = this.#bans.get(keyOf(target))?.count ?? 0;
      const ms = Math.min(FIRST_BAN_MS * 2 ** bans, LONGEST_BAN_MS);
      this.ban(target, ms);
      return { status: "banned", until: this.#now() + ms };
    }
    const until = (usage.minute + 1) * MINUTE_MS;
    if (usage.overruns === 1) this.#write("limited", target, until);
    return { status: "limited", until };
  }

  #usageOf(target: BanTarget, endpoint: string): Usage {
    const key = `${keyOf(target)}|${endpoint}`;
    const minute = Math.floor(this.#now() / MINUTE_MS);
    let usage = this.#usages.get(key);
    if (usage?.minute !== minute) {
      usage = { minute, used: 0, overruns: 0 };
      this.#usages.set(key, usage);
    }
    return usage;
  }

  #write(kind: "limited" | "banned", { pool, who }: BanTarget, until: number): void {
    this.#log.write({ kind, at: this.#now(), pool, who, until });
  }
}

/** Whom a pool counts a request against; nobody if it counts accounts and there is none. */
function targetOf(charge: ChargedTo, pool: PoolName): BanTarget | undefined {
  const who = POOLS[pool].scope === "ip" ? charge.ip : charge.account;
  return who === undefined ? undefined : { pool, environment: charge.environment, who };
}

function keyOf({ environment, pool, who }: BanTarget): string {
  return `${environment}|${pool}|${who}`;
}
