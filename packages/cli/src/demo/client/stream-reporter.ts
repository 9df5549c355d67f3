import type { Clock } from "@listenkey/core";
import type { FeedAttemptFailed, Gap, StreamItem, UserDataStream } from "@listenkey/stream";
import { inWords, type News } from "../news.ts";
import { duration } from "../../time-words.ts";

/** Says something. */
type Say = (tone: News["tone"], text: string) => void;

/** How a stream's own reasons to replace a socket are told. */
const REASONS = {
  age: "for its age",
  shutdown: "before the restart",
  unproven: "for its silence",
} as const;

/** Puts what a stream announces about itself into words. */
export class StreamReporter {
  readonly #clock: Clock;
  readonly #say: Say;

  constructor(stream: UserDataStream, clock: Clock, say: Say) {
    this.#clock = clock;
    this.#say = say;
    stream.on("live", ({ interruptedAt }) => this.#live(interruptedAt));
    stream.on("interrupted", ({ cause }) => say("trouble", `interrupted: ${cause}`));
    stream.on("event", (item) => {
      if (isGap(item)) say("trouble", `gap of ${duration(item.to - item.from)}`);
    });
    stream.on("rotated", ({ reason }) => say("mended", `socket replaced ${REASONS[reason]}`));
    stream.on("feedReplaced", ({ type }) => say("mended", `socket replaced: it lacked ${type}`));
    stream.on("redundancyLost", () => say("trouble", "one socket has to do now"));
    stream.on("attemptFailed", (event) => this.#attemptFailed(event));
    stream.on("failed", ({ error }) => say("trouble", `gave up: ${inWords(error)}`));
  }

  #live(interruptedAt: number | undefined): void {
    if (interruptedAt === undefined) return this.#say("plain", "live");
    this.#say("mended", `live again after ${duration(this.#clock.now() - interruptedAt)}`);
  }

  /** The first one of a row says enough. */
  #attemptFailed({ attempt, error }: FeedAttemptFailed): void {
    if (attempt > 1) return;
    const why = error === undefined ? "the exchange closed it" : inWords(error);
    this.#say("trouble", `dial failed: ${why}`);
  }
}

function isGap(item: StreamItem): item is Gap {
  return item.type === "gap";
}
