import { fault, type Fault } from "@listenkey/simulator";
import type { SocketFault } from "../fault-kinds.ts";
import { streamsOf, type Deed, type Effect, type Scene } from "../scene.ts";
import { armed, byEgress, makeDial, type Trap } from "./arming.ts";

/** What is done to handshakes, and to sockets that have just been opened. */
export const HANDSHAKE_DEEDS = {
  socketsRefused: (scene) => toDials(scene, [fault.refuseSocket()]),
  socketsRejected: (scene) => {
    const { size: status } = scene.plan;
    const body = status === 403 ? "<html><h1>403 Forbidden</h1></html>" : "";
    return toDials(scene, [fault.rejectSocket(status, body)]);
  },
  handshakeHangs: (scene) => toDials(scene, [fault.hangSocket()]),
  closedBeforeOpen: (scene) => {
    const ms = Math.round(scene.draws.spread(5, 9_000));
    return toDials(scene, [fault.delaySocket(ms), fault.refuseSocket()], scene.plan.size);
  },
  closedBeforeReply: (scene) =>
    toSubscribing(scene, { when: scene.draws.pick(["beforeRequest", "beforeReply"]), upTo: 100 }),
  closedAfterReply: (scene) => toSubscribing(scene, { when: "afterReply", upTo: 3_000 }),
  closedBeforeEvent: (scene) =>
    toDials(scene, [closedAfter(scene, [500, 30_000])], scene.plan.size),
  bornHalfOpen: (scene) => {
    const afterMs = scene.draws.pick([0, 0, 50, 1_000, 10_000]);
    return toDials(scene, [fault.freezeSocket({ afterMs })], scene.plan.size);
  },
} as const satisfies Partial<Record<SocketFault, Deed>>;

/** Arms faults on handshakes, and cuts what makes new ones necessary. */
function toDials(scene: Scene, faults: readonly Fault[], times?: number): Effect | undefined {
  if (streamsOf(scene).length === 0) return undefined;
  const traps = byEgress(scene).flatMap((match) =>
    faults.map((one): Trap => ({ match, fault: one })),
  );
  const effect = armed(scene, traps, times);
  makeDial(scene);
  return effect;
}

/** Closes new sockets around their subscription: on the WebSocket API at that request, elsewhere by the clock. */
function toSubscribing(
  scene: Scene,
  { when, upTo }: { when: "beforeRequest" | "beforeReply" | "afterReply"; upTo: number },
): Effect | undefined {
  const [program] = streamsOf(scene);
  if (program === undefined) return undefined;
  const { size } = scene.plan;
  if (program.account.way.access === "listenKey") {
    return toDials(scene, [closedAfter(scene, [1, upTo])], size);
  }
  const code = closeCode(scene);
  const match = { account: program.plan.account, call: "subscribe" } as const;
  const effect = armed(scene, [{ match, fault: fault.closeConnection({ when, code }) }], size);
  makeDial(scene);
  return effect;
}

function closedAfter(scene: Scene, [from, to]: readonly [number, number]): Fault {
  const afterMs = Math.round(scene.draws.spread(from, to));
  return fault.closeSocket({ code: closeCode(scene), afterMs });
}

function closeCode({ draws }: Scene): number {
  return draws.pick([1006, 1006, 1000, 1001, 1008, 1011, 1012]);
}
