// On workerd: the run begins with a request that names it.
import { fetchTransport } from "@listenkey/transport-fetch";
import { runCases } from "./cases.mjs";

const worker = {
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    const [origin, name] = [searchParams.get("origin"), searchParams.get("run")];
    await runCases({ origin, name, makeTransport: () => fetchTransport() });
    return new Response("ended");
  },
};

export { worker as default };
