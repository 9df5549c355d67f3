import { fault, type SimulatedSocket } from "@listenkey/simulator";
import type { SocketFault } from "../fault-kinds.ts";
import {
  atOnce,
  lasting,
  socketsOf,
  someSockets,
  streamsOf,
  type Deed,
  type Scene,
} from "../scene.ts";
import { byEgress } from "./arming.ts";
import { FRAME_DEEDS } from "./frames.ts";
import { HANDSHAKE_DEEDS } from "./handshakes.ts";

/** Reasons of close frames; they need not fit the code. */
const REASONS = ["", "Restart", "Pong timeout", "Internal error"];

/** What is done to sockets. */
export const SOCKET_DEEDS: Readonly<Record<SocketFault, Deed>> = {
  ...HANDSHAKE_DEEDS,
  ...FRAME_DEEDS,
  cut: (scene) => toEach(someSockets(scene), (socket) => socket.cut()),
  bothCut: (scene) => oneAfterTheOther(scene, (socket) => socket.cut()),
  closed1008: closedWith(1008),
  closed1011: closedWith(1011),
  closed1012: closedWith(1012),
  halfOpen: (scene) => toEach(someSockets(scene), (socket) => socket.freeze()),
  bothHalfOpen: (scene) => oneAfterTheOther(scene, (socket) => socket.freeze()),
  deaf: (scene) => toEach(someSockets(scene, scene.plan.size), (socket) => socket.deafen()),
  lagging: (scene) => {
    const sockets = someSockets(scene);
    for (const socket of sockets) socket.lag(scene.plan.size);
    return lasting(sockets.length, () => {
      for (const socket of sockets) socket.lag(0);
    });
  },
  shutdown: (scene) => {
    // The sockets that take over do not always come about at once.
    if (scene.draws.chance(0.5)) refuseNext(scene);
    return lasting(announceShutdown(scene, scene.plan.lengthMs));
  },
  shutdownAtOnce: (scene) => atOnce(announceShutdown(scene, scene.plan.size)),
  outage: (scene) => {
    const { world, outages, plan } = scene;
    outages.add(plan);
    world.exchange.goDown();
    return lasting(1, () => {
      outages.delete(plan);
      if (outages.size === 0) world.exchange.comeBack();
    });
  },
};

function closedWith(code: number): Deed {
  return (scene) => {
    const reason = scene.draws.pick(REASONS);
    const sockets = someSockets(scene, scene.plan.size);
    return toEach(sockets, (socket) => socket.close(code, reason));
  };
}

function toEach(sockets: readonly SimulatedSocket[], act: (socket: SimulatedSocket) => void) {
  for (const socket of sockets) act(socket);
  return atOnce(sockets.length);
}

/** All sockets, the others so many milliseconds after the first as the fault's size says. */
function oneAfterTheOther(scene: Scene, act: (socket: SimulatedSocket) => void) {
  const { world, plan } = scene;
  const [first, ...others] = socketsOf(scene);
  if (first === undefined) return undefined;
  act(first);
  if (others.length > 0) world.timeline.in(plan.size, () => others.forEach(act));
  return atOnce(others.length + 1);
}

/** Lets the next handshakes of the streams concerned fail. */
function refuseNext(scene: Scene): void {
  const { world, draws, until } = scene;
  const refusal = draws.pick([fault.refuseSocket(), fault.rejectSocket(503), fault.hangSocket()]);
  for (const match of byEgress(scene)) {
    world.exchange.faults.next(match, refusal, { times: draws.whole(1, 4), until });
  }
}

/** Tells those who share a way out with the programs concerned. @returns How many sockets were told. */
function announceShutdown(scene: Scene, cutAfterMs: number): number {
  const { exchange } = scene.world;
  const clients = new Set(streamsOf(scene).map(({ plan }) => plan.egress));
  for (const client of clients) exchange.announceShutdown({ cutAfterMs, client });
  return exchange.sockets.filter(({ client }) => clients.has(client)).length;
}
