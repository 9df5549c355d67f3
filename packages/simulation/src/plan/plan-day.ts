import type { Dialect } from "@listenkey/simulator";
import { Draws } from "../random/draws.ts";
import { drawCast, type Cast } from "./cast.ts";
import { isCrowd, planCrowd } from "./crowd.ts";
import type { DayPlan, MachinePlan, Weather } from "./day-plan.ts";
import { drawDialect } from "./dialects.ts";
import { drawFaults } from "./draw-faults.ts";
import { quietFrom } from "./quiet-end.ts";
import { WAYS } from "./ways.ts";

const HOUR_MS = 3_600_000;

/**
 * Draws the day of a seed. Pure: the same seed and length give the same plan. Now and then it is that of a crowd, which
 * is shorter.
 */
export function planDay(seed: number, { hours }: { readonly hours: number }): DayPlan {
  const draws = new Draws(seed, "day");
  if (isCrowd(seed)) return planCrowd(seed, draws.fork("crowd"));
  const lengthMs = Math.round(hours * HOUR_MS);
  const quietFromMs = quietFrom(lengthMs);
  const cast = drawCast(draws.fork("cast"), quietFromMs);
  const dialect = drawDialect(draws.fork("dialect"), cast);
  return {
    seed,
    lengthMs,
    dialect,
    weather: drawWeather(draws.fork("weather")),
    accounts: cast.accounts,
    machines: cast.machines.map((machine) => withSigners(machine, cast, dialect)),
    faults: drawFaults(draws.fork("faults"), cast, quietFromMs),
  };
}

/** A third of all days is fair. Frames get lost less often than anything else: each costs a socket. */
function drawWeather(draws: Draws): Weather {
  const isFair = draws.chance(0.33);
  const share = (from: number, to: number): number =>
    isFair || draws.chance(0.3) ? 0 : Number(draws.spread(from, to).toPrecision(3));
  return {
    lostRequests: share(0.001, 0.05),
    lostReplies: share(0.001, 0.05),
    refusedSockets: share(0.001, 0.05),
    lostFrames: share(0.000_01, 0.001),
  };
}

/** Where tokens have to be asked for with a signature, whoever wants one has a signer. */
function withSigners(
  machine: MachinePlan,
  { accounts }: Cast,
  { listenTokenSignature }: Partial<Dialect>,
): MachinePlan {
  if (listenTokenSignature !== "required") return machine;
  const wantsToken = (id: string): boolean =>
    accounts.some((one) => one.id === id && WAYS[one.way].access === "listenToken");
  const programs = machine.programs.map((program) =>
    program.kind === "stream" && wantsToken(program.account)
      ? { ...program, signs: true }
      : program,
  );
  return { ...machine, programs };
}
