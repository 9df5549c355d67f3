import type { Signer } from "@listenkey/core";
import { resolveEnvironment, webSocketPayload, type SignableParams } from "@listenkey/core/kit";
import { configurationError } from "@listenkey/core/product";
import type { Transport } from "@listenkey/core/transport";
import type { StreamSettings } from "../settings.ts";
import { ApiConnections } from "./api-connections.ts";

/** Parameters that are ours to set. */
const RESERVED = ["apiKey", "timestamp", "recvWindow", "signature", "listenToken"];

/** The connections to the WebSocket API, for each lane. @throws `CONFIGURATION` if the environment has none. */
export function apiLanes(settings: StreamSettings): readonly [ApiConnections, ApiConnections] {
  const [first, second] = settings.transports;
  return [connectionsOver(first, settings), connectionsOver(second, settings)];
}

function connectionsOver(
  transport: Transport,
  { product, options, clock }: StreamSettings,
): ApiConnections {
  const { wsApi: url, realm } = resolveEnvironment(
    product,
    options.environment ?? "live",
    transport,
  );
  if (url === undefined) {
    throw configurationError(
      `environment.wsApi is missing; ${product.id} is subscribed to on the WebSocket API`,
    );
  }
  const { wsApi, rest } = product.pools;
  const pool = wsApi ?? rest;
  // Connections carry many accounts, and count by the address they come from.
  const draw = { pool: pool.within ?? pool, realm, account: "" };
  return ApiConnections.to({ transport, clock, url, draw });
}

/** The user's own parameters of subscribe calls. @throws `CONFIGURATION` */
export function extraParams({ options }: StreamSettings): SignableParams {
  const { subscribeParams = {} } = options;
  if (typeof subscribeParams !== "object" || subscribeParams === null) {
    throw configurationError("subscribeParams must be an object of parameters");
  }
  const reserved = RESERVED.find((name) => Object.hasOwn(subscribeParams, name));
  if (reserved !== undefined) {
    throw configurationError(`subscribeParams.${reserved} is set by the stream; leave it out`);
  }
  // Refuses what cannot be sent.
  webSocketPayload(subscribeParams);
  return subscribeParams;
}

/** The fields of credentials. @throws `CONFIGURATION` unless they are for the WebSocket API. */
export function apiCredentials(credentials: unknown): {
  readonly apiKey?: unknown;
  readonly signer?: unknown;
} {
  if (typeof credentials !== "object" || credentials === null) {
    throw configurationError("credentials are missing; give { apiKey }, with a signer if need be");
  }
  if ("keys" in credentials && credentials.keys !== undefined) {
    throw configurationError(
      'keys gives listen keys, which this stream does not use; give apiKey, or access: "listenKey" where the host serves them',
    );
  }
  return credentials;
}

/** @throws `CONFIGURATION` unless it is a signer. */
export function assertSigner(signer: unknown): asserts signer is Signer {
  if (typeof signer === "function") return;
  throw configurationError(
    signer === undefined
      ? "signer is missing, and this subscription is signed; give hmacSigner(secret) or pemSigner(pem) from @listenkey/signing"
      : "signer must be a function from a payload to its signature, such as hmacSigner(secret) from @listenkey/signing",
  );
}
