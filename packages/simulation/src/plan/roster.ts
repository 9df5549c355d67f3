import type { Draws } from "../random/draws.ts";
import type { AccountPlan, ManagerPlan, ProgramPlan, ReaderKind, StreamPlan } from "./day-plan.ts";
import { machineName } from "./machine-name.ts";
import { WAYS } from "./ways.ts";

/** Every way that a program may read, and how often it is drawn. */
const READERS: readonly (readonly [ReaderKind, number])[] = [
  ["listener", 28],
  ["throws", 12],
  ["fickle", 12],
  ["prompt", 22],
  ["slow", 12],
  ["hangs", 14],
];

/** What runs on which machine, as it is drawn. */
export class Roster {
  readonly #draws: Draws;
  readonly #activeMs: number;
  readonly #programs: readonly ProgramPlan[][];
  #added = 0;

  /** @param activeMs For how long things go wrong: the last program starts in its first quarter. */
  constructor(draws: Draws, machines: number, activeMs: number) {
    this.#draws = draws;
    this.#activeMs = activeMs;
    this.#programs = Array.from({ length: machines }, () => []);
  }

  /** The programs of each machine. */
  get programs(): readonly (readonly ProgramPlan[])[] {
    return this.#programs;
  }

  /** Whether nothing runs on a machine. */
  isIdle(machine: number): boolean {
    return this.#on(machine).length === 0;
  }

  /** Puts one more program on a machine. */
  add(kind: ProgramPlan["kind"], account: AccountPlan, machine: number): void {
    this.#added += 1;
    const draws = this.#draws.fork(String(this.#added));
    const common = {
      name: `${kind}-${this.#added}`,
      account: account.id,
      apiKey: draws.chance(0.7) ? 0 : 1,
      startsAtMs: this.#drawStart(draws),
      egress: this.#drawEgress(draws, { kind, account, machine }),
    };
    const program = kind === "stream" ? this.#stream(draws, common, account) : { ...common, kind };
    this.#on(machine).push(program);
  }

  #stream(draws: Draws, common: Omit<ManagerPlan, "kind">, { way }: AccountPlan): StreamPlan {
    const { access, signs } = WAYS[way];
    const sharers = this.#programs.flat().filter((one) => one.egress === common.egress);
    const isJoining = sharers.some((one) => one.kind === "stream" && one.shareSockets);
    return {
      ...common,
      kind: "stream",
      sockets: draws.chance(0.8) ? 2 : 1,
      reader: draws.weigh(READERS),
      signs: signs || (access === "listenToken" && draws.chance(0.5)),
      shareSockets: way === "umfutures" && draws.chance(isJoining ? 0.9 : 0.4),
    };
  }

  /** Most start with the day, some later. */
  #drawStart(draws: Draws): number {
    return draws.chance(0.85)
      ? draws.whole(0, 2_000)
      : Math.round(draws.between(0, this.#activeMs / 4));
  }

  /**
   * Programs of a machine often share their way out. Streams of one account do not: nobody could tell whose sockets are
   * whose.
   */
  #drawEgress(
    draws: Draws,
    who: { readonly kind: string; readonly account: AccountPlan; readonly machine: number },
  ): string {
    const programs = this.#on(who.machine);
    const name = machineName(who.machine);
    const egresses = [...new Set(programs.map(({ egress }) => egress))];
    const free = egresses.filter(
      (egress) =>
        who.kind !== "stream" ||
        !programs.some(
          (one) => one.egress === egress && one.kind === "stream" && one.account === who.account.id,
        ),
    );
    if (free.length > 0 && draws.chance(0.7)) return draws.pick(free);
    return egresses.length === 0 ? name : `${name} ${egresses.length + 1}`;
  }

  #on(machine: number): ProgramPlan[] {
    return this.#programs[machine] ?? [];
  }
}
