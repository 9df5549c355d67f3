import type { Agent } from "node:http";
import type { Transport } from "@listenkey/core/transport";
import { assertSecureUrl, configurationError } from "@listenkey/core/transport";
import { AddressBook } from "./address-book.ts";
import { agentsOf, keepAliveAgents } from "./agents.ts";
import { NodeSocket } from "./node-socket.ts";
import { sendOver } from "./request.ts";

/** Options of {@link nodeHttpTransport}. */
export interface NodeHttpTransportOptions {
  /**
   * Makes the connections of requests and sockets, e.g. through a proxy, from a local address, or with a CA of one's
   * own. It must speak the scheme of the URLs: an `Agent` of `node:https` for Binance itself. Whoever made it destroys it.
   * Defaults to keep-alive agents of the transport's own, for requests alone; each socket then has a connection of its own.
   */
  readonly agent?: Agent;
  /** How many connections per host requests may use at once; others wait. Defaults to 64; an `agent` has its own. */
  readonly maxSockets?: number;
  /**
   * Allows `http:` and `ws:` to hosts that are not loopback, which sends the API key in clear text.
   * Defaults to false.
   */
  readonly allowInsecure?: boolean;
}

/** Enough to renew thousands of keys at once within Binance's limits, and few enough to be a good guest. */
const MAX_SOCKETS = 64;

/**
 * The transport over `node:http`, `node:https` and `ws`, for Node 20 and newer: connections are kept alive, ping frames
 * are seen, and a refused handshake shows its answer.
 *
 * Make one and share it: each has its own connections, keys and limits. Redirects are not followed. An idle connection
 * is dropped after 4 s, or sooner if the server says so, and does not hold the process; `close()` drops it at once.
 * A request is never sent twice, not even when a kept connection turns out to be dead: it rejects with `NETWORK`.
 *
 * @throws `CONFIGURATION` if an option is wrong. `send` and `connect` throw it for a URL they refuse.
 *
 * @example
 * const transport = nodeHttpTransport({ agent: new HttpsProxyAgent("http://proxy.example:3128") });
 */
export function nodeHttpTransport(options: NodeHttpTransportOptions = {}): Transport {
  const { agent, maxSockets, allowInsecure = false } = options;
  assertAgent(agent);
  assertMaxSockets(maxSockets, agent);
  const agents = agent === undefined ? keepAliveAgents(maxSockets ?? MAX_SOCKETS) : agentsOf(agent);
  const line = { agents, addresses: new AddressBook(allowInsecure) };
  return {
    name: "node-http",
    allowInsecure,
    send: (request) => sendOver(line, request),
    connect({ url }, handlers) {
      assertSecureUrl(url, allowInsecure);
      return new NodeSocket({ url, handlers, agent });
    },
    close: () => agents.dropIdle(),
  };
}

function assertAgent(agent: unknown): void {
  if (agent === undefined) return;
  if (typeof agent === "object" && agent !== null && "addRequest" in agent) return;
  throw configurationError("nodeHttpTransport: agent must be an Agent as of node:http, not a URL");
}

function assertMaxSockets(maxSockets: number | undefined, agent: Agent | undefined): void {
  if (maxSockets === undefined) return;
  if (agent !== undefined) {
    throw configurationError(
      "nodeHttpTransport: agent and maxSockets exclude each other; set maxSockets on the agent",
    );
  }
  if (!Number.isInteger(maxSockets) || maxSockets < 1) {
    throw configurationError("nodeHttpTransport: maxSockets must be a whole number from 1");
  }
}
