// A simulated exchange on loopback, and an account that trades there.
import { systemClock } from "@listenkey/core/kit";
import { createExchange } from "@listenkey/simulator";
import { serveExchange } from "@listenkey/simulator/server";
import { serveTls } from "./tls-front.mjs";

/**
 * @typedef {object} Addresses
 * @property {string} rest
 * @property {string} stream
 * @property {string} wsApi
 *
 * @typedef {object} Market
 * @property {import("@listenkey/simulator").Exchange} exchange
 * @property {import("@listenkey/simulator").SimulatedAccount} account
 * @property {Promise<void>} listener Resolves when there is a socket that hears the account.
 * @property {Addresses} plain
 * @property {Addresses & { ca: string }} tls For clients that speak nothing else; `ca` is whom to trust.
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Market>} An exchange of its own for each check: nobody is in another's way. */
export async function openMarket() {
  let heard;
  const listener = new Promise((resolve) => {
    heard = resolve;
  });
  const sink = (record) => {
    if (record.kind === "subscribed" || record.silent === false) heard();
  };
  const exchange = createExchange({ clock: systemClock, seed: 1, log: { sink } });
  const server = await serveExchange(exchange);
  const front = await serveTls(new URL(server.rest).port);
  return {
    exchange,
    account: exchange.createAccount(),
    listener,
    plain: server,
    tls: { ...overTls(server, front.port), ca: front.ca },
    close: async () => {
      await Promise.all([front.close(), server.close()]);
      exchange.close();
    },
  };
}

function overTls({ rest, stream, wsApi }, port) {
  const [secureRest, secureStream, secureWsApi] = [rest, stream, wsApi].map((address) => {
    const url = new URL(address);
    url.port = port;
    url.protocol = url.protocol === "http:" ? "https:" : "wss:";
    return url.href.replace(/\/$/, "");
  });
  return { rest: secureRest, stream: secureStream, wsApi: secureWsApi };
}
