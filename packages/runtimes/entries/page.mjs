// In a browser: the page's own address names the run.
import { fetchTransport } from "@listenkey/transport-fetch";
import { runCases } from "./cases.mjs";

const { origin, searchParams } = new URL(location.href);
await runCases({
  origin,
  name: searchParams.get("run"),
  makeTransport: () => fetchTransport(),
});
