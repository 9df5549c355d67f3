import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { configurationError } from "@listenkey/core/transport";
// @ts-types="npm:@types/ws@^8.18.2"
import { WebSocketServer } from "ws";
import type { Exchange } from "../../exchange.ts";
import { combinedHost, type HostRules } from "../../rules/hosts.ts";
import { WS_API_PATH } from "../../rules/ws-methods.ts";
import { serveRequest } from "./http-face.ts";
import { serveUpgrade } from "./socket-face.ts";

/** Options of {@link serveExchange}. */
export interface ServeOptions {
  /** The port; 0 for any that is free. Defaults to 0. */
  readonly port?: number;
  /** The address to listen on. Defaults to `127.0.0.1`. */
  readonly host?: string;
  /**
   * The hosts it is in place of, e.g. `{ rest: "api.binance.com" }` to answer 410 where that host would.
   * Defaults to a Binance-compatible exchange that serves everything on one origin.
   */
  readonly actAs?: { readonly rest?: string; readonly stream?: string };
  /** Whether programs in browsers may read the answers, which Binance itself does not allow. Defaults to true. */
  readonly cors?: boolean;
}

/** An exchange behind real HTTP and WebSockets. */
export interface ExchangeServer {
  /** Base URL of the REST endpoints, e.g. `http://127.0.0.1:40123`. */
  readonly rest: string;
  /** Base URL of the sockets, e.g. `ws://127.0.0.1:40123`. */
  readonly stream: string;
  /** URL of the WebSocket API, e.g. `ws://127.0.0.1:40123/ws-api/v3`. */
  readonly wsApi: string;
  /** Ends every connection and stops listening. The exchange itself goes on. */
  close(): Promise<void>;
}

/**
 * Serves an exchange over real HTTP and WebSockets, on the exchange's own clock, faults and log.
 *
 * @throws `CONFIGURATION` if `actAs` names a host that the exchange does not have; Node's own error if the port is taken.
 */
export async function serveExchange(
  exchange: Exchange,
  options: ServeOptions = {},
): Promise<ExchangeServer> {
  const { port = 0, host = "127.0.0.1", actAs = {}, cors = true } = options;
  const { gate } = exchange;
  const restHost = actedHost(exchange, actAs.rest);
  const socketHost = actedHost(exchange, actAs.stream);
  const handshakes = new WebSocketServer({ noServer: true, clientTracking: false });
  const server = createServer((request, response) => {
    response.sendDate = false;
    void serveRequest({ gate, host: restHost, cors }, request, response);
  });
  server.on("upgrade", (request, socket, head) => {
    void serveUpgrade({ gate, host: socketHost, handshakes }, { request, socket, head });
  });
  const connections = trackConnections(server, () => gate.isDown());
  await listen(server, port, host);
  const name = host.includes(":") ? `[${host}]` : host;
  const address = `${name}:${(server.address() as AddressInfo).port}`;
  return {
    rest: `http://${address}`,
    stream: `ws://${address}`,
    wsApi: `ws://${address}${WS_API_PATH}`,
    close: () => close(server, connections),
  };
}

function actedHost({ gate }: Exchange, name: string | undefined): HostRules {
  if (name === undefined) return combinedHost;
  const host = gate.hostNamed(name);
  if (host === undefined) {
    throw configurationError(
      `actAs: the exchange has no host called ${name}; see its hosts option`,
    );
  }
  return host;
}

/** Remembers the connections, so that they can be ended; lets nobody in during an outage. */
function trackConnections(server: Server, isDown: () => boolean): ReadonlySet<Socket> {
  const connections = new Set<Socket>();
  server.on("connection", (socket) => {
    if (isDown()) {
      socket.destroy();
      return;
    }
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  return connections;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  // Idle connections are kept longer than any client keeps them, so that only the client ends one.
  server.keepAliveTimeout = 120_000;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server, connections: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of connections) socket.destroy();
  });
}
