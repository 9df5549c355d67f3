import type { Ground } from "../ground.ts";
import type { Report } from "../measure/program.ts";

/** What stands in for the exchange, in a process of its own. */
export interface StandIn {
  readonly port: number;
  /** Sends events to every socket that is open, and resolves when all were sent. */
  send(load: EventLoad): Promise<Report>;
  /** Cuts a socket as a broken network would. @returns When, in microseconds of the machine's monotonic clock. */
  cut(nth: number): Promise<number>;
}

/** Events that are sent. */
interface EventLoad {
  readonly count: number;
  /** Absent for as many as can be taken. */
  readonly perSecond?: number;
  /** One in so many is about an order, the others about the account. Defaults to each. */
  readonly oneIn?: number;
}

/** Does something while there is one to talk to. */
export async function withStandIn<Result>(
  ground: Ground,
  act: (standIn: StandIn) => Promise<Result>,
): Promise<Result> {
  const program = ground.start("stand-in");
  const { port = 0 } = await program.told("listening");
  try {
    return await act({
      port,
      send: (load) => {
        program.tell({ kind: "send", ...load });
        return program.told("sent");
      },
      cut: async (nth) => {
        program.tell({ kind: "cut", nth });
        const { at = NaN } = await program.told("cut");
        return at;
      },
    });
  } finally {
    await program.end();
  }
}
