import { fault, type ArmedFault, type Fault, type FaultMatch } from "@listenkey/simulator";
import type { Weather } from "../plan/day-plan.ts";
import { Draws } from "../random/draws.ts";
import type { World } from "../run/world.ts";

/** Requests that can get lost. Where a lost one ends a socket, the many that only ask whether it lives are left alone. */
const REQUESTS: readonly FaultMatch[] = [
  { call: "create" },
  { call: "extend" },
  { call: "revoke" },
  { call: "token" },
  { call: "subscribe" },
  { call: "unsubscribe" },
];

const STRIKES: Readonly<Record<keyof Weather, readonly [matches: readonly FaultMatch[], Fault]>> = {
  lostRequests: [REQUESTS, fault.lostRequest()],
  lostReplies: [REQUESTS, fault.lostReply()],
  refusedSockets: [[{}], fault.refuseSocket()],
  lostFrames: [[{}], fault.dropFrame()],
};

/** Frames get lost in spells, so that nobody has to look at every frame of the day: so long, and one in so many. */
const SPELL_MS = 60_000;
const SPELLS = 30;

/** What goes wrong now and then, wherever it happens to. */
export class WeatherWatch {
  readonly #armed: { readonly name: string; readonly armed: ArmedFault }[] = [];
  readonly #world: World;
  /** When it clears up, in epoch milliseconds of the exchange's clock. */
  readonly #until: number;
  readonly #draws: Draws;

  /** @param until When it clears up, in epoch milliseconds of the exchange's clock. */
  constructor(world: World, until: number) {
    this.#world = world;
    this.#until = until;
    this.#draws = new Draws(world.plan.seed, "weather");
    const { lostRequests, lostReplies, refusedSockets, lostFrames } = world.plan.weather;
    this.#arm("lostRequests", { probability: lostRequests, until });
    this.#arm("lostReplies", { probability: lostReplies, until });
    this.#arm("refusedSockets", { probability: refusedSockets, until });
    if (lostFrames > 0) this.#awaitSpell();
  }

  /** How often it has struck, by what was lost. */
  get counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { name, armed } of this.#armed) counts[name] = (counts[name] ?? 0) + armed.struck;
    return counts;
  }

  /** Ends it. */
  end(): void {
    for (const { armed } of this.#armed) armed.lift();
  }

  #arm(
    name: keyof Weather,
    timing: { readonly probability: number; readonly until: number },
  ): void {
    if (timing.probability === 0) return;
    const [matches, strike] = STRIKES[name];
    for (const match of matches) {
      const armed = this.#world.exchange.faults.always(match, strike, timing);
      this.#armed.push({ name: `weather:${name}`, armed });
    }
  }

  #awaitSpell(): void {
    const { timeline, exchange, plan } = this.#world;
    timeline.in(this.#draws.between(0, 2 * SPELLS * SPELL_MS), () => {
      const now = exchange.now();
      if (now >= this.#until) return;
      const probability = Math.min(1, plan.weather.lostFrames * SPELLS);
      this.#arm("lostFrames", { probability, until: Math.min(this.#until, now + SPELL_MS) });
      this.#awaitSpell();
    });
  }
}
