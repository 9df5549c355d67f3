import type { Clock } from "@listenkey/core";
import type { Transport } from "@listenkey/core/transport";
import type { KeyLink } from "./key-link.ts";
import {
  SharedKeySocket,
  type KeyMember,
  type SharedKeySocketSettings,
} from "./shared-key-socket.ts";

/** A listen key that looks for a socket. */
export interface SocketSeeker extends KeyMember {
  /** Feeds of one account in different lanes never share a socket. */
  readonly lane: number;
  /** How many keys a socket may carry. */
  readonly mostKeys: number;
}

type Sockets = Set<SharedKeySocket>;

/** The sockets in use, so that streams on one transport share them. */
const pools = new WeakMap<Transport, WeakMap<Clock, Map<string, Sockets>>>();

/**
 * Puts a listen key on a socket that has room for it, or on a new one.
 *
 * No socket carries a key twice, so two feeds of one account, be they of one stream or of two, are on different sockets.
 */
export function joinSharedSocket(
  { lane, mostKeys, ...member }: SocketSeeker,
  settings: Omit<SharedKeySocketSettings, "over" | "isDedicated">,
): KeyLink {
  const sockets = socketsFor(settings, lane);
  let socket = Array.from(sockets).find((each) => each.takes(member.listenKey, mostKeys));
  if (socket === undefined) {
    const made: SharedKeySocket = new SharedKeySocket({
      ...settings,
      isDedicated: false,
      over: () => sockets.delete(made),
    });
    sockets.add((socket = made));
  }
  return socket.join(member);
}

function socketsFor(
  { transport, clock, url }: Omit<SharedKeySocketSettings, "over" | "isDedicated">,
  lane: number,
): Sockets {
  let clocks = pools.get(transport);
  if (clocks === undefined) pools.set(transport, (clocks = new WeakMap()));
  let lanes = clocks.get(clock);
  if (lanes === undefined) clocks.set(clock, (lanes = new Map()));
  const name = `${lane} ${url}`;
  let sockets = lanes.get(name);
  if (sockets === undefined) lanes.set(name, (sockets = new Set()));
  return sockets;
}
