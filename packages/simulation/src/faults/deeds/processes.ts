import { fault } from "@listenkey/simulator";
import type { Draws } from "../../random/draws.ts";
import type { WorldProgram } from "../../run/world.ts";
import type { ProcessFault } from "../fault-kinds.ts";
import { accountsOf, lasting, programsOf, type Deed, type Scene } from "../scene.ts";
import { makeDial } from "./arming.ts";

/** What a program meets before it is closed in the middle of it. */
type Beginning = "nothing" | "dial" | "end of credentials" | "opening";

/** How long it may take until enough has come in, in milliseconds. After that it is closed all the same. */
const PATIENCE_MS = 60_000;

const MINUTE_MS = 60_000;

/** How often something happens to the orders of an account whose reader is to be flooded. */
const FLOOD_STEPS = 160;

/** What is done to programs. */
export const PROCESS_DEEDS: Readonly<Record<ProcessFault, Deed>> = {
  closedAnywhere: (scene) => {
    const [program] = programsOf(scene);
    if (program?.isOpen !== true) return undefined;
    begin(scene, program);
    closeAmid(scene, program);
    return lasting(1);
  },
  restarted: (scene) => {
    const [program] = programsOf(scene);
    if (program?.isOpen !== true) return undefined;
    scene.operator.restart(program, scene.plan.lengthMs);
    return lasting(1);
  },
  killed: (scene) => {
    const { world, plan, operator } = scene;
    const running = programsOf(scene).filter(({ isOpen }) => isOpen);
    if (running.length === 0) return undefined;
    world.kill(plan.who);
    for (const program of running) operator.openIn(program, plan.lengthMs);
    return lasting(1);
  },
  revoked: (scene) => {
    const [program] = programsOf(scene);
    if (program?.isOpen !== true) return undefined;
    const others = scene.plan.size % 2 === 1 ? besides(scene, program) : [];
    revoke(scene, program, others);
    return lasting(1);
  },
  readerHangs: (scene) => {
    const programs = programsOf(scene).filter(({ isOpen }) => isOpen);
    for (const program of programs) program.hang(scene.plan.lengthMs);
    if (scene.draws.chance(0.6)) flood(scene);
    return lasting(programs.length);
  },
};

/** Revokes a key. Others, who are closed right before, are opened again while that is under way. */
function revoke(scene: Scene, program: WorldProgram, others: readonly WorldProgram[]): void {
  const { operator, plan, draws, world } = scene;
  const delayMs = others.length > 0 ? drawDelay(draws) : 0;
  if (delayMs > 0) {
    // So it meets what the others have been given meanwhile.
    const late = fault.delay({ requestMs: delayMs });
    const match = { account: program.plan.account, call: "revoke" } as const;
    world.exchange.faults.next(match, late, { until: world.exchange.now() + MINUTE_MS });
  }
  operator.tell(program, () => {
    void Promise.all(others.map((other) => other.close())).then(() => {
      for (const other of others) operator.openIn(other, draws.between(0, 50));
      operator.openIn(program, plan.lengthMs);
      return program.revoke();
    });
  });
}

/** How late a DELETE is: while others ask for the key, or when they have it, and have seen that it lives. */
function drawDelay(draws: Draws): number {
  return draws.weigh([
    [0, 15],
    [Math.round(draws.spread(30, 500)), 25],
    [Math.round(draws.spread(500, 8_000)), 60],
  ]);
}

/** More events than a reader that hangs has room for. */
function flood(scene: Scene): void {
  const { timeline } = scene.world;
  const everyMs = Math.min(scene.plan.lengthMs, MINUTE_MS) / FLOOD_STEPS;
  for (const account of accountsOf(scene)) {
    for (let step = 1; step <= FLOOD_STEPS; step += 1) {
      timeline.in(step * everyMs, () => account.trade());
    }
  }
}

/** The other programs of the same machine and account. */
function besides({ world }: Scene, program: WorldProgram): readonly WorldProgram[] {
  return world.programs.filter(
    (one) =>
      one !== program &&
      one.isOpen &&
      one.machine === program.machine &&
      one.account === program.account,
  );
}

/** Brings something under way that the close can come into. */
function begin(scene: Scene, program: WorldProgram): void {
  const beginnings: readonly Beginning[] = ["nothing", "dial", "end of credentials", "opening"];
  switch (scene.draws.pick(beginnings)) {
    case "dial":
      return makeDial(scene);
    case "end of credentials":
      for (const { account, way } of accountsOf(scene)) {
        if (way.access === "listenKey") account.keys(way.exchangeId).expire();
        else account.endSubscriptions(way.exchangeId);
      }
      return;
    case "opening":
      return scene.operator.restart(program, 0);
    case "nothing":
  }
}

/** Closes a program when so much more has come in as the fault's size says, and some promises have run after that. */
function closeAmid(scene: Scene, program: WorldProgram): void {
  const { world, plan, draws, operator } = scene;
  const machine = world.machine(program.machine);
  const hops = draws.pick([0, 0, 1, 2, 3, 5, 8]);
  let isClosed = false;
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    void program.close();
    operator.openIn(program, plan.lengthMs);
  };
  machine?.after(plan.size, () => afterPromises(hops, close));
  world.timeline.in(PATIENCE_MS, () => operator.tell(program, close));
}

function afterPromises(count: number, act: () => void): void {
  if (count === 0) act();
  else queueMicrotask(() => afterPromises(count - 1, act));
}
