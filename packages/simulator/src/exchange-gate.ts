import type { RestCall, RestOutcome } from "./gate/rest-call.ts";
import type { DialOutcome, SocketDial } from "./gate/socket-dial.ts";
import type { HostRules } from "./rules/hosts.ts";
import type { Clock } from "@listenkey/core";

/** What a face needs of an exchange: a face brings in requests and handshakes, and carries out what comes of them. */
export interface ExchangeGate {
  /** The exchange's clock. */
  readonly clock: Clock;
  /** The host of a name, with its port unless that is the scheme's own; nothing if there is none. */
  hostNamed(host: string): HostRules | undefined;
  /** Whether the exchange is down, and nobody should get as far as a request. */
  isDown(): boolean;
  /** Takes a request that has arrived. */
  request(call: RestCall): Promise<RestOutcome>;
  /** Takes a handshake that has arrived. */
  dial(dial: SocketDial): Promise<DialOutcome>;
}
