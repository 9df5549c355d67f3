import type { openUserDataStream } from "@listenkey/stream";
import type { StreamWorld, WorldOptions } from "./stream-world.ts";
import type { Way } from "./way.ts";

/** The part of the library that promises are about: the real one, or a mutant of it. */
export interface StreamLibrary {
  readonly openUserDataStream: typeof openUserDataStream;
}

/** Makes a world for the way under test. */
export type MakeWorld = (options?: Omit<WorldOptions, "way">) => StreamWorld;

/** A promise about streams, kept or broken. */
export interface StreamPromise {
  /** The number of the promise, or the name of the invariant, it is one case of. */
  readonly of: string;
  /** The promise, as a sentence about the stream. */
  readonly title: string;
  /** The ways to a stream that it is tried on. */
  readonly ways: readonly Way[];
  /** Rejects if the promise is broken. */
  run(make: MakeWorld, way: Way): Promise<void>;
}
