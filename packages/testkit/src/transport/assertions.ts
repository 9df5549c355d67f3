import type { ListenKeyErrorCode } from "@listenkey/core";
import { isListenKeyError } from "@listenkey/core";
import type { ListenKeyError } from "@listenkey/core/transport";

/** Throws unless both are the same, objects and arrays by what is in them. */
export function equal(actual: unknown, expected: unknown, what = "value"): void {
  const [is, should] = [printed(actual), printed(expected)];
  if (is !== should) throw new Error(`${what}: expected ${short(should)}, got ${short(is)}`);
}

/** Throws unless the condition holds. */
export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(`expected that ${what}`);
}

/** Resolves with the error if the promise rejects with one of the given code, and rejects otherwise. */
export async function rejects(
  promise: Promise<unknown>,
  code: ListenKeyErrorCode,
): Promise<ListenKeyError> {
  return failsWith(code, await promise.then(resolved, (error: unknown) => error));
}

/** Returns the error if the action throws one of the given code, and throws otherwise. */
export function throws(action: () => unknown, code: ListenKeyErrorCode): ListenKeyError {
  try {
    action();
  } catch (error) {
    return failsWith(code, error);
  }
  throw new Error(`expected ${code}, but nothing was thrown`);
}

function resolved(value: unknown): never {
  throw new Error(`expected a rejection, got ${short(printed(value))}`);
}

function failsWith(code: ListenKeyErrorCode, error: unknown): ListenKeyError {
  if (!isListenKeyError(error)) throw new Error(`expected ${code}, got ${String(error)}`);
  equal(error.code, code, "error code");
  return error;
}

function printed(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function short(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text;
}
