import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { virtualClock } from "@listenkey/core/testing";

/** How many are still in memory once everything that can go has gone. */
export async function countAlive(refs: readonly WeakRef<object>[]): Promise<number> {
  setFlagsFromString("--expose-gc");
  // What a reference was read from in one task stays until the next.
  await virtualClock().settle();
  (runInNewContext("gc") as () => void)();
  return refs.filter((each) => each.deref() !== undefined).length;
}
