import type { StreamLibrary, StreamPromise } from "./stream-promise.ts";
import { createStreamWorld } from "./stream-world.ts";
import type { Way } from "./way.ts";

/** A promise on one of its ways. */
export interface Trial {
  /** The promise, and the way. */
  readonly title: string;
  /** Rejects if the promise is broken on this way. */
  run(library: StreamLibrary): Promise<void>;
}

/** Every promise on every one of its ways. */
export function trialsOf(promises: readonly StreamPromise[]): readonly Trial[] {
  return promises.flatMap((promise) => promise.ways.map((way) => trialOf(promise, way)));
}

function trialOf(promise: StreamPromise, way: Way): Trial {
  return {
    title: `${promise.of}: ${promise.title} (${way.name})`,
    run: (library) =>
      promise.run((options = {}) => createStreamWorld(library, { ...options, way }), way),
  };
}
