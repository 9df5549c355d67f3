import { createHmac } from "node:crypto";
import type { Clock, Random, Signer } from "@listenkey/core";
import { seededRandom } from "@listenkey/core/testing";
import {
  createExchange,
  type LogIndex,
  type Exchange,
  type LogRecord,
  type SimulatedSocket,
} from "@listenkey/simulator";
import { Egress } from "../machine/egress.ts";
import type { Library } from "../machine/library.ts";
import type { LibraryMaker } from "../machine/library-maker.ts";
import { Machine } from "../machine/machine.ts";
import type { AccountPlan, DayPlan, MachinePlan, ProgramPlan } from "../plan/day-plan.ts";
import { WAYS } from "../plan/ways.ts";
import { PendingCalls, type ProgramParts } from "../programs/program-parts.ts";
import { Program, type ProgramHome } from "../programs/program.ts";
import type { Timeline } from "../time/timeline.ts";
import type { Trace } from "../trace/trace.ts";
import { DayRecords } from "./day-records.ts";
import type { GivenUpRequest, MachineRemains } from "./evidence.ts";
import type { World, WorldAccount } from "./world.ts";

/** A Saturday, in UTC. */
const STARTS_AT = Date.UTC(2026, 10, 21);

/** What a {@link DayWorld} is made of. */
export interface DayWorldParts {
  readonly plan: DayPlan;
  readonly timeline: Timeline;
  readonly libraries: LibraryMaker;
  readonly trace: Trace | undefined;
  /** Where errors go that nobody caught. */
  readonly uncaught: unknown[];
}

/** Everything that takes part in a day: one exchange, accounts that trade on it, machines, and the programs on them. */
export class DayWorld implements World, ProgramHome {
  readonly plan: DayPlan;
  readonly timeline: Timeline;
  readonly exchange: Exchange;
  readonly random: Random;
  readonly accounts: readonly WorldAccount[];
  readonly programs: readonly Program[];
  readonly records: DayRecords;
  readonly secrets = new Set<string>();
  readonly givenUp: GivenUpRequest[] = [];
  readonly #uncaught: unknown[];
  readonly #libraries: LibraryMaker;
  readonly #trace: Trace | undefined;
  /** Libraries of processes that were killed. */
  readonly #killed: Library[] = [];
  readonly #addresses = new Map<string, string>();
  /** By the machine's name. */
  readonly #homes = new Map<string, MachineHome>();

  constructor({ plan, timeline, libraries, trace, uncaught }: DayWorldParts) {
    this.plan = plan;
    this.timeline = timeline;
    this.#libraries = libraries;
    this.#trace = trace;
    this.#uncaught = uncaught;
    this.random = seededRandom(plan.seed, "chances");
    this.records = new DayRecords(STARTS_AT, trace);
    this.exchange = createExchange({
      clock: exchangeClock(timeline),
      seed: `day ${plan.seed}`,
      dialect: plan.dialect,
      log: { keep: 0, sink: (record: LogRecord) => this.records.add(record) },
    });
    this.accounts = plan.accounts.map((account) => this.#account(account));
    for (const machine of plan.machines) this.#homes.set(machine.name, this.#boot(machine));
    this.programs = plan.machines.flatMap(({ name, programs }) =>
      programs.map((program) => this.#program(program, name)),
    );
  }

  /** The whole log, in an order that questions can be asked in. */
  get index(): LogIndex {
    return this.records.index;
  }

  get machines(): readonly Machine[] {
    return [...this.#homes.values()].map(({ machine }) => machine);
  }

  machine(name: string): Machine | undefined {
    return this.#homes.get(name)?.machine;
  }

  kill(name: string): void {
    const home = this.#homes.get(name);
    if (home === undefined) return;
    for (const program of this.programs) if (program.machine === name) program.killed();
    home.machine.kill();
    for (const egress of home.egresses.values()) egress.hangUp();
    // Its library still believes that it has sockets and timers, so nobody may use it on this day.
    this.#killed.push(home.machine.library);
    this.#homes.set(name, this.#boot(home.plan));
  }

  parts(plan: ProgramPlan): ProgramParts {
    const program = this.programs.find((one) => one.plan === plan);
    const home = this.#homes.get(program?.machine ?? "");
    if (program === undefined || home === undefined) throw new Error(`no home for ${plan.name}`);
    const { account } = program.account;
    const apiKey = account.apiKeys[plan.apiKey] ?? "";
    const { secret } = account.credentials(apiKey);
    return {
      machine: home.machine,
      egress: this.#egress(home, plan.egress),
      plainEgress: this.#egress(home, `${plan.egress} plain`),
      account: program.account,
      random: home.random,
      apiKey,
      signer: hmacWith(secret),
      calls: home.calls,
      now: () => this.exchange.now(),
      tell: (what) => this.tell(plan.name, what),
    };
  }

  enter({ machine }: Program, act: () => void): void {
    this.#homes.get(machine)?.machine.takeIn(act);
  }

  sockets(): readonly SimulatedSocket[] {
    return this.exchange.sockets;
  }

  keyNumber(listenKey: string): number | undefined {
    return this.exchange.keyNumber(listenKey);
  }

  holdersBeside(program: Program): readonly string[] {
    return this.programs
      .filter((one) => one !== program && one.machine === program.machine)
      .filter((one) => one.account === program.account && one.holdsKey)
      .map((one) => one.plan.name);
  }

  /** Tells the timeline that somebody did something. */
  tell(who: string, what: () => string): void {
    const said = this.records.said(who, what);
    this.#trace?.({ atMs: this.timeline.now, who, what: said });
  }

  /** How many requests, dials and frames have gone out of each machine so far. */
  departures(): ReadonlyMap<string, number> {
    return new Map([...this.#homes].map(([name, home]) => [name, departuresOf(home)]));
  }

  /** What is left of every machine. @param before What had gone out when everything was closed. */
  remains(before: ReadonlyMap<string, number>): readonly MachineRemains[] {
    return [...this.#homes].map(([name, home]) => ({
      name,
      timers: home.machine.timers,
      sockets: [...home.egresses.values()].reduce((sum, { sockets }) => sum + sockets, 0),
      departuresAfterClose: departuresOf(home) - (before.get(name) ?? 0),
      pendingCalls: home.calls.count,
    }));
  }

  /** Ends the exchange, and gives back the libraries that nothing is left in. */
  end(remains: readonly MachineRemains[]): void {
    this.exchange.close();
    for (const library of this.#killed) this.#libraries.giveBack(library);
    // The one that has run the most comes last: it is the fastest, and the first that will be used again.
    for (const { name, timers, sockets, pendingCalls } of remains.toReversed()) {
      const library = this.#homes.get(name)?.machine.library;
      const isClean = timers + sockets + pendingCalls === 0;
      if (library !== undefined && isClean) this.#libraries.giveBack(library);
    }
  }

  #account(plan: AccountPlan): WorldAccount {
    const way = WAYS[plan.way];
    const account = this.exchange.createAccount({ id: plan.id, apiKeys: 2 });
    for (const apiKey of account.apiKeys) {
      this.secrets.add(apiKey);
      this.secrets.add(account.credentials(apiKey).secret);
    }
    const product = way.exchangeId;
    const trading = account.trade({ product, perMinute: plan.perMinute, reports: false });
    let emitted = 0;
    return {
      plan,
      way,
      account,
      trade: () => trading.step(),
      emit: () => {
        emitted += 1;
        account.emit(product, { e: way.event, T: emitted });
      },
    };
  }

  #program(plan: ProgramPlan, machine: string): Program {
    const account = this.accounts.find((one) => one.plan.id === plan.account);
    if (account === undefined) throw new Error(`no account for ${plan.name}`);
    return new Program(plan, { machine, account }, this);
  }

  #boot(plan: MachinePlan): MachineHome {
    const { timeline } = this;
    const machine = new Machine(plan, {
      timeline,
      library: this.#libraries.take(),
      epoch: STARTS_AT,
      uncaught: (error) => this.#uncaught.push(error),
    });
    const random = seededRandom(this.plan.seed, `${plan.name} at ${timeline.now}`);
    return { plan, machine, random, calls: new PendingCalls(), egresses: new Map() };
  }

  #egress(home: MachineHome, name: string): Egress {
    const { plan, machine, egresses } = home;
    const known = egresses.get(name);
    if (known !== undefined) return known;
    const egress = new Egress(name, { machine, plan, ip: this.#address(name) }, this);
    egresses.set(name, egress);
    return egress;
  }

  /** Each transport counts its own requests, so each way out has an address of its own, also in its next process. */
  #address(egress: string): string {
    const known = this.#addresses.get(egress) ?? `10.0.0.${1 + this.#addresses.size}`;
    this.#addresses.set(egress, known);
    return known;
  }
}

/** A process: a machine that runs, and its ways out. */
interface MachineHome {
  readonly plan: MachinePlan;
  readonly machine: Machine;
  readonly random: Random;
  readonly calls: PendingCalls;
  readonly egresses: Map<string, Egress>;
}

function departuresOf({ egresses }: MachineHome): number {
  return [...egresses.values()].reduce((sum, { departures }) => sum + departures, 0);
}

/** The exchange's clock is right by definition. */
function exchangeClock(timeline: Timeline): Clock {
  return {
    now: () => Math.floor(STARTS_AT + timeline.now),
    monotonic: () => timeline.now,
    setTimer: (ms, callback) => timeline.in(Math.max(0, ms), callback),
  };
}

/** Signs in no time at all: Web Crypto settles in real time. */
function hmacWith(secret: string): Signer {
  return (payload) => Promise.resolve(createHmac("sha256", secret).update(payload).digest("hex"));
}
