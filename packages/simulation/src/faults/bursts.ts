import type { Draws } from "../random/draws.ts";
import type { World, WorldAccount } from "../run/world.ts";

/** Accounts trade busily from so long before a fault until some time after it, in milliseconds. */
const LEAD_MS = 1_500;

/** What a burst costs is bounded. */
const MOST_STEPS = 30;

/** Crowds do not trade. */
const MOST_ACCOUNTS = 10;

/** Lets accounts trade busily around faults, so that those strike in the thick of it. */
export class Bursts {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** When the burst begins that leads to a fault. */
  static leadTo(atMs: number): number {
    return Math.max(0, atMs - LEAD_MS);
  }

  /** Begins one. Accounts that never trade do not trade now either. */
  begin(accounts: readonly WorldAccount[], draws: Draws): void {
    if (this.#world.accounts.length > MOST_ACCOUNTS) return;
    const everyMs = draws.spread(60, 600);
    const until = this.#world.timeline.now + LEAD_MS + draws.between(1_000, 8_000);
    for (const account of accounts) {
      if (account.plan.perMinute > 0) this.#go(account, { everyMs, until, count: 0 });
    }
  }

  #go(account: WorldAccount, burst: Burst): void {
    const { timeline } = this.#world;
    if (timeline.now > burst.until || burst.count >= MOST_STEPS) return;
    account.trade();
    timeline.in(burst.everyMs, () => this.#go(account, { ...burst, count: burst.count + 1 }));
  }
}

interface Burst {
  readonly everyMs: number;
  readonly until: number;
  readonly count: number;
}
