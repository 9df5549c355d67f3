import { systemClock } from "@listenkey/core/kit";

/**
 * @template Result
 * @param {number} ms
 * @param {string} what For the error.
 * @param {Promise<Result> | Result} promise
 * @returns {Promise<Result>}
 */
export async function within(ms, what, promise) {
  let cancel;
  const late = new Promise((_, reject) => {
    const giveUp = () => reject(new Error(`waited ${ms} ms for ${what}`));
    cancel = systemClock.setTimer(ms, giveUp, { ref: true });
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    cancel();
  }
}
