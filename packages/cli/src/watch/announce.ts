import type { UserDataStream } from "@listenkey/stream";
import { failureInWords } from "../failures.ts";
import { duration, timeOfDay } from "../time-words.ts";

const ROTATIONS = {
  age: "for its age",
  shutdown: "before a restart of the exchange",
  unproven: "because nothing could be heard on it",
} as const;

const PROOFS = {
  subscription: "the exchange has acknowledged the subscription",
  key: "the exchange has confirmed the listen key",
  event: "an event has arrived",
} as const;

/** Puts into words what a stream announces about itself, one sentence each. The end is left to whoever waits for it. */
export function announce(
  stream: UserDataStream,
  now: () => number,
  say: (words: string) => void,
): void {
  stream.on("live", ({ proof, interruptedAt }) => {
    const after =
      interruptedAt === undefined ? "" : ` again after ${duration(now() - interruptedAt)}`;
    say(`live${after}: ${PROOFS[proof]}`);
  });
  stream.on("interrupted", ({ cause, since }) =>
    say(`interrupted (${cause}): last known good at ${timeOfDay(since)}`),
  );
  stream.on("attemptFailed", ({ error, lane, retryAt }) => {
    const why = error === undefined ? "the exchange closed it" : failureInWords(error);
    say(`socket ${lane + 1} failed: ${why}; next attempt at ${timeOfDay(retryAt)}`);
  });
  stream.on("rotated", ({ lane, reason }) =>
    say(`socket ${lane + 1} replaced ${ROTATIONS[reason]}`),
  );
  stream.on("feedReplaced", ({ lane, type }) =>
    say(`socket ${lane + 1} is being replaced: it lacked ${type}, which the other one brought`),
  );
  stream.on("redundancyLost", ({ reason }) =>
    say(
      reason === "evicted"
        ? "one socket has to do: the exchange closes one when the other opens"
        : "one socket has to do for an hour: the other one lacked events twice",
    ),
  );
  stream.on("formsDiffer", ({ type, form }) =>
    say(`sockets opened by the form "${form}" do not bring ${type}`),
  );
  stream.on("frameRejected", ({ reason, size }) =>
    say(`a frame of ${size} bytes was no event: ${reason}`),
  );
}
