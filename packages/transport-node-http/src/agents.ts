import { Agent as PlainAgent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import type { Socket } from "node:net";
import type { Clock } from "@listenkey/core";
import { systemClock } from "@listenkey/core/transport";
import { IdleConnections } from "./idle-connections.ts";

/** The connections of a transport. */
export interface Agents {
  /** For `http:`. */
  readonly plain: PlainAgent;
  /** For `https:`. */
  readonly secure: PlainAgent;
  /** A request has been answered on a connection. @param keepAlive The header of the answer. */
  answered(socket: Socket, keepAlive: string | undefined): void;
  /** Drops the connections that carry no request just now. */
  dropIdle(): void;
}

/**
 * Agents of the transport's own. A connection that idles does not hold the process, and is dropped soon. Not by the
 * agents' `destroy()`, which takes the connections that carry a request with it.
 */
export function keepAliveAgents(maxSockets: number, clock: Clock = systemClock): Agents {
  const options = { keepAlive: true, maxSockets };
  const plain = new PlainAgent(options);
  const secure = new SecureAgent(options);
  const connections = new IdleConnections([plain, secure], clock);
  return {
    plain,
    secure,
    answered: (socket, keepAlive) => connections.answered(socket, keepAlive),
    dropIdle: () => connections.drop(),
  };
}

/** A user's agent serves both schemes, and closing its connections is left to whoever made it. */
export function agentsOf(agent: PlainAgent): Agents {
  const leave = (): void => {};
  return { plain: agent, secure: agent, answered: leave, dropIdle: leave };
}
