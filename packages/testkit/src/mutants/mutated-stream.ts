import type { StreamLibrary } from "../streams/stream-promise.ts";
import type { Change } from "./mutant.ts";
import { mutatedPackage } from "./mutated-package.ts";

/** The stream and the core it stands on, with some of their sources changed; without changes it is the stream itself. */
export function mutatedStream(changes: readonly Change[]): Promise<StreamLibrary> {
  return mutatedPackage("stream/src/index.ts", changes);
}
