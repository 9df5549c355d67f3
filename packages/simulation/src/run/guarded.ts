/**
 * Runs something that must not have to do with real time: what waits for a macrotask while it runs fails it, and so
 * what it begins and leaves behind. Rejections that nobody has handled by the end are added to `uncaught`.
 */
export async function guarded<Value>(run: (uncaught: unknown[]) => Promise<Value>): Promise<Value> {
  const uncaught: unknown[] = [];
  const hear = (reason: unknown): void => void uncaught.push(reason);
  process.on("unhandledRejection", hear);
  const before = resources();
  let task = 0;
  const nextTask = setImmediate(() => {
    task = 1;
  });
  try {
    const value = await run(uncaught);
    if (task > 0) throw new Error("the day has waited for something outside of its timeline");
    const left = without(resources(), before);
    if (left.length > 0) throw new Error(`the day has begun something real: ${left.join(", ")}`);
    // Node tells of rejections when nothing is left that could still handle them.
    await new Promise((resolve) => setImmediate(resolve));
    return value;
  } finally {
    clearImmediate(nextTask);
    process.off("unhandledRejection", hear);
  }
}

function resources(): readonly string[] {
  return process.getActiveResourcesInfo().filter((name) => name !== "Immediate");
}

/** What is in a list more often than in another. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const known = [...other];
  return list.filter((one) => {
    const place = known.indexOf(one);
    if (place >= 0) known.splice(place, 1);
    return place < 0;
  });
}
