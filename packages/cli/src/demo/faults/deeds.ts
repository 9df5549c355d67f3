import { fault, type ArmedFault, type Fault, type SimulatedSocket } from "@listenkey/simulator";
import type { StagedAccount, Stage } from "../stage.ts";
import { OUTAGE_MS, SHUTDOWN_NOTICE_MS, type PlannedFault } from "./day-plan.ts";
import type { FaultKind } from "./fault-kinds.ts";

/** Where and to whom a fault happens. */
interface Scene {
  readonly stage: Pick<Stage, "exchange" | "clock">;
  readonly planned: PlannedFault;
  /** Whose; the first one for what happens to everybody. */
  readonly target: StagedAccount;
  /** The sockets that hear the account, the oldest first. */
  readonly sockets: readonly SimulatedSocket[];
}

/** Lets something go wrong. @returns What is still to strike, where it does not strike at once. */
export type Deed = (scene: Scene) => ArmedFault | undefined;

/** How late the frames of a lagging socket are, and for how long, in milliseconds. */
const LAG_MS = 500;
const LAGGING_MS = 30_000;

/** What is done, for each kind of fault. */
export const DEEDS: Readonly<Record<FaultKind, Deed>> = {
  outage: byHand(({ stage: { exchange } }) => {
    exchange.goDown();
    exchange.faults.at(exchange.now() + OUTAGE_MS, () => exchange.comeBack());
  }),
  shutdown: byHand(({ stage: { exchange } }) =>
    exchange.announceShutdown({ cutAfterMs: SHUTDOWN_NOTICE_MS }),
  ),
  clockCorrected: byHand(({ stage: { clock }, planned: { byMs = 0 } }) => clock.correct(byMs)),
  expired: byHand(({ target: { account, exchangeId } }) => account.keys(exchangeId).expire()),
  recreated: byHand(({ target: { account, exchangeId } }) => account.keys(exchangeId).recreate()),
  terminated: byHand(({ target: { account, exchangeId } }) => account.endSubscriptions(exchangeId)),
  bothCut: byHand(({ sockets }) => sockets.forEach((socket) => socket.cut())),
  bothFrozen: byHand(({ sockets }) => sockets.forEach((socket) => socket.freeze())),
  unavailable: toRequests(() => fault.unavailable("B")),
  unauthorized: toRequests(() => fault.unauthorized()),
  tooManyRequests: toRequests(({ planned: { quietS } }) =>
    fault.tooManyRequests(quietS === undefined ? {} : { retryAfter: quietS }),
  ),
  banned: toRequests(({ stage: { exchange }, planned: { quietS = 0 } }) =>
    fault.banned({ until: exchange.now() + quietS * 1_000 }),
  ),
  lostReply: toRequests(() => fault.lostReply()),
  unanswered: toRequests(() => fault.hang()),
  garbled: toRequests(() => fault.htmlBody()),
  cut: byHand((scene) => youngest(scene)?.cut()),
  frozen: byHand((scene) => youngest(scene)?.freeze()),
  refused: toHandshakes(() => fault.refuseSocket()),
  rejected: toHandshakes(() => fault.rejectSocket(503)),
  torn: toFrames(() => fault.tornFrame()),
  lagging: byHand((scene) => {
    const { faults, now } = {
      faults: scene.stage.exchange.faults,
      now: scene.stage.exchange.now(),
    };
    const socket = youngest(scene);
    socket?.lag(LAG_MS);
    faults.at(now + LAGGING_MS, () => socket?.lag(0));
  }),
  dropped: toFrames(() => fault.dropFrame()),
  corrupted: toFrames(() => fault.corruptFrame()),
};

/** It is done when it is done. */
function byHand(act: (scene: Scene) => void): Deed {
  return (scene) => {
    act(scene);
    return undefined;
  };
}

/**
 * The next requests of the account fail. Listen keys are renewed often enough to meet that; where nothing is asked as
 * long as all is well, a socket is cut, so that something has to be.
 */
function toRequests(make: (scene: Scene) => Fault): Deed {
  return (scene) => {
    const { stage, target, planned } = scene;
    const { times } = planned;
    const armed = stage.exchange.faults.next({ account: target.account.id }, make(scene), {
      times,
    });
    if (target.access !== "listenKey") youngest(scene)?.cut();
    return armed;
  };
}

/** A socket is cut, and the next ones do not come about. */
function toHandshakes(make: (scene: Scene) => Fault): Deed {
  return (scene) => {
    const { stage, target, planned } = scene;
    const { times } = planned;
    const armed = stage.exchange.faults.next({ client: target.name }, make(scene), { times });
    youngest(scene)?.cut();
    return armed;
  };
}

/** Something happens to the next frames of a socket. */
function toFrames(make: (scene: Scene) => Fault): Deed {
  return (scene) => {
    const { stage, planned } = scene;
    const { times } = planned;
    const socket = youngest(scene)?.id ?? 0;
    return stage.exchange.faults.next({ socket }, make(scene), { times });
  };
}

/** The socket that was opened last: the others shall have the time to grow old. */
function youngest({ sockets }: Scene): SimulatedSocket | undefined {
  return sockets.at(-1);
}
