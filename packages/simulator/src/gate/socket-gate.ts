import type { HandshakeFault } from "../faults/fault.ts";
import type { FaultSubject } from "../faults/fault-match.ts";
import type { FaultBook } from "../faults/faults.ts";
import type { WritableLog } from "../log/exchange-log.ts";
import type { KeyRing } from "../model/key-ring.ts";
import type { ListenKey } from "../model/listen-key.ts";
import { environmentOf } from "../rules/hosts.ts";
import { nginxPage } from "../rules/html-pages.ts";
import type { Dialect } from "../rules/dialect.ts";
import type { LimitOptions } from "../model/limits.ts";
import type { ProductId } from "../rules/product-ids.ts";
import type { SocketRoute } from "../rules/socket-routes.ts";
import { termsOf, type SocketTerms } from "../rules/socket-terms.ts";
import type { Connection } from "../sockets/connection.ts";
import type { Connections } from "../sockets/connections.ts";
import { readAddress } from "../sockets/socket-address.ts";
import type { SocketDesk } from "../sockets/socket-desk.ts";
import type { ServerSocket, SocketLink } from "../sockets/socket-link.ts";
import { StreamDesk } from "../sockets/stream-desk.ts";
import type { Tuning } from "../sockets/stream-list.ts";
import type { StreamName } from "../sockets/stream-name.ts";
import type { Switchboard } from "../sockets/switchboard.ts";
import type { Timers } from "../time/timers.ts";
import type { WsApi } from "../ws-api/ws-api.ts";
import type { DialOutcome, SocketDial } from "./socket-dial.ts";

/** What a {@link SocketGate} needs. */
export interface SocketGateDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: WritableLog;
  readonly faults: FaultBook;
  readonly dialect: Dialect;
  readonly limits: LimitOptions;
  readonly keyRing: KeyRing;
  readonly connections: Connections;
  readonly switchboard: Switchboard;
  readonly wsApi: WsApi;
  readonly isDown: () => boolean;
}

/** A handshake, as far as it was understood. */
interface ReadDial {
  readonly dial: SocketDial;
  /** Absent if the host has no such path. */
  readonly route: SocketRoute | undefined;
  readonly names: readonly StreamName[];
  /** The keys that the exchange has made among those it names. */
  readonly keys: readonly ListenKey[];
}

/** A handshake that may succeed. */
type RoutedDial = ReadDial & {
  readonly route: SocketRoute;
  /** Who answers, where the WebSocket API is. */
  readonly apiDesk?: SocketDesk;
};

/** What a socket of the WebSocket API hears as long as nothing is asked for. */
const NOTHING_YET: Tuning = { keys: [], accounts: [], silent: true };

/** Where sockets come in. Any key connects; only a live one on its own path hears anything. */
export class SocketGate {
  readonly #deps: SocketGateDeps;

  constructor(deps: SocketGateDeps) {
    this.#deps = deps;
  }

  /** Takes a handshake that has just arrived. */
  async dial(dial: SocketDial): Promise<DialOutcome> {
    const { faults, timers } = this.#deps;
    const read = this.#read(dial);
    const struck = faults.strike("handshake", subjectOf(read));
    const delayMs = struck.reduce((sum, one) => sum + (one.kind === "delay" ? one.ms : 0), 0);
    if (delayMs > 0) await new Promise<void>((resolve) => void timers.set(delayMs, resolve));
    const fault = struck.find(({ kind }) => kind !== "delay" && kind !== "lag");
    const admitted = this.#failureOf(fault) ?? this.#admit(read);
    if ("route" in admitted) {
      return { kind: "open", attach: (link) => this.#open(admitted, link, struck) };
    }
    this.#writeRefusal(read, admitted, this.#deps.isDown() ? "outage" : fault?.kind);
    return admitted;
  }

  #admit(read: ReadDial): RoutedDial | DialOutcome {
    const { dial, route } = read;
    if (route === undefined) return rejection(404, nginxPage("404 Not Found"));
    if (route.serves === "streams") return { ...read, route };
    const admission = this.#deps.wsApi.admit(dial);
    return admission.kind === "admitted" ? { ...read, route, apiDesk: admission.desk } : admission;
  }

  #read(dial: SocketDial): ReadDial {
    const family = dial.host.sockets;
    const address = family === undefined ? undefined : readAddress(family, dial.path, dial.query);
    const names = address?.names ?? [];
    const values = new Set(names.map(({ listenKey }) => listenKey));
    const keys = [...values].flatMap((value) => this.#deps.keyRing.find(value) ?? []);
    return { dial, route: address?.route, names, keys };
  }

  #failureOf(fault: HandshakeFault | undefined): DialOutcome | undefined {
    if (this.#deps.isDown() || fault?.kind === "refuse") return { kind: "refused" };
    if (fault?.kind === "hang") return { kind: "hang" };
    return fault?.kind === "reject" ? rejection(fault.status, fault.body) : undefined;
  }

  #open(read: RoutedDial, link: SocketLink, struck: readonly HandshakeFault[]): ServerSocket {
    const streams = read.route.serves === "streams" ? this.#streamDesk(read) : undefined;
    streams?.named(read.names);
    const socket = this.#connect(read, link, streams ?? read.apiDesk);
    this.#writeOpened(read, socket, streams?.tuning ?? NOTHING_YET);
    for (const fault of struck) this.#strike(socket, fault);
    streams?.opened(socket);
    return socket;
  }

  #streamDesk({ dial, route, keys }: RoutedDial): StreamDesk {
    const place = { route, environment: environmentOf(dial.host) };
    return new StreamDesk(place, this.#termsOf(route, keys), {
      ...this.#deps,
      findKey: (value) => this.#deps.keyRing.find(value),
    });
  }

  #connect({ dial, route, keys }: RoutedDial, link: SocketLink, desk?: SocketDesk): Connection {
    const { ip, client } = dial;
    const terms = this.#termsOf(route, keys);
    return this.#deps.connections.add(
      { peer: { ip, client }, isWrapped: route.wrapped, terms, desk },
      link,
    );
  }

  #termsOf(route: SocketRoute, keys: readonly ListenKey[]): SocketTerms {
    const products = keys.map(({ product }) => product);
    return termsOf(route, products, this.#deps.limits);
  }

  /** What is wrong with a socket that has opened. */
  #strike(socket: Connection, fault: HandshakeFault): void {
    const { timers } = this.#deps;
    if (fault.kind === "lag") socket.lag(fault.ms);
    if (fault.kind === "close")
      timers.set(fault.afterMs, () => socket.close(fault.code, fault.reason));
    if (fault.kind !== "freeze") return;
    if (fault.afterMs > 0) timers.set(fault.afterMs, () => socket.freeze());
    else socket.freeze();
  }

  #writeOpened(read: RoutedDial, socket: Connection, tuning: Tuning): void {
    this.#deps.log.write({
      kind: "socketOpened",
      at: this.#deps.now(),
      ...placeOf(read),
      socket: socket.id,
      ...tuning,
    });
  }

  #writeRefusal(read: ReadDial, refusal: DialOutcome, fault: string | undefined): void {
    this.#deps.log.write({
      kind: "socketRefused",
      at: this.#deps.now(),
      ...placeOf(read),
      accounts: accountsOf(read),
      ...(refusal.kind === "rejected" && { status: refusal.reply.status }),
      ...(fault !== undefined && { fault }),
    });
  }
}

function accountsOf({ keys }: ReadDial): readonly string[] {
  return [...new Set(keys.map(({ account }) => account))];
}

function placeOf({ dial, route }: ReadDial): {
  readonly host: string;
  readonly path: string;
  readonly ip: string;
  readonly client: string;
} {
  // An unknown path is not written down: it may hold a key.
  return { host: dial.host.host, path: route?.path ?? "?", ip: dial.ip, client: dial.client };
}

function subjectOf(read: ReadDial): FaultSubject {
  const isPro = read.route?.carries.includes("portfolio-margin-pro") === true;
  return {
    ...placeOf(read),
    accounts: accountsOf(read),
    products: read.keys.map(({ product }): ProductId => (isPro ? "portfolio-margin-pro" : product)),
  };
}

function rejection(status: number, body: string): DialOutcome {
  const headers = { "content-type": body.startsWith("<") ? "text/html" : "application/json" };
  return { kind: "rejected", reply: { status, headers, body } };
}
