import { configurationError, type Transport } from "@listenkey/core/transport";
import type { ExchangeGate } from "./exchange-gate.ts";
import type { BanOptions, Exchange, ExchangeOptions, ShutdownOptions } from "./exchange.ts";
import { memoryTransport, type MemoryTransportOptions } from "./faces/memory/memory-transport.ts";
import type { Faults } from "./faults/faults.ts";
import type { ExchangeLog } from "./log/exchange-log.ts";
import { buildMachinery, type Machinery } from "./machinery.ts";
import { Account } from "./model/account.ts";
import type { AccountOptions, SimulatedAccount } from "./model/simulated-account.ts";
import type { Dialect } from "./rules/dialect.ts";
import { LIVE } from "./rules/hosts.ts";
import { serverShutdown } from "./rules/notices.ts";
import type { PoolName } from "./rules/pools.ts";
import type { SimulatedSocket } from "./sockets/simulated-socket.ts";

const SHUTDOWN_NOTICE_MS = 600_000;

/** Makes a simulated exchange. */
export function createExchange(options: ExchangeOptions): Exchange {
  return new SimulatedExchange(options);
}

class SimulatedExchange implements Exchange {
  readonly gate: ExchangeGate;
  readonly #parts: Machinery;
  readonly #accounts = new Map<string, Account>();
  #transports = 0;
  #isDown = false;

  constructor(options: ExchangeOptions) {
    const parts = buildMachinery(options, () => this.#isDown);
    this.#parts = parts;
    this.gate = {
      clock: options.clock,
      hostNamed: (host) => parts.hosts.get(host),
      isDown: () => this.#isDown,
      request: (call) => parts.restGate.request(call),
      dial: (dial) => parts.socketGate.dial(dial),
    };
  }

  get dialect(): Dialect {
    return this.#parts.dialect;
  }

  get faults(): Faults {
    return this.#parts.faults;
  }

  get log(): ExchangeLog {
    return this.#parts.log;
  }

  get accounts(): readonly SimulatedAccount[] {
    return [...this.#accounts.values()];
  }

  get sockets(): readonly SimulatedSocket[] {
    return this.#parts.connections.open;
  }

  now(): number {
    return this.#parts.now();
  }

  createAccount({ id, apiKeys = 1 }: AccountOptions = {}): SimulatedAccount {
    const account = new Account(id ?? `account-${this.#accounts.size + 1}`, this.#parts);
    if (this.#accounts.has(account.id)) {
      throw configurationError(
        `There is an account called ${account.id} already; give each its own id`,
      );
    }
    this.#accounts.set(account.id, account);
    for (let made = 0; made < apiKeys; made += 1) account.createApiKey();
    return account;
  }

  transport(options: MemoryTransportOptions = {}): Transport {
    this.#transports += 1;
    const random = this.#parts.random.fork(`network/${this.#transports}`);
    return memoryTransport(this.gate, random, options);
  }

  keyNumber(listenKey: string): number | undefined {
    return this.#parts.keyRing.find(listenKey)?.number;
  }

  ban(pool: PoolName, { who, ms, environment = LIVE }: BanOptions): void {
    this.#parts.limits.ban({ pool, who, environment }, ms);
  }

  announceShutdown({ cutAfterMs = SHUTDOWN_NOTICE_MS, client }: ShutdownOptions = {}): void {
    const { connections, timers } = this.#parts;
    const concerned = connections.open.filter(
      (one) => client === undefined || one.client === client,
    );
    for (const connection of concerned) connection.notify(serverShutdown(this.now()));
    timers.set(cutAfterMs, () => {
      for (const connection of concerned) connection.cut("shutdown");
    });
  }

  goDown(): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.#parts.log.write({ kind: "wentDown", at: this.now() });
    for (const connection of this.#parts.connections.open) connection.cut("outage");
  }

  comeBack(): void {
    if (!this.#isDown) return;
    this.#isDown = false;
    this.#parts.log.write({ kind: "cameBack", at: this.now() });
  }

  close(): void {
    this.goDown();
    this.#parts.timers.cancelAll();
  }
}
