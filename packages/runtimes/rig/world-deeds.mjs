// An exchange of its own for each case, and what can be done to it from afar.
import { auditStream, createExchange, LogIndex } from "@listenkey/simulator";
import { serveExchange } from "@listenkey/simulator/server";
import { CountedGate } from "./counted-gate.mjs";
import { SteeredClock } from "../cases/steered-clock.mjs";

/**
 * @typedef {object} World
 * @property {object} told What the program is told of it.
 * @property {Record<string, (more: any) => unknown>} deeds
 */

/**
 * @param {string} id
 * @param {string} product
 * @returns {Promise<World>}
 */
export async function openWorld(id, product) {
  const clock = new SteeredClock();
  const index = new LogIndex();
  const log = { sink: (record) => index.add(record) };
  const exchange = createExchange({ clock, seed: id, log });
  const gate = new CountedGate(exchange.gate);
  const server = await serveExchange({ gate });
  const { rest, stream, wsApi } = server;
  const account = exchange.createAccount();
  const parts = { gate, clock, index, exchange, account, product };
  return {
    told: { id, environment: { rest, stream, wsApi }, ...account.credentials() },
    deeds: {
      ...deedsOf(parts),
      end: async () => {
        await server.close();
        exchange.close();
      },
    },
  };
}

function deedsOf({ gate, clock, index, exchange, account, product }) {
  let trading;
  return {
    leap: async ({ ms }) => {
      await clock.leap(ms);
      return gate.frames;
    },
    now: () => exchange.now(),
    frames: () => gate.frames,
    listenKey: () => account.keys(product).listenKey,
    expire: () => account.keys(product).expire(),
    goDown: () => exchange.goDown(),
    comeBack: () => exchange.comeBack(),
    trade: ({ perMinute }) => {
      trading?.stop();
      if (perMinute > 0) trading = account.trade({ product, perMinute, reports: false });
    },
    cut: ({ sockets }) => {
      for (const socket of exchange.sockets.slice(0, sockets)) socket.cut();
    },
    // When the program has closed its last socket, it may be under way.
    allClosed: () => gate.allClosed(),
    requests: ({ method }) => {
      const requests = exchange.log.of("request");
      return requests.filter((one) => method === undefined || one.method === method).length;
    },
    audit: ({ items, liveAt, closedAt }) => {
      const whose = { account: account.id, product };
      const { findings } = auditStream(index, { ...whose, items, liveAt, closedAt });
      return findings.map(({ kind, message }) => `${kind}: ${message}`);
    },
  };
}
