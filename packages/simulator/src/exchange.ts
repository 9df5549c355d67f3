import type { Clock } from "@listenkey/core";
import type { Transport } from "@listenkey/core/transport";
import type { ExchangeGate } from "./exchange-gate.ts";
import type { MemoryTransportOptions } from "./faces/memory/memory-transport.ts";
import type { Faults } from "./faults/faults.ts";
import type { ExchangeLog, LogOptions } from "./log/exchange-log.ts";
import type { LimitOptions } from "./model/limits.ts";
import type { AccountOptions, SimulatedAccount } from "./model/simulated-account.ts";
import type { Dialect } from "./rules/dialect.ts";
import type { HostRules } from "./rules/hosts.ts";
import type { PoolName } from "./rules/pools.ts";
import type { SimulatedSocket } from "./sockets/simulated-socket.ts";

/** Options of `createExchange`. */
export interface ExchangeOptions {
  /**
   * The exchange's time: its wall clock dates everything, its timers run everything. Give it a clock of its own if
   * the clients' clocks are to jump, drift or sleep.
   */
  readonly clock: Clock;
  /** The same seed, clock and calls give the same keys, trades and chances. Defaults to 1. */
  readonly seed?: number | string;
  /** What differs from `defaultDialect`. */
  readonly dialect?: Partial<Dialect>;
  /** The hosts that exist; any other refuses connections. Defaults to `defaultHosts`. */
  readonly hosts?: readonly HostRules[];
  /** How strict the rate limits are. Defaults to Binance's. */
  readonly limits?: LimitOptions;
  /** How much is written down; `false` for nothing. Defaults to the last 100,000 records. */
  readonly log?: LogOptions | false;
}

/** A simulated exchange: one model, reached through {@link Exchange.transport} or through a real server. */
export interface Exchange {
  /** How it behaves where the documents are in dispute. */
  readonly dialect: Dialect;
  /** Where faults are switched on. */
  readonly faults: Faults;
  /** What happened. */
  readonly log: ExchangeLog;
  /** Every account. */
  readonly accounts: readonly SimulatedAccount[];
  /** Every open socket, half-open ones included, oldest first. */
  readonly sockets: readonly SimulatedSocket[];
  /** What faces are built on. */
  readonly gate: ExchangeGate;
  /** The exchange's time in epoch milliseconds. */
  now(): number;
  /** Opens an account. */
  createAccount(options?: AccountOptions): SimulatedAccount;
  /** The in-memory face: a transport on the exchange's clock, which reaches every host by its real name. */
  transport(options?: MemoryTransportOptions): Transport;
  /** The number under which the log knows a listen key; absent if the exchange never made it. */
  keyNumber(listenKey: string): number | undefined;
  /** Bans an IP address, or an account by its id, from a rate-limit pool, as if it had ignored its limits. */
  ban(pool: PoolName, ban: BanOptions): void;
  /** Tells every socket that the server goes away, and cuts them after a while. */
  announceShutdown(options?: ShutdownOptions): void;
  /** Cuts every socket, and refuses every request and handshake, until {@link comeBack}. Keys and trading go on. */
  goDown(): void;
  /** Ends {@link goDown}. */
  comeBack(): void;
  /** Ends everything: sockets are cut, no timer is left. What comes later is refused; what a fault holds up is never answered. */
  close(): void;
}

/** Options of `exchange.ban`. */
export interface BanOptions {
  /** The IP address; for `sapi-uid` the account's id. */
  readonly who: string;
  /** How long, in milliseconds. */
  readonly ms: number;
  /** The environment whose hosts ban. Defaults to `live`. */
  readonly environment?: string;
}

/** Options of `exchange.announceShutdown`. */
export interface ShutdownOptions {
  /** How long after the word the sockets are cut, in milliseconds. Defaults to 600,000, the first documented notice. */
  readonly cutAfterMs?: number;
  /** Only sockets of this client. Defaults to all. */
  readonly client?: string;
}
