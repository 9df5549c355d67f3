// On Node, Deno and Bun: `main.mjs ORIGIN RUN TRANSPORT`.
import process from "node:process";
import { runCases } from "./cases.mjs";

const [, , origin, name, transport] = process.argv;

const transports = {
  fetch: async () => {
    const { fetchTransport } = await import("@listenkey/transport-fetch");
    return { makeTransport: () => fetchTransport() };
  },
  // Node 20 has no WebSocket of its own.
  "fetch+ws": async () => {
    const { fetchTransport } = await import("@listenkey/transport-fetch");
    const { WebSocket } = await import("ws");
    return { makeTransport: () => fetchTransport({ WebSocket }), extras: ["patience"] };
  },
  "node-http": async () => {
    const { nodeHttpTransport } = await import("@listenkey/transport-node-http");
    return {
      makeTransport: () => nodeHttpTransport(),
      extras: ["keepAlive", "sight", "patience"],
    };
  },
};

await runCases({ origin, name, ...(await transports[transport]()) });
