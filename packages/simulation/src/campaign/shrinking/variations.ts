import type { Dialect } from "@listenkey/simulator";
import type {
  AccountPlan,
  DayPlan,
  MachinePlan,
  ProgramPlan,
  Weather,
} from "../../plan/day-plan.ts";
import { tidied, type Variation } from "./variation.ts";

/** Faults that do not happen, one by one. */
export function withoutFaults({ faults }: DayPlan): readonly Variation[] {
  return faults.map((fault) => (plan) => ({
    ...plan,
    faults: plan.faults.filter((each) => each !== fault),
  }));
}

/** Weather that stays away, by kinds. */
export function withoutWeather({ weather }: DayPlan): readonly Variation[] {
  const names = Object.keys(weather) as (keyof Weather)[];
  return names
    .filter((name) => weather[name] > 0)
    .map((name) => (plan) => ({ ...plan, weather: { ...plan.weather, [name]: 0 } }));
}

/** An exchange that behaves as it does by default, entry by entry. */
export function withoutDialect({ dialect }: DayPlan): readonly Variation[] {
  const entries = Object.keys(dialect) as (keyof Dialect)[];
  return entries.map((entry) => (plan) => {
    const { [entry]: _, ...rest } = plan.dialect;
    return { ...plan, dialect: rest };
  });
}

/** Without accounts and everybody who reads them, without machines, without programs, one by one. */
export function withoutOthers({ accounts, machines }: DayPlan): readonly Variation[] {
  const programs = machines.flatMap((machine) => machine.programs);
  return [
    ...accounts.map(({ id }) => withAccounts((list) => list.filter((each) => each.id !== id))),
    ...machines.map(({ name }) =>
      withMachines((list) => list.filter((each) => each.name !== name)),
    ),
    ...programs.map(({ name }) =>
      withMachines((list) =>
        list.map((machine) => ({
          ...machine,
          programs: machine.programs.filter((program) => program.name !== name),
        })),
      ),
    ),
  ];
}

/** How few things happen to a quiet account, per minute. */
const QUIET_PER_MINUTE = 1;

/** Plainer accounts, machines and programs, trait by trait. */
export function withoutTraits({ accounts, machines }: DayPlan): readonly Variation[] {
  return [
    ...accounts.flatMap(plainerAccount),
    ...machines.flatMap(plainerMachine),
    ...machines.flatMap(({ programs }) => programs.flatMap(plainerProgram)),
  ];
}

function plainerAccount({ id, oddPerHour, perMinute }: AccountPlan): readonly Variation[] {
  const change = (trait: Partial<AccountPlan>): Variation =>
    withAccounts((list) => list.map((each) => (each.id === id ? { ...each, ...trait } : each)));
  return [
    ...(oddPerHour > 0 ? [change({ oddPerHour: 0 })] : []),
    ...(perMinute > QUIET_PER_MINUTE ? [change({ perMinute: QUIET_PER_MINUTE })] : []),
  ];
}

function plainerMachine({ name, skewMs, drift, latencyMs }: MachinePlan): readonly Variation[] {
  const change = (trait: Partial<MachinePlan>): Variation =>
    withMachines((list) => list.map((each) => (each.name === name ? { ...each, ...trait } : each)));
  const { min, max } = latencyMs;
  return [
    ...(skewMs !== 0 || drift !== 0 ? [change({ skewMs: 0, drift: 0 })] : []),
    ...(max > min ? [change({ latencyMs: { min, max: min } })] : []),
  ];
}

function plainerProgram(program: ProgramPlan): readonly Variation[] {
  const change = (trait: Partial<ProgramPlan>): Variation =>
    withMachines((list) =>
      list.map((machine) => ({
        ...machine,
        programs: machine.programs.map((each) =>
          each.name === program.name ? ({ ...each, ...trait } as ProgramPlan) : each,
        ),
      })),
    );
  if (program.kind !== "stream") return [];
  return [
    ...(program.reader !== "listener" ? [change({ reader: "listener" })] : []),
    ...(program.shareSockets ? [change({ shareSockets: false })] : []),
    ...(program.sockets === 2 ? [change({ sockets: 1 })] : []),
  ];
}

function withAccounts(
  change: (accounts: readonly AccountPlan[]) => readonly AccountPlan[],
): Variation {
  return (plan) => tidied({ ...plan, accounts: change(plan.accounts) });
}

function withMachines(
  change: (machines: readonly MachinePlan[]) => readonly MachinePlan[],
): Variation {
  return (plan) => tidied({ ...plan, machines: change(plan.machines) });
}
