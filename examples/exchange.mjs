// Runs a program against a simulated exchange: three accounts that trade, now a socket that is cut, now an outage.
//
//   node exchange.mjs node node/quick-start.mjs
//
// The program finds hosts and credentials in its environment, where it would find those of real accounts.
import { spawn } from "node:child_process";
import process from "node:process";
import { systemClock } from "@listenkey/core/kit";
import { createExchange } from "@listenkey/simulator";
import { serveExchange } from "@listenkey/simulator/server";

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  console.error(
    "Usage: node exchange.mjs <command>, e.g. node exchange.mjs node node/quick-start.mjs",
  );
  process.exit(2);
}

const exchange = createExchange({ clock: systemClock });
const server = await serveExchange(exchange);
// Credentials of real accounts have no business here.
const others = Object.entries(process.env).filter(([name]) => !name.startsWith("BINANCE_"));
const env = {
  ...Object.fromEntries(others),
  LISTENKEY_REST: server.rest,
  LISTENKEY_STREAM: server.stream,
  LISTENKEY_WS_API: server.wsApi,
};
for (const suffix of ["", "_ALPHA", "_BETA"]) {
  const account = exchange.createAccount();
  const { apiKey, secret } = account.credentials();
  env[`BINANCE_API_KEY${suffix}`] = apiKey;
  env[`BINANCE_API_SECRET${suffix}`] = secret;
  for (const product of ["spot", "umfutures"]) account.trade({ product, perMinute: 60 });
}

// A stream has two sockets: when one is cut, nothing is lost. An outage is a gap.
const trouble = [
  setTimeout(outage, 6_000),
  setInterval(outage, 30_000),
  setInterval(() => exchange.sockets[0]?.cut(), 20_000),
];
function outage() {
  exchange.goDown();
  trouble.push(setTimeout(() => exchange.comeBack(), 1_000));
}

// In a process group of its own, so that Ctrl-C reaches it once, from here.
const child = spawn(program, args, {
  env,
  stdio: ["ignore", "inherit", "inherit"],
  detached: true,
});
let endedBy;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    endedBy = signal;
    process.kill(-child.pid, signal);
  });
}
const { code, complaint } = await new Promise((resolve) => {
  child.once("error", ({ message }) => resolve({ code: 1, complaint: message }));
  child.once("exit", (told, signal) => {
    if (signal === null) resolve({ code: told });
    else if (signal === endedBy) resolve({ code: 0 });
    else resolve({ code: 1, complaint: signal });
  });
});

for (const timer of trouble) clearTimeout(timer);
await server.close();
exchange.close();
if (complaint) console.error(`${program}: ${complaint}`);
process.exitCode = code;
