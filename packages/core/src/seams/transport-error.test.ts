import { expect, test } from "vitest";
import { timeoutReason, transportErrorFrom } from "./transport-error.ts";

/** A signal that has been aborted for a reason. */
function aborted(reason?: unknown): AbortSignal {
  return AbortSignal.abort(reason);
}

const named = (name: string, code?: unknown): Error =>
  Object.assign(new Error("request to https://x.test/?listenKey=KEY failed"), { name, code });

test("while the signal has not been aborted it is NETWORK, whatever the error calls itself", () => {
  const { signal } = new AbortController();
  for (const cause of [named("AbortError"), named("TimeoutError"), "KEY", undefined]) {
    expect(transportErrorFrom(cause, signal)).toMatchObject({ code: "NETWORK" });
    expect(transportErrorFrom(cause)).toMatchObject({ code: "NETWORK" });
  }
});

test.each([
  ["TIMEOUT", aborted(timeoutReason(10))],
  ["TIMEOUT", aborted(new DOMException("late", "TimeoutError"))],
  ["ABORTED", aborted()],
  ["ABORTED", aborted("TimeoutError")],
  ["ABORTED", aborted(new Error("TimeoutError"))],
  ["ABORTED", aborted(null)],
])("it is %s where the signal's reason says so", (code, signal) => {
  const error = transportErrorFrom(named("TypeError", "ECONNRESET"), signal);
  expect(error).toMatchObject({ code });
  expect(error.cause).toBeUndefined();
});

test.each([
  ["its code", named("TypeError", "ECONNREFUSED"), { name: "TypeError", message: "ECONNREFUSED" }],
  [
    "the code of what caused it",
    Object.assign(named("TypeError"), { cause: named("Error", "UND_ERR_SOCKET") }),
    { name: "TypeError", message: "UND_ERR_SOCKET" },
  ],
  [
    "its name, where it has no code",
    named("FetchError"),
    { name: "FetchError", message: "FetchError" },
  ],
  [
    "no code that is none",
    named("TypeError", "listenKey=KEY"),
    { name: "TypeError", message: "TypeError" },
  ],
  ["no code that is a number", named("TypeError", 7), { name: "TypeError", message: "TypeError" }],
  [
    "no name that is none",
    named("https://x.test/KEY", "EPIPE"),
    { name: "Error", message: "EPIPE" },
  ],
])("of a foreign error it tells %s", (_, cause, told) => {
  const { name, message, stack } = transportErrorFrom(cause).cause as Error;
  expect({ name, message, stack }).toEqual({ ...told, stack: undefined });
});

test.each([undefined, null, "KEY", { code: "ECONNRESET" }])("%j is no cause to tell", (thrown) => {
  expect(transportErrorFrom(thrown).cause).toBeUndefined();
});
