import type * as core from "@listenkey/core";
import type {
  ListenKeyEvents,
  ListenKeyManager,
  ListenKeyManagerOptions,
  Transport,
} from "@listenkey/core";
import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import {
  createExchange,
  type Exchange,
  type RequestRecord,
  type SimulatedAccount,
} from "@listenkey/simulator";
import { usableProducts, type UsableProduct } from "../products.ts";
import { seededRandom } from "../seeded-random.ts";

/** The part of core that promises are about: the real one, or a mutant of it. */
export type Core = Pick<typeof core, "createListenKeyManager">;

/** A promise about keys, kept or broken. */
export interface KeyPromise {
  /** The number of the promise, or the name of the invariant, it is one case of. */
  readonly of: string;
  /** The promise, as a sentence about the manager. */
  readonly title: string;
  /** Rejects if the promise is broken. */
  run(core: Core): Promise<void>;
}

/** An exchange on a virtual clock, an account on it, and what it takes to manage the account's keys. */
export interface World {
  readonly clock: VirtualClock;
  readonly exchange: Exchange;
  readonly account: SimulatedAccount;
  readonly transport: Transport;
  /** Makes a manager of the account's keys; it is told which options to change. */
  readonly manager: (more?: Partial<ListenKeyManagerOptions>) => Watched;
  /** How many requests have been sent over {@link World.transport}, whether or not they have arrived. */
  readonly sent: () => number;
  /** The requests that have arrived so far: of one kind, or all of them. */
  readonly requests: (method?: string) => readonly RequestRecord[];
}

/** A manager, and what it has announced. */
export interface Watched {
  readonly manager: ListenKeyManager;
  readonly heard: readonly Heard[];
  /** The names of what it has announced. */
  readonly names: () => readonly string[];
}

/** One event as it was heard. */
interface Heard {
  readonly at: number;
  readonly name: keyof ListenKeyEvents;
  readonly event: unknown;
}

/** A minute in milliseconds. */
export const MINUTE = 60_000;

/** Every event of a manager. */
export const EVENT_NAMES: readonly (keyof ListenKeyEvents)[] = [
  "created",
  "createFailed",
  "renewed",
  "renewalFailed",
  "suspended",
  "replaced",
  "lost",
  "failed",
  "closed",
];

/** Makes a world for one product, USD-M futures unless another is named by what the simulator calls its keys. */
export function createWorld(
  { createListenKeyManager }: Core,
  usable: UsableProduct = productOf("umfutures"),
): World {
  const clock = virtualClock();
  const exchange = createExchange({ clock, seed: nextSeed() });
  const account = exchange.createAccount({ apiKeys: 2 });
  const inner = exchange.transport();
  let sent = 0;
  const transport: Transport = {
    name: inner.name,
    connect: (request, handlers) => inner.connect(request, handlers),
    send(request) {
      sent += 1;
      return inner.send(request);
    },
  };
  const random = seededRandom(7);
  return {
    clock,
    exchange,
    account,
    transport,
    sent: () => sent,
    manager(more = {}) {
      const { product, environment } = usable;
      const apiKey = account.apiKeys[0] ?? "";
      const options = { product, environment, apiKey, transport, clock, random, ...more };
      return watched(createListenKeyManager(options as ListenKeyManagerOptions), clock);
    },
    requests: (method) =>
      exchange.log
        .of("request")
        .filter((request) => method === undefined || request.method === method),
  };
}

/** Exchanges of the same seed hand out the same keys, and a process meets a key once. */
let seeds = 1;
function nextSeed(): number {
  return (seeds += 1);
}

/** A product by what the simulator calls its keys. */
export function productOf(keysOf: string): UsableProduct {
  const usable = usableProducts.find((product) => product.keysOf === keysOf);
  if (usable === undefined) throw new Error(`no product has the keys of ${keysOf}`);
  return usable;
}

function watched(manager: ListenKeyManager, clock: VirtualClock): Watched {
  const heard: Heard[] = [];
  for (const name of EVENT_NAMES)
    manager.on(name, (event: unknown) => heard.push({ at: clock.now(), name, event }));
  return { manager, heard, names: () => heard.map(({ name }) => name) };
}

/** How often something was heard. */
export function count(watchedManager: Watched, name: keyof ListenKeyEvents): number {
  return watchedManager.heard.filter((heard) => heard.name === name).length;
}

/** Lets time pass until a promise has settled. */
export async function opened<Answer>(
  promise: Promise<Answer>,
  clock: { step(): Promise<boolean> },
): Promise<Answer> {
  let settled = false;
  const watched = promise.finally(() => {
    settled = true;
  });
  watched.catch(() => undefined);
  await Promise.resolve();
  while (!settled && (await clock.step()));
  return watched;
}
