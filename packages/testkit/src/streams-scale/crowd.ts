import type { Transport } from "@listenkey/core";
import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import {
  createExchange,
  type Dialect,
  type Exchange,
  type LogRecord,
  type SimulatedAccount,
} from "@listenkey/simulator";
import { openUserDataStream, type UserDataStreamOptions } from "@listenkey/stream";
import { opened } from "../promises/world.ts";
import { seededRandom } from "../seeded-random.ts";
import { credentialsFor } from "../streams/credentials.ts";
import type { Way } from "../streams/way.ts";
import { ExchangeNotes } from "./exchange-notes.ts";
import { Member } from "./member.ts";
import { Throng } from "./throng.ts";

/** What a crowd is made of. */
export interface CrowdOptions {
  /** What the world's chances are drawn from. No two crowds of a process may have the same: they would share keys. */
  readonly seed: number;
  readonly dialect?: Partial<Dialect>;
  /** What the streams are opened with beside the usual. */
  readonly stream?: Partial<UserDataStreamOptions>;
}

/** Many streams in one process, over one transport, on a virtual clock. */
export class Crowd {
  readonly clock: VirtualClock = virtualClock();
  readonly exchange: Exchange;
  /** What the exchange has written down. */
  readonly notes: ExchangeNotes;
  /** When sockets were dialled. */
  readonly dials = new Throng();
  /** When REST requests were sent. */
  readonly requests = new Throng();
  readonly members: Member[] = [];
  readonly #stream: Partial<UserDataStreamOptions>;
  readonly #transport: Transport;
  readonly #random: () => number;
  #emitted = 0;

  constructor({ seed, dialect = {}, stream = {} }: CrowdOptions) {
    this.#stream = stream;
    this.#random = seededRandom(seed);
    this.notes = new ExchangeNotes(this.clock);
    const log = { keep: 0, sink: (record: LogRecord) => this.notes.note(record) };
    this.exchange = createExchange({ clock: this.clock, seed: `crowd ${seed}`, dialect, log });
    this.#transport = this.#counted(this.exchange.transport({ latencyMs: 5 }));
  }

  /** How many streams are live. */
  get live(): number {
    return this.members.filter(({ stream }) => stream.state === "live").length;
  }

  /** Whether every stream is heard for on two sockets, as the exchange sees it. */
  get isDoubled(): boolean {
    return this.members.every(({ name }) => this.notes.hearersOf(name) === 2);
  }

  /** Opens the streams of as many accounts. */
  openAccounts(count: number, way: Way): void {
    for (let index = 0; index < count; index += 1) this.open(this.exchange.createAccount(), way);
  }

  /** Opens a stream. */
  open(account: SimulatedAccount, way: Way): void {
    const { product, access, environment } = way;
    const stream = openUserDataStream({
      product,
      access,
      environment,
      transport: this.#transport,
      clock: this.clock,
      random: this.#random,
      account: account.id,
      ...credentialsFor(way, account),
      ...this.#stream,
    } as UserDataStreamOptions);
    this.members.push(new Member(account, way, stream));
  }

  /** Lets time pass until something is so. @returns After how many milliseconds; infinity if not by then. */
  async timeUntil(isSo: () => boolean, withinMs: number, everyMs = 1_000): Promise<number> {
    for (let passed = 0; passed <= withinMs; passed += everyMs) {
      if (isSo()) return passed;
      await this.clock.advance(everyMs);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Everything that is connected is cut off, nothing answers for a while, and then everything does. */
  async restart(downMs: number): Promise<void> {
    this.exchange.goDown();
    await this.clock.advance(downMs);
    this.exchange.comeBack();
  }

  /** Lets every member have one event, which no other is like. @returns Those who then hear anything else than just that. */
  async misled(): Promise<readonly string[]> {
    const expected = new Map<Member, number>();
    for (const member of this.members) {
      this.#emitted += 1;
      expected.set(member, this.#emitted);
      member.events.length = 0;
      member.emit(this.#emitted);
    }
    await this.clock.advance(1_000);
    return this.members
      .filter((member) => String(member.events) !== String([expected.get(member)]))
      .map(({ name, events }) => `${name} hears ${String(events)}`);
  }

  /** Closes everything. @returns How many timers are left. */
  async close(): Promise<number> {
    await opened(Promise.all(this.members.map(({ stream }) => stream.close())), this.clock);
    // The exchange has yet to hear of it.
    await this.clock.advance(10);
    this.exchange.close();
    return this.clock.pendingTimers;
  }

  #counted(inner: Transport): Transport {
    return {
      name: inner.name,
      send: (request) => {
        this.requests.add(this.clock.monotonic());
        return inner.send(request);
      },
      connect: (request, handlers) => {
        this.dials.add(this.clock.monotonic());
        return inner.connect(request, handlers);
      },
    };
  }
}
