import type { SimulatedSocket } from "@listenkey/simulator";
import type { ProgramPlan } from "../plan/day-plan.ts";
import type { ManagerSession, StreamSession } from "../run/evidence.ts";
import type { WorldAccount, WorldProgram } from "../run/world.ts";
import { ManagerRun } from "./manager-run.ts";
import type { ProgramParts } from "./program-parts.ts";
import { StreamRun } from "./stream-run.ts";

/** What a {@link Program} needs of the world it lives in. */
export interface ProgramHome {
  /** Lets something run on a program's machine: now, or when it is awake. */
  enter(program: Program, act: () => void): void;
  /** What a new session is made of: the machine may be another process than the last time. */
  parts(plan: ProgramPlan): ProgramParts;
  /** Every open socket of the exchange. */
  sockets(): readonly SimulatedSocket[];
  /** The number under which the exchange knows a listen key. */
  keyNumber(listenKey: string): number | undefined;
  /** The names of the programs on the same machine that hold the account's listen key, apart from this one. */
  holdersBeside(program: Program): readonly string[];
}

/** A program of the day: one session after the other. */
export class Program implements WorldProgram {
  readonly plan: ProgramPlan;
  readonly account: WorldAccount;
  readonly machine: string;
  readonly #home: ProgramHome;
  readonly #streams: StreamRun[] = [];
  readonly #managers: ManagerRun[] = [];

  constructor(
    plan: ProgramPlan,
    { machine, account }: { machine: string; account: WorldAccount },
    home: ProgramHome,
  ) {
    this.plan = plan;
    this.machine = machine;
    this.account = account;
    this.#home = home;
  }

  get isOpen(): boolean {
    return this.#run?.isOpen ?? false;
  }

  /** Whether it holds the account's listen key. */
  get holdsKey(): boolean {
    if (this.account.way.access !== "listenKey" || !this.isOpen) return false;
    const manager = this.#managers.at(-1);
    return manager === undefined
      ? this.#streams.at(-1)?.isLive === true
      : manager.key !== undefined;
  }

  get sockets(): readonly SimulatedSocket[] {
    const { egress, account } = this.plan;
    return this.#home
      .sockets()
      .filter(({ client, accounts }) => client === egress && accounts.includes(account));
  }

  /** Every stream that it has had. */
  get streams(): readonly StreamSession[] {
    return this.#streams.map((run) => run.session());
  }

  /** Every managed key that it has had. */
  get managers(): readonly ManagerSession[] {
    return this.#managers.map((run) => run.session());
  }

  open(): void {
    this.#home.enter(this, () => this.#open());
  }

  #open(): void {
    if (this.isOpen) return;
    const { plan } = this;
    const parts = this.#home.parts(plan);
    if (plan.kind === "stream") this.#streams.push(new StreamRun(plan, parts));
    else {
      const keyNumber = (listenKey: string): number | undefined => this.#home.keyNumber(listenKey);
      this.#managers.push(new ManagerRun(plan, parts, keyNumber));
    }
  }

  close(): Promise<void> {
    return this.#asked(async () => this.#run?.close());
  }

  revoke(): Promise<void> {
    return this.#asked(async () => this.#managers.at(-1)?.revoke(this.#home.holdersBeside(this)));
  }

  hang(ms: number): void {
    this.#home.enter(this, () => this.#streams.at(-1)?.hang(ms));
  }

  /** Its process is gone. */
  killed(): void {
    this.#run?.killed();
  }

  /** Has something done when the machine runs: nothing is done on one that sleeps. */
  #asked(act: () => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      this.#home.enter(this, () => void act().then(resolve));
    });
  }

  get #run(): StreamRun | ManagerRun | undefined {
    return this.#streams.at(-1) ?? this.#managers.at(-1);
  }
}
