import type { Clock } from "@listenkey/core";
import type { StreamState } from "@listenkey/stream";
import type { News } from "../news.ts";

/** Looks on while the day passes. */
export interface DayWatcher {
  /** The day begins. */
  begin(view: DayView): void;
  /** Something notable has happened. */
  tell(news: News): void;
  /** The day is over, or was ended. */
  end(): void;
}

/** What can be seen of the day while it passes. */
export interface DayView {
  /** The exchange's clock. */
  readonly clock: Pick<Clock, "now">;
  /** In epoch milliseconds. */
  readonly startsAt: number;
  /** In epoch milliseconds. */
  readonly endsAt: number;
  readonly products: readonly ProductView[];
}

/** What can be seen of one product. */
export interface ProductView {
  readonly name: string;
  readonly state: StreamState;
  /** How many account events have been delivered. */
  readonly eventsReceived: number;
  /** How many gaps have been delivered. */
  readonly gaps: number;
  /** What was told last; nothing if nothing was. */
  readonly lastNews: News | undefined;
}
