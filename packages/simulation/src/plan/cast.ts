import type { Draws } from "../random/draws.ts";
import type { AccountPlan, MachinePlan, ProgramPlan } from "./day-plan.ts";
import { machineName } from "./machine-name.ts";
import { Roster } from "./roster.ts";
import { WAY_NAMES, WAYS, type WayName } from "./ways.ts";

/** Who takes part in a day. */
export interface Cast {
  readonly accounts: readonly AccountPlan[];
  readonly machines: readonly MachinePlan[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Ways that draw from one rate limit, or share connections: what happens to one concerns the other. */
const NEIGHBOURS: Partial<Readonly<Record<WayName, readonly WayName[]>>> = {
  umfutures: ["umfutures", "umfutures", "cmfutures", "portfolio-margin-pro"],
  cmfutures: ["umfutures", "portfolio-margin-pro"],
  "portfolio-margin-pro": ["umfutures", "cmfutures"],
  "spot by signature": ["spot by signature", "margin-cross by token", "margin-isolated by token"],
  "margin-cross by token": ["spot by signature", "margin-isolated by token", "margin-risk"],
  "margin-isolated by token": ["spot by signature", "margin-cross by token", "margin-risk"],
  "margin-risk": ["margin-cross by token", "margin-isolated by token"],
};

/** Draws the accounts, the machines, and what runs on them. */
export function drawCast(draws: Draws, activeMs: number): Cast {
  const accounts = drawAccounts(draws.fork("accounts"));
  const crew = drawPrograms(draws.fork("programs"), accounts, activeMs);
  const machines = crew.map((programs, index) => ({
    ...drawMachine(draws.fork(`machine ${index}`), index),
    programs,
  }));
  return { accounts: accounts.map((account) => bounded(account, crew.flat())), machines };
}

/** Draws a machine, but for what runs on it. */
export function drawMachine(draws: Draws, index: number): Omit<MachinePlan, "programs"> {
  const min = Math.round(draws.spread(1, 20));
  return {
    name: machineName(index),
    skewMs: drawSkew(draws),
    drift: draws.weigh<number>([
      [0, 10],
      [draws.between(-2e-5, 2e-5), 60],
      [draws.between(-1e-4, 1e-4), 30],
    ]),
    latencyMs: { min, max: min + Math.round(draws.spread(4, 380)) },
    seesPings: draws.chance(0.7),
  };
}

/** Most clocks are wrong by no more than some seconds, some by minutes. */
function drawSkew(draws: Draws): number {
  const skew = draws.weigh([
    [0, 5],
    [draws.between(0, 3_000), 60],
    [draws.spread(3_000, 2 * MINUTE_MS), 25],
    [draws.spread(2 * MINUTE_MS, HOUR_MS), 10],
  ]);
  return Math.round(draws.chance(0.5) ? skew : 0 - skew);
}

function drawAccounts(draws: Draws): readonly AccountPlan[] {
  const first = draws.pick(WAY_NAMES);
  const accounts = [drawAccount(draws.fork("alice"), { id: "alice", way: first })];
  const neighbours = NEIGHBOURS[first] ?? [first];
  if (draws.chance(neighbours.length > 1 ? 0.3 : 0.2)) {
    const way = draws.chance(0.65) ? draws.pick(neighbours) : draws.pick(WAY_NAMES);
    accounts.push(drawAccount(draws.fork("bob"), { id: "bob", way }));
  }
  return accounts;
}

function drawAccount(draws: Draws, name: Pick<AccountPlan, "id" | "way">): AccountPlan {
  return {
    ...name,
    perMinute: drawPace(draws),
    oddPerHour: draws.chance(0.15) ? 0 : rounded(draws.spread(0.1, 4)),
  };
}

/** How often something happens: the median account trades once a minute, some never. */
function drawPace(draws: Draws): number {
  const usual = draws.spread(0.25, 4);
  return draws.weigh([
    [0, 4],
    [rounded(usual), 84],
    [rounded(draws.spread(0.05, 0.25)), 6],
    [rounded(draws.spread(4, 12)), 6],
  ]);
}

/** Much trading for few programs, so that no day costs much more than others. */
function bounded(account: AccountPlan, programs: readonly ProgramPlan[]): AccountPlan {
  const readers = programs.filter((one) => one.account === account.id && one.kind === "stream");
  const most = [12, 12, 3, 1.5][readers.length] ?? 1;
  const { perMinute, oddPerHour } = account;
  const isSilent = perMinute === 0;
  return {
    ...account,
    perMinute: Math.min(perMinute, most),
    oddPerHour: isSilent ? 0 : oddPerHour,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/** Puts programs on machines: those of each machine, in turn. */
function drawPrograms(
  draws: Draws,
  accounts: readonly AccountPlan[],
  activeMs: number,
): readonly (readonly ProgramPlan[])[] {
  const machines = drawMachineCount(draws, accounts);
  const roster = new Roster(draws.fork("roster"), machines, activeMs);
  for (const [index, account] of accounts.entries()) {
    const home = index === 0 || draws.chance(0.75) ? 0 : draws.whole(0, machines - 1);
    for (const kind of drawRoles(draws, account)) roster.add(kind, account, home);
  }
  for (let machine = 0; machine < machines; machine += 1) {
    if (!roster.isIdle(machine)) continue;
    const account = draws.pick(accounts);
    const isManager = goesByKey(account) && draws.chance(0.4);
    roster.add(isManager ? "manager" : "stream", account, machine);
  }
  return roster.programs;
}

/** Quiet connections to the WebSocket API are asked every 15 s whether they live, which costs more than anything else. */
function drawMachineCount(draws: Draws, accounts: readonly AccountPlan[]): number {
  const byKey = accounts.every(goesByKey);
  return draws.weigh([
    [1, byKey ? 62 : 76],
    [2, byKey ? 28 : 20],
    [3, byKey ? 10 : 4],
  ]);
}

/** What an account has on its first machine. */
function drawRoles(draws: Draws, account: AccountPlan): readonly ProgramPlan["kind"][] {
  const byKey = goesByKey(account) ? 1 : 0;
  return draws.weigh<readonly ProgramPlan["kind"][]>([
    [["stream"], 50],
    [["stream", "stream"], 4],
    [["manager"], 8 * byKey],
    [["stream", "manager"], 32 * byKey],
    [["manager", "manager"], 3 * byKey],
    [["stream", "stream", "manager"], 3 * byKey],
  ]);
}

function goesByKey({ way }: AccountPlan): boolean {
  return WAYS[way].access === "listenKey";
}
