// Every case, in one file once it is bundled: it needs fetch and the packages, and nothing else of the runtime.
import { systemClock } from "@listenkey/core/kit";
import {
  keepAliveCases,
  patienceCases,
  sightCases,
  transportCases,
} from "../../testkit/src/transport-conformance.ts";
import { Control } from "./control.mjs";
import { keyCase } from "./key-case.mjs";
import { streamCases } from "./stream-cases.mjs";

/** Real time. No case takes a tenth of it on a machine that has nothing else to do. */
const CASE_MS = 120_000;

/** What a transport can do beyond what all can. */
const extraCases = { keepAlive: keepAliveCases, sight: sightCases, patience: patienceCases };

/**
 * Runs every case, one after the other, and tells the other end how each went.
 *
 * @param {object} run
 * @param {string} run.origin Where the other end listens.
 * @param {string} run.name The run's.
 * @param {() => import("@listenkey/core").Transport} run.makeTransport
 * @param {readonly (keyof typeof extraCases)[]} [run.extras]
 */
export async function runCases({ origin, name, makeTransport, extras = [] }) {
  const control = new Control(origin, name);
  const context = { makeTransport, control, peer: await control.peer() };
  for (const one of casesWith(extras)) {
    const since = systemClock.monotonic();
    const error = await inTime(one.run(context)).then(() => undefined, textOf);
    const ms = Math.round(systemClock.monotonic() - since);
    await control.tell({ group: one.group, title: one.title, ms, error });
  }
  await control.end();
}

function casesWith(extras) {
  const promises = [...transportCases, ...extras.flatMap((extra) => extraCases[extra])];
  return [...promises.map(transportCase), keyCase, ...streamCases];
}

function transportCase(promise) {
  return {
    group: "transport",
    title: promise.title,
    async run({ makeTransport, peer }) {
      const transport = makeTransport();
      await promise.run(transport, peer);
      transport.close?.();
    },
  };
}

async function inTime(promise) {
  let cancel = () => {};
  const late = new Promise((_, reject) => {
    const giveUp = () => reject(new Error(`nothing came of it in ${CASE_MS} ms`));
    cancel = systemClock.setTimer(CASE_MS, giveUp, { ref: true });
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    cancel();
  }
}

function textOf(error) {
  return error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error);
}
