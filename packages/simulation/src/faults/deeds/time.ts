import type { TimeFault } from "../fault-kinds.ts";
import { lasting, type Deed } from "../scene.ts";

/** What is done to the time of a machine. */
export const TIME_DEEDS: Readonly<Record<TimeFault, Deed>> = {
  timersLate: ({ world, plan }) => {
    const machine = world.machine(plan.who);
    machine?.stall(plan.lengthMs);
    return lasting(machine === undefined ? 0 : 1);
  },
  suspended: ({ world, plan }) => {
    const machine = world.machine(plan.who);
    machine?.suspend(plan.lengthMs);
    return lasting(machine === undefined ? 0 : 1);
  },
  wallMoved: ({ world, plan: { who, size, lengthMs } }) => {
    const machine = world.machine(who);
    machine?.moveWall(size);
    return lasting(machine === undefined ? 0 : 1, () => {
      // A machine that was started again since then has the right time.
      if (lengthMs > 0 && world.machine(who) === machine) machine?.moveWall(-size);
    });
  },
};
