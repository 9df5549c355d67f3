import type { Clock, ListenKeyState } from "@listenkey/core";
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
  /** Where the exchange is served, e.g. `http://127.0.0.1:40123`. */
  readonly address: string;
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
  readonly state: ListenKeyState;
  /** How often the key was renewed. */
  readonly renewals: number;
  /** How many account events have arrived. */
  readonly eventsReceived: number;
  /** What was told last; nothing if nothing was. */
  readonly lastNews: News | undefined;
}
