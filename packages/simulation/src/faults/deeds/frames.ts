import { fault, type FrameFault } from "@listenkey/simulator";
import type { SocketFault } from "../fault-kinds.ts";
import { accountsOf, atOnce, someSockets, streamsOf, type Deed, type Scene } from "../scene.ts";
import { emitHuge } from "../oddities.ts";
import { armed } from "./arming.ts";

/** What comes in the place of an event, or out of turn. */
const BROKEN = ['{"e":"ORDER_TRADE_UPDATE","E":', "", "null", "[]", "ok", '{"e":', '{"E":1}'];

/** What is done to frames. */
export const FRAME_DEEDS = {
  torn: (scene) => toFrames(scene, fault.tornFrame()),
  frameLost: (scene) => toFrames(scene, fault.dropFrame()),
  framesLost: (scene) => toFrames(scene, fault.dropFrame()),
  framesDoubled: (scene) => toFrames(scene, fault.duplicateFrame()),
  frameBroken: (scene) => {
    const text = scene.draws.pick(BROKEN);
    if (scene.draws.chance(0.5)) return toFrames(scene, fault.corruptFrame(text));
    const sockets = someSockets(scene);
    for (const socket of sockets) socket.send(text);
    return atOnce(sockets.length);
  },
  frameBinary: (scene) => {
    if (scene.draws.chance(0.5)) return toFrames(scene, fault.binaryFrame());
    const sockets = someSockets(scene);
    for (const socket of sockets) socket.sendBinary(new Uint8Array(scene.plan.size * 100));
    return atOnce(sockets.length);
  },
  frameHuge: (scene) => {
    const accounts = accountsOf(scene);
    for (const account of accounts) emitHuge(account);
    return atOnce(accounts.length);
  },
} as const satisfies Partial<Record<SocketFault, Deed>>;

/** Something happens to the next events on a socket, as many as the fault's size says. */
function toFrames(scene: Scene, one: FrameFault): ReturnType<Deed> {
  const [socket] = someSockets(scene);
  const [program] = streamsOf(scene);
  if (socket === undefined || program === undefined) return undefined;
  const match = { socket: socket.id, account: program.plan.account };
  return armed(scene, [{ match, fault: one }], scene.plan.size);
}
