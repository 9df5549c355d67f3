import { compileFunction } from "node:vm";
import type { Library } from "./library.ts";
import type { LibraryMaker } from "./library-maker.ts";

/** What would let real time, chance or the outside into a run: a library that touches one of them fails. */
const FORBIDDEN = [
  "setTimeout",
  "setInterval",
  "setImmediate",
  "MessageChannel",
  "performance",
  "crypto",
  "fetch",
  "WebSocket",
  "process",
  "require",
] as const;

/** What code is evaluated with. */
const SCOPE = ["module", "exports", "globalThis", "Date", "Math", ...FORBIDDEN];

/**
 * Compiles a library from the code of a bundle, a CommonJS module that exports `library`. Each copy is one evaluation
 * with a global object of its own, so that what processes share (and nothing else does) is not shared by machines; and
 * nothing in it can reach real time.
 */
export class CompiledLibrary implements LibraryMaker {
  readonly #code: string;
  readonly #hears: (forbidden: string) => void;
  readonly #free: Library[] = [];
  readonly #scopes = new WeakMap<Library, object>();

  /** @param hears Is told what a copy reached for that it must not have, e.g. `setTimeout`. */
  constructor(code: string, hears: (forbidden: string) => void = () => undefined) {
    this.#code = code;
    this.#hears = hears;
  }

  take(): Library {
    return this.#free.pop() ?? this.#make();
  }

  giveBack(library: Library): void {
    // What a process shares with nobody must not reach the next one either.
    const scope = this.#scopes.get(library) ?? {};
    for (const name of Reflect.ownKeys(scope)) Reflect.deleteProperty(scope, name);
    this.#free.push(library);
  }

  #make(): Library {
    const module = { exports: {} as { library: Library } };
    const scope = Object.create(globalThis) as object;
    const forbid = (what: string): (() => never) => {
      return () => {
        this.#hears(what);
        throw new Error(`a run has reached for ${what}`);
      };
    };
    const date = class extends Date {
      constructor(time?: string | number | Date) {
        super(time ?? forbid("new Date()")());
      }
      static override now = forbid("Date.now");
    };
    const math = Object.create(Math, { random: { value: forbid("Math.random") } }) as Math;
    const forbidden = FORBIDDEN.map((name) => unusable(name, forbid(name)));
    // Compiled anew: each copy has classes of its own, and code that sees those of one copy only is faster by far.
    const evaluate = compileFunction(this.#code, SCOPE, { filename: "library.js" }) as (
      ...scope: readonly unknown[]
    ) => unknown;
    evaluate.call(undefined, module, module.exports, scope, date, math, ...forbidden);
    const { library } = module.exports;
    this.#scopes.set(library, scope);
    return library;
  }
}

/** Something that may be looked at, as in `typeof`, and neither called nor opened. */
function unusable(name: string, forbid: () => never): unknown {
  if (name === "process" || name === "crypto") return undefined;
  // Only what was declared so can be called with `new`.
  const target = function forbidden(): never {
    return forbid();
  };
  return new Proxy(target, { get: forbid, construct: forbid });
}
