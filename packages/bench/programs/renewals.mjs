// Renewals of a listen key as fast as they are answered, so many at a time.
import { Agent, request } from "node:http";
import { createHistogram } from "node:perf_hooks";
import { createListenKeyApi } from "@listenkey/core";
import { fetchTransport } from "@listenkey/transport-fetch";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { umfutures } from "@listenkey/umfutures";
import { microseconds } from "./microseconds.mjs";
import { cpu, order, tell } from "./program.mjs";

const { client, port, atATime, calls } = order;
const rest = `http://127.0.0.1:${port}`;
const url = `${rest}/fapi/v1/listenKey`;
const headers = { "x-mbx-apikey": "bench" };

/** One renewal by each client. @type {Record<string, () => () => Promise<unknown>>} */
const clients = {
  "node:http": () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 64 });
    return () =>
      new Promise((resolve, reject) => {
        const outgoing = request(url, { agent, method: "PUT", headers }, (answer) => {
          let text = "";
          answer.setEncoding("utf8");
          answer.on("data", (chunk) => (text += chunk));
          answer.on("end", () => resolve(JSON.parse(text)));
        });
        outgoing.on("error", reject);
        outgoing.end();
      });
  },
  "transport-node-http": () => renewalOver(nodeHttpTransport()),
  fetch: () => async () => (await fetch(url, { method: "PUT", headers })).json(),
  "transport-fetch": () => renewalOver(fetchTransport()),
};

function renewalOver(transport) {
  const environment = { rest };
  const api = createListenKeyApi({ product: umfutures, apiKey: "bench", transport, environment });
  return () => api.keepalive("key-of-bench");
}

const peer = order.peer === undefined ? undefined : await import(order.peer);
const renew = await (peer?.renewals ?? clients[client])({ rest });

await renewals(calls / 5);
const latency = createHistogram();
const [cpuBefore, before] = [cpu(), microseconds()];
await renewals(calls, latency);
const [cpuUs, wallUs] = [cpu() - cpuBefore, microseconds() - before];
tell({
  kind: "done",
  figures: {
    perSecond: calls / (wallUs / 1e6),
    p50: latency.percentile(50) / 1_000,
    p99: latency.percentile(99) / 1_000,
    cpuUs: cpuUs / calls,
  },
});

/** So many calls, as many at a time as there are lanes. */
async function renewals(count, histogram) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) {
      const since = microseconds();
      await renew();
      histogram?.record(Math.max(1, Math.round((microseconds() - since) * 1_000)));
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
}
