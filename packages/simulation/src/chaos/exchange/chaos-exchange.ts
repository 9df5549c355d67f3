import { seededRandom } from "@listenkey/core/testing";
import { createExchange, type Exchange, type LogRecord } from "@listenkey/simulator";
import type { AccountLoad, ClientAccess } from "../messages.ts";
import { LineWriter } from "../notes/line-writer.ts";
import type { ChaosPhase } from "../plan/chaos-plan.ts";
import { WAYS } from "../../plan/ways.ts";
import { every } from "../time/real-time.ts";
import { watchAwake } from "../time/awake-watch.ts";
import { ScaledClock, type ClockOrigin, type Span } from "../time/scaled-clock.ts";
import { EventLoad } from "./event-load.ts";
import { Ports } from "./ports.ts";

/** What a {@link ChaosExchange} is made of. */
export interface ChaosExchangeOptions {
  readonly phase: ChaosPhase;
  readonly origin: ClockOrigin;
  /** The file that its log goes to. */
  readonly log: string;
  readonly seed: number;
}

/** How often listen keys that others may have made are looked up, in real milliseconds. */
const LOOK_MS = 100;

/** The exchange of a phase: real servers, one for each client, and a log that goes to a file. */
export class ChaosExchange {
  readonly #phase: ChaosPhase;
  readonly #exchange: Exchange;
  readonly #log: LineWriter;
  readonly #load: EventLoad;
  readonly #ports: Ports;
  readonly #secrets = new Set<string>();
  readonly #late: Span[] = [];
  readonly #stopTimers: () => void;
  #isUnplugged = false;

  constructor({ phase, origin, log, seed }: ChaosExchangeOptions) {
    this.#phase = phase;
    this.#log = new LineWriter(log);
    this.#load = new EventLoad(phase.eventsPerSecond);
    const clock = new ScaledClock({ origin, scale: phase.scale });
    this.#exchange = createExchange({
      clock,
      seed,
      dialect: phase.dialect,
      log: { keep: 0, sink: (record) => this.#write(record) },
    });
    for (const { id, way } of phase.accounts) {
      const account = this.#exchange.createAccount({ id, apiKeys: 2 });
      const product = WAYS[way].exchangeId;
      this.#load.add(id, account.trade({ product, perMinute: 0, reports: false }));
    }
    const callers = phase.clients.map(({ name }, index) => ({
      client: name,
      ip: `192.0.2.${index + 1}`,
    }));
    this.#ports = new Ports(this.#exchange, callers, seededRandom(seed, phase.name)());
    const stopLooking = every(LOOK_MS, () => this.#keepListenKeys());
    const stopWatching = watchAwake((from, to) =>
      this.#late.push({ from: Math.floor(clock.at(from)), to: Math.ceil(clock.at(to)) }),
    );
    this.#stopTimers = () => {
      stopLooking();
      stopWatching();
    };
  }

  /** Lets clients in, and lets accounts trade. */
  async start(): Promise<readonly ClientAccess[]> {
    const servers = await this.#ports.open();
    this.#load.start();
    return this.#phase.clients.map(({ name, account: id, apiKey: index }, position) => {
      const account = this.#exchange.accounts.find((one) => one.id === id);
      const server = servers[position];
      const credentials = account?.credentials(account.apiKeys[index]);
      if (server === undefined || credentials === undefined)
        throw new Error(`${name} has no account`);
      this.#secrets.add(credentials.apiKey).add(credentials.secret);
      const { rest, stream, wsApi } = server;
      return { name, environment: { rest, stream, wsApi }, ...credentials };
    });
  }

  cutOff(): void {
    this.#exchange.goDown();
  }

  async unplug(): Promise<void> {
    this.#isUnplugged = true;
    this.#exchange.goDown();
    await this.#ports.close();
  }

  /** Ends {@link cutOff} or {@link unplug}. */
  async comeBack(): Promise<void> {
    if (this.#isUnplugged) await this.#ports.open();
    this.#isUnplugged = false;
    this.#exchange.comeBack();
  }

  /** Tells every socket that the server is going to restart, and cuts them when it is documented to do so. */
  announceShutdown(): void {
    this.#exchange.announceShutdown();
  }

  stopLoad(): readonly AccountLoad[] {
    return this.#load.stop();
  }

  /** Ends everything. @returns API keys, their secrets, and listen keys; and when the process could not run. */
  async end(): Promise<{ readonly secrets: readonly string[]; readonly late: readonly Span[] }> {
    this.#load.stop();
    this.#stopTimers();
    this.#keepListenKeys();
    this.#exchange.close();
    await this.#ports.close();
    this.#log.close();
    return { secrets: [...this.#secrets], late: this.#late };
  }

  #write(record: LogRecord): void {
    if (record.kind === "eventProduced") this.#load.count(record.account);
    this.#log.write(record);
  }

  #keepListenKeys(): void {
    for (const { id, way } of this.#phase.accounts) {
      const { keysOf } = WAYS[way];
      if (keysOf === undefined) continue;
      const account = this.#exchange.accounts.find((one) => one.id === id);
      const listenKey = account?.keys(keysOf).listenKey;
      if (listenKey !== undefined) this.#secrets.add(listenKey);
    }
  }
}
