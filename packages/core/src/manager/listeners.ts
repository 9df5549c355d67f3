import { EventEmitter } from "eventemitter3";
import { configurationError } from "../errors.ts";

/** Hears of errors that listeners have thrown. */
export type ListenerErrorHandler = (error: unknown) => void;

/** What may be listened to: names, and the arguments that listeners of each are called with. */
type EventMap<Names extends PropertyKey> = { readonly [Name in Names]: unknown[] };

/** A function that takes an event; the event map says which. */
type Listener = (...event: unknown[]) => unknown;

/** A listener as the user gives it. */
type ListenerOf<Event extends unknown[]> = (...event: Event) => unknown;

/** Where a guarded listener's errors go, and whether it is still to be called. */
type Ward = Pick<Listeners<never>, "isSilent" | "onError">;

/** Wrapped listeners by what they wrap, so that `off` finds them again. */
const guards = new WeakMap<Listener, Listener>();

/**
 * Listeners that cannot hurt: what one throws, or rejects with, reaches neither the emitter nor the others, but the
 * handler. A plain emitter would let it through, and renewals would die of somebody's typing error.
 *
 * @typeParam Events Names to the arguments of their listeners, e.g. `{ renewed: [event: KeyRenewed] }`.
 */
export class Listeners<Events extends EventMap<keyof Events>> {
  /** Hears of what listeners throw. */
  readonly onError: ListenerErrorHandler;
  /** The emitter may be in the middle of an event when everything ends. */
  isSilent = false;
  readonly #emitter = new EventEmitter();

  constructor(onError: ListenerErrorHandler | undefined) {
    this.onError = onError ?? printError;
  }

  /** Calls a listener for each such event, until {@link off}. */
  on<Name extends keyof Events & string>(name: Name, listener: ListenerOf<Events[Name]>): void {
    this.#emitter.on(name, guarded(listener as Listener), this);
  }

  /** Calls a listener for the next such event. */
  once<Name extends keyof Events & string>(name: Name, listener: ListenerOf<Events[Name]>): void {
    this.#emitter.once(name, guarded(listener as Listener), this);
  }

  /** Removes a listener. */
  off<Name extends keyof Events & string>(name: Name, listener: ListenerOf<Events[Name]>): void {
    this.#emitter.off(name, guarded(listener as Listener));
  }

  /** Calls the listeners of an event, whatever one of them throws. */
  emit<Name extends keyof Events & string>(name: Name, ...event: Events[Name]): void {
    this.#emitter.emit(name, ...event);
  }

  /** Removes every listener. */
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
  return function guard(this: Ward, ...event: unknown[]): void {
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
  console.error("listenkey: a listener has thrown:", error);
}
