import type { HandshakeFault } from "../faults/fault.ts";
import type { FaultSubject } from "../faults/fault-match.ts";
import type { FaultBook } from "../faults/faults.ts";
import type { WritableLog } from "../log/exchange-log.ts";
import type { KeyRing } from "../model/key-ring.ts";
import type { ListenKey } from "../model/listen-key.ts";
import { environmentOf } from "../rules/hosts.ts";
import { nginxPage } from "../rules/html-pages.ts";
import type { ProductId } from "../rules/product-ids.ts";
import type { SocketRoute } from "../rules/socket-routes.ts";
import type { Connections } from "../sockets/connections.ts";
import type { Connection, ServerSocket, SocketLink } from "../sockets/connection.ts";
import { readAddress, type NamedKey } from "../sockets/socket-address.ts";
import type { LiveName, Switchboard } from "../sockets/switchboard.ts";
import type { Timers } from "../time/timers.ts";
import type { DialOutcome, SocketDial } from "./socket-dial.ts";

/** What a {@link SocketGate} needs. */
export interface SocketGateDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: WritableLog;
  readonly faults: FaultBook;
  readonly keyRing: KeyRing;
  readonly connections: Connections;
  readonly switchboard: Switchboard;
  readonly isDown: () => boolean;
}

/** A key in a URL, and the key it is, if the exchange ever made it. */
interface FoundKey extends NamedKey {
  readonly key: ListenKey | undefined;
}

/** A handshake, as far as it was understood. */
interface ReadDial {
  readonly dial: SocketDial;
  /** Absent if the host has no such path. */
  readonly route: SocketRoute | undefined;
  readonly keys: readonly FoundKey[];
}

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
    const fault = struck.find((one) => one.kind !== "delay");
    const refusal = this.#refusalOf(read, fault);
    if (refusal === undefined)
      return { kind: "open", attach: (link) => this.#open(read, link, fault) };
    this.#writeRefusal(read, refusal, this.#deps.isDown() ? "outage" : fault?.kind);
    return refusal;
  }

  #read(dial: SocketDial): ReadDial {
    const family = dial.host.sockets;
    const address = family === undefined ? undefined : readAddress(family, dial.path, dial.query);
    const keys = address?.keys.map((one) => ({ ...one, key: this.#deps.keyRing.find(one.value) }));
    return { dial, route: address?.route, keys: keys ?? [] };
  }

  #refusalOf({ route }: ReadDial, fault: HandshakeFault | undefined): DialOutcome | undefined {
    if (this.#deps.isDown() || fault?.kind === "refuse") return { kind: "refused" };
    if (fault?.kind === "hang") return { kind: "hang" };
    if (fault?.kind === "reject") return rejection(fault.status, fault.body);
    return route === undefined ? rejection(404, nginxPage("404 Not Found")) : undefined;
  }

  #open(read: ReadDial, link: SocketLink, fault: HandshakeFault | undefined): ServerSocket {
    const { connections, timers } = this.#deps;
    const { ip, client } = read.dial;
    const isWrapped = read.route?.wrapped === true;
    const connection = connections.add({ peer: { ip, client }, isWrapped }, link);
    this.#plugIn(connection, read);
    if (fault?.kind === "freeze") connection.freeze();
    if (fault?.kind === "close") {
      timers.set(fault.afterMs, () => connection.close(fault.code, fault.reason));
    }
    return connection;
  }

  #plugIn(connection: Connection, read: ReadDial): void {
    const { log, now, switchboard } = this.#deps;
    const { dial, route, keys } = read;
    if (route === undefined) return;
    const live = liveNames(keys, environmentOf(dial.host));
    log.write({
      kind: "socketOpened",
      at: now(),
      ...placeOf(read),
      socket: connection.id,
      keys: keys.map(({ key }) => key?.number ?? 0),
      accounts: live.map(({ key }) => key.account),
      silent: !live.some((name) => switchboard.carries(route, name)),
    });
    for (const name of live) switchboard.plugIn(connection, route, name);
  }

  #writeRefusal(read: ReadDial, refusal: DialOutcome, fault: string | undefined): void {
    this.#deps.log.write({
      kind: "socketRefused",
      at: this.#deps.now(),
      ...placeOf(read),
      ...(refusal.kind === "rejected" && { status: refusal.reply.status }),
      ...(fault !== undefined && { fault }),
    });
  }
}

/** Keys that live, in the environment of the host. */
function liveNames(keys: readonly FoundKey[], environment: string): readonly LiveName[] {
  return keys.flatMap(({ key, ...named }) =>
    key?.alive === true && key.environment === environment ? [{ ...named, key }] : [],
  );
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
  const found = read.keys.flatMap(({ key }) => key ?? []);
  const isPro = read.route?.carries.includes("portfolio-margin-pro") === true;
  return {
    ...placeOf(read),
    accounts: found.map(({ account }) => account),
    products: found.map(({ product }): ProductId => (isPro ? "portfolio-margin-pro" : product)),
  };
}

function rejection(status: number, body: string): DialOutcome {
  const headers = { "content-type": body.startsWith("<") ? "text/html" : "application/json" };
  return { kind: "rejected", reply: { status, headers, body } };
}
