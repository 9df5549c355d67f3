import type { FaultKind } from "../faults/fault-kinds.ts";
import { FAULT_NATURES, type Concern, type FaultNature } from "../faults/fault-natures.ts";
import type { Cast } from "./cast.ts";
import type { AccountPlan, MachinePlan, ProgramPlan, ReaderKind } from "./day-plan.ts";
import { WAYS } from "./ways.ts";

/** Everybody, as faults name them. */
const EVERYBODY = "";

/** Those who iterate. */
const ITERATORS: readonly ReaderKind[] = ["prompt", "slow", "hangs"];

/** The names of those whom a kind of fault can concern; those whom it concerns more often come more often. */
export function whoMeets(kind: FaultKind, cast: Cast): readonly string[] {
  const nature = FAULT_NATURES[kind];
  const accounts = cast.accounts.filter((account) => canMeet(account, nature));
  const programs = cast.machines
    .flatMap((machine) => machine.programs)
    .filter(({ account }) => accounts.some(({ id }) => id === account));
  const ids = accounts.map(({ id }) => id);
  switch (nature.concerns) {
    case "everybody":
      return [EVERYBODY];
    case "machine":
      return cast.machines.map(({ name }) => name);
    case "account":
      return ids;
    case "requests":
      return [...ids, ...programs.map(({ name }) => name)];
    default:
      return programs.filter((program) => isA(program, nature.concerns)).map(({ name }) => name);
  }
}

/** The machines that something happens to, given the name of one, of a program or of an account. */
export function machinesOf(who: string, { machines }: Cast): readonly string[] {
  const isMeant = ({ name, programs }: MachinePlan): boolean =>
    who === EVERYBODY ||
    who === name ||
    programs.some((program) => who === program.name || who === program.account);
  return machines.filter(isMeant).map(({ name }) => name);
}

function canMeet({ way, perMinute }: AccountPlan, { access, needsEvents }: FaultNature): boolean {
  return (
    (access === undefined || access.includes(WAYS[way].access)) &&
    (needsEvents !== true || perMinute > 0)
  );
}

function isA(program: ProgramPlan, concern: Concern): boolean {
  if (concern === "program") return true;
  if (concern === "manager") return program.kind === "manager";
  if (program.kind === "manager") return false;
  if (concern === "pair") return program.sockets === 2;
  return concern === "stream" || ITERATORS.includes(program.reader);
}
