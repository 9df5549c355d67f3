import type { Transport } from "@listenkey/core";
import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import {
  createExchange,
  LogIndex,
  type Dialect,
  type Exchange,
  type LimitOptions,
  type ProducedEvent,
  type RequestRecord,
  type SimulatedAccount,
} from "@listenkey/simulator";
import type { UserDataStreamOptions } from "@listenkey/stream";
import { seededRandom } from "../seeded-random.ts";
import { credentialsFor } from "./credentials.ts";
import { ExchangeClock, type ClockDifference } from "./exchange-clock.ts";
import { Egress, type EgressOptions } from "./egress.ts";
import { auditOf, type Audited, type AuditTerms } from "./judgement.ts";
import { StreamWatch } from "./stream-watch.ts";
import type { StreamLibrary } from "./stream-promise.ts";
import { Traffic } from "./traffic.ts";
import type { Way } from "./way.ts";

/** What a world is made of. */
export interface WorldOptions extends EgressOptions, ClockDifference {
  readonly way: Way;
  /** How the exchange behaves where the documents are in dispute. */
  readonly dialect?: Partial<Dialect>;
  readonly limits?: LimitOptions;
  /** What the world's chances are drawn from. Defaults to 7. */
  readonly seed?: number;
}

/** What differs from one stream of a world to another. */
export type StreamDifferences = Partial<Omit<UserDataStreamOptions, "product">> & {
  /** Whose stream it is. Defaults to the world's account. */
  readonly of?: SimulatedAccount;
};

/** An exchange on a virtual clock, an account that trades on it, and the streams of a program. */
export interface StreamWorld {
  readonly way: Way;
  readonly clock: VirtualClock;
  readonly exchange: Exchange;
  readonly account: SimulatedAccount;
  /** The way out, and all that goes through it. */
  readonly egress: Egress;
  readonly transport: Transport;
  /** What the exchange has written down so far. */
  readonly index: LogIndex;
  /** Opens a stream of the account. */
  open(differences?: StreamDifferences): StreamWatch;
  /** Opens a stream and lets time pass until it is live. */
  live(differences?: StreamDifferences): Promise<StreamWatch>;
  /** Lets the account have one event, which no other is like. */
  emit(account?: SimulatedAccount): void;
  /** Lets the account have events in this rhythm, in milliseconds, until it is stopped. */
  traffic(everyMs: number, account?: SimulatedAccount): Traffic;
  /** Requests of one kind that have arrived over REST: of one method, or all of them. */
  requests(method?: string): readonly RequestRecord[];
  /** The account's events. */
  produced(): readonly ProducedEvent[];
  /** Suspends the client's machine; the rest of the world goes on. */
  sleep(ms: number): void;
  /** Lets time pass until something is so, but no longer than so many milliseconds. @throws if it never is */
  until(what: string, isSo: () => boolean, withinMs?: number): Promise<void>;
  /**
   * Ends the world: the traffic stops, what is under way arrives, the streams are closed, and judged by the exchange's log.
   *
   * @throws for every finding, and for whatever is left behind.
   */
  finish(terms?: AuditTerms): Promise<Audited>;
}

/** Makes a world. */
export function createStreamWorld(library: StreamLibrary, options: WorldOptions): StreamWorld {
  return new World(library, options);
}

/** Exchanges of the same seed hand out the same keys, and a process meets a key once. */
let seeds = 1_000;
function nextSeed(): number {
  return (seeds += 1);
}

class World implements StreamWorld {
  readonly way: Way;
  readonly clock: VirtualClock = virtualClock();
  readonly exchange: Exchange;
  readonly account: SimulatedAccount;
  readonly egress: Egress;
  readonly index = new LogIndex();
  readonly #library: StreamLibrary;
  readonly #options: WorldOptions;
  readonly #random: () => number;
  readonly #exchangeClock: ExchangeClock;
  readonly #watches: StreamWatch[] = [];
  readonly #traffic: Traffic[] = [];
  #emitted = 0;

  constructor(library: StreamLibrary, options: WorldOptions) {
    const { way, dialect = {}, limits = {}, seed = 7 } = options;
    this.way = way;
    this.#library = library;
    this.#options = options;
    this.#random = seededRandom(seed);
    const log = { sink: (record: Parameters<LogIndex["add"]>[0]) => this.index.add(record) };
    this.#exchangeClock = new ExchangeClock(this.clock, options);
    const clock = this.#exchangeClock;
    this.exchange = createExchange({ clock, seed: nextSeed(), dialect, limits, log });
    this.account = this.exchange.createAccount({ apiKeys: 2 });
    this.egress = new Egress(this.exchange, this.clock, options);
  }

  get transport(): Transport {
    return this.egress.transport;
  }

  open({ of = this.account, ...more }: StreamDifferences = {}): StreamWatch {
    const { product, access, environment } = this.way;
    const stream = this.#library.openUserDataStream({
      product,
      access,
      environment,
      transport: this.transport,
      clock: this.clock,
      random: this.#random,
      ...(more.keys === undefined && credentialsFor(this.way, of)),
      ...more,
    } as UserDataStreamOptions);
    const watch = new StreamWatch(stream, of, this);
    this.#watches.push(watch);
    return watch;
  }

  async live(differences: StreamDifferences = {}): Promise<StreamWatch> {
    const watch = this.open(differences);
    await this.until("the stream is live", () => watch.stream.state === "live");
    return watch;
  }

  emit(account: SimulatedAccount = this.account): void {
    this.#emitted += 1;
    account.emit(this.way.simulated, { e: this.way.event, T: this.#emitted });
  }

  traffic(everyMs: number, account: SimulatedAccount = this.account): Traffic {
    const trading = account.trade({ product: this.way.simulated, perMinute: 0, reports: false });
    const traffic = new Traffic(this.clock, everyMs, (count) => {
      if (count % 5 === 0) trading.step();
      else this.emit(account);
    });
    this.#traffic.push(traffic);
    return traffic;
  }

  requests(method?: string): readonly RequestRecord[] {
    const requests = this.exchange.log.of("request");
    return method === undefined ? requests : requests.filter((one) => one.method === method);
  }

  produced(): readonly ProducedEvent[] {
    return this.index.produced({ account: this.account.id, product: this.way.simulated });
  }

  sleep(ms: number): void {
    this.clock.sleep(ms);
    this.#exchangeClock.passed(ms);
  }

  async until(what: string, isSo: () => boolean, withinMs = 120_000): Promise<void> {
    const deadline = this.clock.monotonic() + withinMs;
    await this.clock.settle();
    while (!isSo()) {
      const isLate = this.clock.monotonic() + (this.clock.nextTimerIn ?? Infinity) > deadline;
      if (isLate || !(await this.clock.step())) {
        throw new Error(`expected that ${what} within ${withinMs} ms`);
      }
    }
  }

  async finish(terms: AuditTerms = {}): Promise<Audited> {
    for (const traffic of this.#traffic) traffic.stop();
    await this.clock.advance(terms.drainMs ?? 2_000);
    const { dialect = {} } = this.#options;
    return auditOf(this.#watches, { world: this, dialect, terms });
  }
}
