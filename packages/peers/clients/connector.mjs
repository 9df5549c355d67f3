// Binance's own connectors, which speak TLS alone:
// https://www.npmjs.com/package/@binance/derivatives-trading-usds-futures
// https://www.npmjs.com/package/@binance/spot
import { generateKeyPairSync } from "node:crypto";
import { Agent } from "node:https";
import { env } from "node:process";
import { DerivativesTradingUsdsFutures } from "@binance/derivatives-trading-usds-futures";
import { Spot } from "@binance/spot";
import { orderEventId } from "../rig/order-event.mjs";

// Their logger has no other switch.
env.LOG_LEVEL ??= "error";

/** A listen key over REST, heard by `SUBSCRIBE` on `/private/stream`. */
export async function umfutures({ account, tls }, hear) {
  const { apiKey, secret: apiSecret } = account.credentials();
  const agent = new Agent({ ca: tls.ca });
  const { restAPI, websocketStreams } = new DerivativesTradingUsdsFutures({
    configurationRestAPI: { apiKey, apiSecret, basePath: tls.rest, httpsAgent: agent },
    configurationWebsocketStreams: { wsURL: tls.stream, agent },
  });
  const answer = await restAPI.startUserDataStream();
  const { listenKey } = await answer.data();
  const connection = await websocketStreams.connect();
  connection.userData(listenKey).on("message", (event) => hear(orderEventId(event)));
  return () => connection.disconnect();
}

/** `userDataStream.subscribe.signature` on the WebSocket API, signed with HMAC. */
export async function spotBySignature({ account, tls }, hear) {
  const { apiKey, secret: apiSecret } = account.credentials();
  const connection = await connectSpot(tls, { apiKey, apiSecret });
  const { stream } = await connection.userDataStreamSubscribeSignature();
  stream.on("message", (event) => hear(orderEventId(event)));
  return () => connection.disconnect();
}

/** `session.logon` and `userDataStream.subscribe` on the WebSocket API, signed with Ed25519. */
export async function spotByLogon({ account, tls }, hear) {
  const pair = generateKeyPairSync("ed25519", {
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const apiKey = account.createApiKey({ publicKey: pair.publicKey });
  const connection = await connectSpot(tls, { apiKey, privateKey: pair.privateKey });
  await connection.sessionLogon();
  const { stream } = await connection.userDataStreamSubscribe();
  stream.on("message", (event) => hear(orderEventId(event)));
  return () => connection.disconnect();
}

async function connectSpot(tls, credentials) {
  const agent = new Agent({ ca: tls.ca });
  const configuration = { ...credentials, wsURL: tls.wsApi, agent };
  return new Spot({ configurationWebsocketAPI: configuration }).websocketAPI.connect();
}
