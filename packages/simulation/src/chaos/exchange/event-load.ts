import type { Trading } from "@listenkey/simulator";
import type { AccountLoad } from "../messages.ts";
import { realTime } from "../time/real-time.ts";

/** How often it looks whether events are due, in real milliseconds. */
const TICK_MS = 5;

/** How many times something may happen to an account's orders in one tick, so that sockets are served in between. */
const MOST_STEPS = 50;

/** An account that is kept busy. */
interface BusyAccount {
  readonly account: string;
  readonly trading: Trading;
  events: number;
}

/** Lets accounts have so many events in a real second each, whatever the scale of the clocks. */
export class EventLoad {
  readonly #perSecond: number;
  readonly #accounts: BusyAccount[] = [];
  readonly #byId = new Map<string, BusyAccount>();
  #startedAt = 0;
  #cancel: (() => void) | undefined;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  add(account: string, trading: Trading): void {
    const busy = { account, trading, events: 0 };
    this.#accounts.push(busy);
    this.#byId.set(account, busy);
  }

  /** Counts an event that an account has had. */
  count(account: string): void {
    const busy = this.#byId.get(account);
    if (busy !== undefined) busy.events += 1;
  }

  start(): void {
    this.#startedAt = realTime.monotonic();
    this.#tick();
  }

  /** @returns What each account has had. */
  stop(): readonly AccountLoad[] {
    this.#cancel?.();
    const seconds = (realTime.monotonic() - this.#startedAt) / 1_000;
    return this.#accounts.map(({ account, events }) => ({
      account,
      events,
      perSecond: events / seconds,
    }));
  }

  #tick(): void {
    this.#cancel = realTime.setTimer(TICK_MS, () => this.#tick(), { ref: true });
    const due = ((realTime.monotonic() - this.#startedAt) / 1_000) * this.#perSecond;
    for (const busy of this.#accounts) {
      for (let steps = 0; steps < MOST_STEPS && busy.events < due; steps += 1) busy.trading.step();
    }
  }
}
