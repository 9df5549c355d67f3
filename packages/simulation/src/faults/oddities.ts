import type { SimulatedEvent } from "@listenkey/simulator";
import { Draws } from "../random/draws.ts";
import type { World, WorldAccount } from "../run/world.ts";
import type { WayName } from "../plan/ways.ts";

/** Something that a program may not have been written for. */
type Oddity = "odd:unknown" | "odd:value" | "odd:twins" | "odd:huge";

const HOUR_MS = 3_600_000;

/** The length of a very large event, in characters. */
const HUGE = 1_000_000;

/** Lets accounts have odd events now and then, and counts them. */
export class Oddities {
  readonly #world: World;
  readonly #until: number;
  readonly #counts: Record<Oddity, number> = {
    "odd:unknown": 0,
    "odd:value": 0,
    "odd:twins": 0,
    "odd:huge": 0,
  };

  /** @param until The last moment for one, in milliseconds from the beginning of the day. */
  constructor(world: World, until: number) {
    this.#world = world;
    this.#until = until;
    for (const account of world.accounts) {
      const { id, oddPerHour } = account.plan;
      if (oddPerHour > 0) this.#go(account, new Draws(world.plan.seed, `odd/${id}`));
    }
  }

  /** How often each has happened. */
  get counts(): Readonly<Record<string, number>> {
    return this.#counts;
  }

  #go(account: WorldAccount, draws: Draws): void {
    const { timeline } = this.#world;
    const pause = (-Math.log(1 - draws.between(0, 1)) * HOUR_MS) / account.plan.oddPerHour;
    if (timeline.now + pause > this.#until) return;
    timeline.in(pause, () => {
      this.#happen(account, draws);
      this.#go(account, draws);
    });
  }

  #happen(account: WorldAccount, draws: Draws): void {
    const oddity = draws.weigh<Oddity>([
      ["odd:unknown", ASKS_BY_NAME.has(account.way.name) ? 0 : 30],
      ["odd:value", 30],
      ["odd:twins", 35],
      ["odd:huge", 5],
    ]);
    this.#counts[oddity] += 1;
    DEEDS[oddity](account);
  }
}

/** Where sockets are opened with the names of the events that are wanted: others never come. */
const ASKS_BY_NAME: ReadonlySet<WayName> = new Set(["umfutures"]);

const DEEDS: Readonly<Record<Oddity, (account: WorldAccount) => void>> = {
  "odd:unknown": (account) => emit(account, { e: "SOMETHING_NEW", what: { nobody: "knows" } }),
  "odd:value": (account) => emit(account, VALUES[account.way.name]),
  "odd:twins": (account) => {
    emit(account, TWINS[account.way.name]);
    emit(account, TWINS[account.way.name]);
  },
  "odd:huge": emitHuge,
};

/** Lets an account have an event that is very large. */
export function emitHuge(account: WorldAccount): void {
  emit(account, { ...TWINS[account.way.name], text: "x".repeat(HUGE) });
}

function emit({ account, way }: WorldAccount, event: SimulatedEvent): void {
  account.emit(way.exchangeId, event);
}

const NEW = "UNHEARD_OF";

/** An order of futures as it might be reported one day, with an id that no number holds. */
const ORDER: SimulatedEvent = {
  e: "ORDER_TRADE_UPDATE",
  T: 1,
  o: { s: "BTCUSDT", S: "SIDEWAYS", o: NEW, x: NEW, X: NEW, i: 2n ** 60n + 1n, z: "0" },
};

const REPORT: SimulatedEvent = {
  e: "executionReport",
  s: "BTCUSDT",
  S: "SIDEWAYS",
  o: NEW,
  x: NEW,
  X: NEW,
  i: 2n ** 60n + 1n,
  z: "0",
  T: 1,
};

const RISK: SimulatedEvent = { e: "riskLevelChange", u: "1.05", s: NEW, eq: "1", ae: "1", m: "1" };
const LEVEL: SimulatedEvent = { e: "MARGIN_LEVEL_STATUS_CHANGE", l: "1.05", s: NEW };

/** An event that each product documents, with a value that it does not. */
const VALUES: Readonly<Record<WayName, SimulatedEvent>> = {
  umfutures: ORDER,
  cmfutures: ORDER,
  options: ORDER,
  "portfolio-margin": ORDER,
  "portfolio-margin-pro": RISK,
  "margin-risk": LEVEL,
  "spot by key": REPORT,
  "margin-cross by key": REPORT,
  "margin-cross by token": REPORT,
  "margin-isolated by token": REPORT,
  "spot by signature": REPORT,
};

const CONFIG: SimulatedEvent = { e: "ACCOUNT_CONFIG_UPDATE", T: 1, ac: { s: "BTCUSDT", l: 25 } };
const BALANCE: SimulatedEvent = { e: "balanceUpdate", a: "BTC", d: "100.0", T: 1 };

/** An event that each product documents, and that may well come twice. */
const TWINS: Readonly<Record<WayName, SimulatedEvent>> = {
  umfutures: CONFIG,
  cmfutures: CONFIG,
  options: { e: "GREEK_UPDATE", T: 1, G: [{ u: "BTCUSDT", d: -0.01, g: 0, t: 0, v: 0 }] },
  "portfolio-margin": CONFIG,
  "portfolio-margin-pro": { ...RISK, s: "MARGIN_CALL" },
  "margin-risk": { ...LEVEL, s: "MARGIN_CALL" },
  "spot by key": BALANCE,
  "margin-cross by key": BALANCE,
  "margin-cross by token": BALANCE,
  "margin-isolated by token": BALANCE,
  "spot by signature": BALANCE,
};
