import { EventEmitter } from "eventemitter3";
import { configurationError } from "../errors.ts";
import type { ListenKeyEvents } from "./events.ts";

/** Hears of errors that listeners have thrown. */
export type ListenerErrorHandler = (error: unknown) => void;

/** A function that takes an event; the manager's own types say which. */
type Listener = (...event: unknown[]) => unknown;

/** A listener as the user gives it. */
type ListenerOf<Name extends keyof ListenKeyEvents> = (...event: ListenKeyEvents[Name]) => unknown;

/** Wrapped listeners by what they wrap, so that `off` finds them again. */
const guards = new WeakMap<Listener, Listener>();

/**
 * Listeners that cannot hurt: what one throws, or rejects with, reaches neither the emitter nor the others, but the
 * handler. A plain emitter would let it through, and renewals would die of somebody's typing error.
 */
export class Listeners {
  /** Hears of what listeners throw. */
  readonly onError: ListenerErrorHandler;
  /** The emitter may be in the middle of an event when everything ends. */
  isSilent = false;
  readonly #emitter = new EventEmitter();

  constructor(onError: ListenerErrorHandler | undefined) {
    this.onError = onError ?? printError;
  }

  on<Name extends keyof ListenKeyEvents>(name: Name, listener: ListenerOf<Name>): void {
    this.#emitter.on(name, guarded(listener as Listener), this);
  }

  once<Name extends keyof ListenKeyEvents>(name: Name, listener: ListenerOf<Name>): void {
    this.#emitter.once(name, guarded(listener as Listener), this);
  }

  off<Name extends keyof ListenKeyEvents>(name: Name, listener: ListenerOf<Name>): void {
    this.#emitter.off(name, guarded(listener as Listener));
  }

  emit(name: keyof ListenKeyEvents, event: unknown): void {
    this.#emitter.emit(name, event);
  }

  clear(): void {
    this.isSilent = true;
    this.#emitter.removeAllListeners();
  }
}

function guarded(listener: Listener): Listener {
  if (typeof listener !== "function") throw configurationError("the listener is no function");
  let guard = guards.get(listener);
  if (guard === undefined) guards.set(listener, (guard = guardOf(listener)));
  return guard;
}

function guardOf(listener: Listener): Listener {
  return function guard(this: Listeners, ...event: unknown[]): void {
    if (this.isSilent) return;
    try {
      const result: unknown = listener(...event);
      if (isThenable(result))
        result.then(undefined, (error: unknown) => report(this.onError, error));
    } catch (error) {
      report(this.onError, error);
    }
  };
}

/** A promise of any realm or library. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === "function";
}

/** Even the handler may throw; there is nobody left to tell then. */
function report(onError: ListenerErrorHandler, error: unknown): void {
  try {
    onError(error);
  } catch {
    // Whoever handles errors by throwing has chosen not to know.
  }
}

/** A listener's error is the program's own: hiding it would be worse than printing. */
function printError(error: unknown): void {
  // eslint-disable-next-line no-console
  console.error("A listener of a listen key manager has thrown:", error);
}
