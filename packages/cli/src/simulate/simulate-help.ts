import { duration } from "../time-words.ts";
import { dialectList } from "./dialect-entries.ts";
import { FAULT_KINDS, FAULT_NAMES, type FaultKind, type ValueRule } from "./fault-kinds.ts";
import { CALL_NAMES, FAULT_SYNTAX } from "./planned-fault.ts";

/** What the groups of the list strike, in the order of the list. */
const GROUPS: readonly (readonly [on: FaultKind["on"], heading: string])[] = [
  ["sockets", "Done to open sockets, all of them or the <n> youngest:"],
  ["exchange", "Done to the exchange:"],
  ["keys", "Done to listen keys and subscriptions:"],
  ["request", "To requests, over REST and on the WebSocket API:"],
  ["handshake", "To sockets as they are opened:"],
  ["frame", "To events, on one socket each time:"],
];

/** What stands behind the options in `--help`. */
export function simulateHelp(): string {
  return [
    "",
    "Faults, as",
    `  --fault ${FAULT_SYNTAX}`,
    "Times are 500ms, 30s, 2m, 1h; <when> counts from the start, and is 0s by default. What waits for",
    "requests, sockets or events strikes the next <n> (1 by default), or all of them within the span",
    "given behind the +. <product> and <call> narrow that down. Calls are",
    `  ${CALL_NAMES.join(" ")}`,
    ...GROUPS.flatMap(([on, heading]) => ["", `  ${heading}`, ...faultLines(on)]),
    "",
    "Dialects, as --dialect <entry>=<value>: what the documents contradict each other about, or are",
    "silent about. The first value is the default. A program that is right works in every dialect.",
    ...dialectList().map(([entry, values]) => `  ${entry.padEnd(21)} ${values}`),
    EXAMPLES,
  ].join("\n");
}

function faultLines(on: FaultKind["on"]): readonly string[] {
  return FAULT_NAMES.filter((name) => FAULT_KINDS[name].on === on).map((name) => {
    const { about, value } = FAULT_KINDS[name];
    const written = value === undefined ? name : `${name}=<${value.is}>`;
    const byDefault = value === undefined ? "" : ` (${value.says}; ${defaultOf(value)} by default)`;
    return `    ${written.padEnd(23)} ${about}${byDefault}`;
  });
}

function defaultOf({ is, byDefault }: ValueRule): string {
  return is === "span" ? duration(byDefault) : String(byDefault);
}

const EXAMPLES = `
Exit code:
  2    an option is wrong, or the port is taken
  130  ended with Ctrl-C, the usual way; a second one ends at once
  With a command behind --: that command's exit code.

Examples:
  listenkey simulate --port 8787 --pace 600 --log
  listenkey simulate --port 8787 > sim.env &    # then: listenkey watch spot --env-file sim.env
  listenkey simulate --fault halfOpen@30s+10s --fault 2xlostReply:umfutures:create
  listenkey simulate --speed 120 --product umfutures    # listen keys live for 30 seconds
  listenkey simulate --dialect secondSocket=nothing -- python bot.py`;
