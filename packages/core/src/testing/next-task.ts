/** How many tasks are queued at a time: a trip around the event loop costs more than what is done on it. */
const BATCH = 64;

/** Resolves in a task of its own, when every promise that was ready has run. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => queueTask(resolve));
}

/** Calls again and again until there was nothing to do, each time in a task of its own. */
export function untilIdle(act: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let isIdle = false;
    const turn = (): void => {
      if (isIdle) return;
      try {
        isIdle = !act();
        if (isIdle) resolve();
      } catch (error) {
        isIdle = true;
        reject(error as Error);
      }
    };
    const batch = (): void => {
      for (let count = 0; count < BATCH; count += 1) queueTask(turn);
      queueTask(() => isIdle || batch());
    };
    batch();
  });
}

function queueTask(task: () => void): void {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown };
  if (setImmediate !== undefined) setImmediate(task);
  else postTask(task);
}

/** For runtimes without `setImmediate`: a message to oneself is the shortest task there is. */
function postTask(task: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    task();
  };
  port2.postMessage(undefined);
}
