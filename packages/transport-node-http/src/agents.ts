import { Agent as PlainAgent } from "node:http";
import { Agent as SecureAgent } from "node:https";

/** The connections of a transport. */
export interface Agents {
  /** For `http:`. */
  readonly plain: PlainAgent;
  /** For `https:`. */
  readonly secure: PlainAgent;
  /** Drops the connections that carry no request just now. */
  dropIdle(): void;
}

/**
 * How long a connection may idle before it is dropped. Less than the 5 s after which many servers (Node's among them)
 * hang up: a request that crosses such a hang-up fails, and is not repeated, because nobody knows whether it was
 * carried out. A server's `keep-alive: timeout=…` shortens it further.
 */
const IDLE_MS = 4_000;

/** Agents of the transport's own. An idle connection does not hold the process. */
export function keepAliveAgents(maxSockets: number): Agents {
  const options = { keepAlive: true, maxSockets, timeout: IDLE_MS };
  const plain = new PlainAgent(options);
  const secure = new SecureAgent(options);
  return {
    plain,
    secure,
    dropIdle() {
      dropIdle(plain);
      dropIdle(secure);
    },
  };
}

/** A user's agent serves both schemes, and closing its connections is left to whoever made it. */
export function agentsOf(agent: PlainAgent): Agents {
  return { plain: agent, secure: agent, dropIdle: () => {} };
}

/** Not `destroy()`, which takes the connections that carry a request with it. */
function dropIdle(agent: PlainAgent): void {
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy();
  }
}
