import type {
  AccountPlan,
  DayPlan,
  FaultPlan,
  MachinePlan,
  ProgramPlan,
} from "../../plan/day-plan.ts";
import { spanOf, timeOfDay } from "../../trace/time-words.ts";
import { plainTable } from "./plain-table.ts";

/** A plan for people: who takes part in the day, and what goes wrong when. Pure. */
export function planText(plan: DayPlan): string {
  return [
    `a day of ${spanOf(plan.lengthMs)}, seed ${plan.seed}`,
    ...listed("dialect", Object.entries(plan.dialect)),
    ...listed(
      "weather",
      Object.entries(plan.weather).filter(([, share]) => share > 0),
    ),
    ...some(plan.accounts.map(accountText), "accounts"),
    ...plan.machines.flatMap(machineText),
    ...(plan.faults.length > 0 ? [faultTable(plan.faults)] : ["nothing goes wrong"]),
  ].join("\n");
}

function listed(name: string, entries: readonly (readonly [string, unknown])[]): string[] {
  if (entries.length === 0) return [];
  return [`${name}: ${entries.map(([entry, value]) => `${entry} ${String(value)}`).join(", ")}`];
}

/** How many of a kind are told one by one: a crowd is told by its number. */
const MOST_TOLD = 12;

function some(lines: readonly string[], what: string): readonly string[] {
  const more = lines.length - MOST_TOLD;
  return more > 1 ? [...lines.slice(0, MOST_TOLD), `and ${more} more ${what}`] : lines;
}

function accountText({ id, way, perMinute, oddPerHour }: AccountPlan): string {
  const odd = oddPerHour > 0 ? `, odd events ${brief(oddPerHour)} times an hour` : "";
  return `account ${id}: ${way}, trades ${brief(perMinute)} times a minute${odd}`;
}

/** A number with as many digits as matter. */
function brief(value: number): number {
  return Number(value.toPrecision(3));
}

function machineText({ name, skewMs, drift, programs, seesPings }: MachinePlan): string[] {
  const ahead = `${spanOf(Math.abs(skewMs))} ${skewMs < 0 ? "behind" : "ahead"}`;
  const isTrue = skewMs === 0 && drift === 0;
  const clock = isTrue ? "" : `, clock ${ahead}, drift ${brief(drift * 1e6)} ppm`;
  const pings = seesPings ? "" : ", sees no pings";
  return [
    `machine ${name}${clock}${pings}`,
    ...some(programs.map(programText), "programs").map((line) => `  ${line}`),
  ];
}

function programText(program: ProgramPlan): string {
  const { name, account, apiKey, startsAtMs, egress } = program;
  const how =
    program.kind === "manager"
      ? "manages the key"
      : `${program.sockets === 2 ? "two sockets" : "one socket"}${program.shareSockets ? ", shared" : ""}, ` +
        `reader ${program.reader}`;
  return `${name}: ${how} of ${account}, API key ${apiKey}, by ${egress}, from ${timeOfDay(startsAtMs)}`;
}

function faultTable(faults: readonly FaultPlan[]): string {
  return plainTable({
    head: ["when", "fault", "for", "who", "size"],
    aligns: ["left", "left", "right", "left", "right"],
    rows: faults.map(({ atMs, kind, lengthMs, who, size }) => [
      timeOfDay(atMs),
      kind,
      lengthMs > 0 ? spanOf(lengthMs) : "",
      who === "" ? "everybody" : who,
      String(size),
    ]),
  });
}
