// What it costs to load a program's imports: in a process that has done nothing else.
import { Session } from "node:inspector";
import { cpu, order, tell } from "./program.mjs";

/** What each program imports, in the order in which a person would write it. */
const programs = {
  ws: () => import("ws"),
  keys: () =>
    Promise.all([
      import("@listenkey/core"),
      import("@listenkey/transport-fetch"),
      import("@listenkey/umfutures"),
    ]),
  stream: () =>
    Promise.all([
      import("@listenkey/stream"),
      import("@listenkey/transport-fetch"),
      import("@listenkey/umfutures"),
    ]),
  "stream, node-http": () =>
    Promise.all([
      import("@listenkey/stream"),
      import("@listenkey/transport-node-http"),
      import("@listenkey/umfutures"),
    ]),
};

const load = programs[order.what] ?? (() => import(order.url));

if (order.isCounted) {
  const session = new Session();
  session.connect();
  let scripts = 0;
  session.on("Debugger.scriptParsed", ({ params: { url } }) => {
    if (url.startsWith("file:")) scripts += 1;
  });
  await new Promise((resolve) => session.post("Debugger.enable", resolve));
  const before = scripts;
  await load();
  tell({ kind: "done", figures: { scripts: scripts - before } });
} else {
  const [cpuBefore, before] = [cpu(), performance.now()];
  await load();
  const [wallMs, cpuMs] = [performance.now() - before, (cpu() - cpuBefore) / 1_000];
  tell({ kind: "done", figures: { wallMs, cpuMs } });
}
