import type { SimulatedAccount } from "@listenkey/simulator";
import type { StreamEvents, StreamItem, StreamState, UserDataStream } from "@listenkey/stream";
import { STREAM_LIFECYCLE } from "../stream-lifecycle.ts";
import type { StreamWorld } from "./stream-world.ts";

/** The lifecycle events of a stream, by name. */
type Lifecycle = Omit<StreamEvents<never>, "event">;

/** A lifecycle event as it was heard. */
export interface Heard<Name extends keyof Lifecycle = keyof Lifecycle> {
  readonly name: Name;
  readonly event: Lifecycle[Name][0];
  /** When, in milliseconds of the monotonic clock. */
  readonly at: number;
  /** When, in epoch milliseconds of the exchange's clock. */
  readonly exchangeAt: number;
  /** The stream's state, as its listener found it. */
  readonly state: StreamState;
}

/** A stream, and all that it has said. */
export class StreamWatch {
  readonly stream: UserDataStream;
  readonly account: SimulatedAccount;
  readonly items: StreamItem[] = [];
  readonly heard: Heard[] = [];
  /** When each item came, in milliseconds of the monotonic clock. */
  readonly #times: number[] = [];

  constructor(stream: UserDataStream, account: SimulatedAccount, world: StreamWorld) {
    this.stream = stream;
    this.account = account;
    stream.on("event", (item) => {
      this.items.push(item);
      this.#times.push(world.clock.monotonic());
    });
    for (const name of STREAM_LIFECYCLE) {
      stream.on(name, (event: unknown) => {
        this.heard.push({
          name,
          event,
          at: world.clock.monotonic(),
          exchangeAt: world.exchange.now(),
          state: stream.state,
        } as Heard);
      });
    }
  }

  /** Its lifecycle events of one name. */
  all<Name extends keyof Lifecycle>(name: Name): readonly Heard<Name>[] {
    return this.heard.filter((one): one is Heard<Name> => one.name === name);
  }

  /** How often it has said something. */
  count(name: keyof Lifecycle): number {
    return this.all(name).length;
  }

  /** The gaps among its items. */
  get gaps(): readonly Extract<StreamItem, { readonly type: "gap" }>[] {
    return this.items.filter((item) => item.type === "gap") as never;
  }

  /** When an item came, in milliseconds of the monotonic clock, by its place in {@link items}. */
  readonly timeOf = (place: number): number => {
    return this.#times[place] ?? Number.NaN;
  };
}
