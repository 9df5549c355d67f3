import type { Clock, ListenKeyError, Random } from "@listenkey/core";
import type { CallBudget } from "@listenkey/core/kit";
import type { EventRules } from "@listenkey/core/product";
import type { FeedSource } from "../feeds/feed.ts";
import type { Frame, Splicer, SplicerSink } from "../splice/splicer.ts";
import type { Moments } from "../wire/arrival.ts";
import type { Interval } from "./coverage.ts";
import type { StreamLifecycle } from "./lifecycle.ts";

/** What a conductor needs. */
export interface ConductorSettings {
  readonly source: FeedSource;
  /** How many sockets at a time, rotation apart. */
  readonly sockets: 1 | 2;
  /** The user's choice of a socket form; absent for ours. */
  readonly socketForm: string | undefined;
  readonly events: EventRules;
  /** How many sockets the account may open. */
  readonly budget: CallBudget;
  readonly clock: Clock;
  readonly random: Random;
  /** Tells when events were sent. */
  readonly sentAt: Moments["sentAt"];
  readonly makeSplicer: (sink: SplicerSink) => Splicer;
}

/** Where a conductor sends what comes of it. */
export interface ConductorAudience {
  deliver(frame: Frame, late: boolean): void;
  gap(interval: Interval): void;
  tell<Name extends keyof StreamLifecycle>(name: Name, ...event: StreamLifecycle[Name]): void;
  /** Nothing more will come. */
  failed(error: ListenKeyError | undefined): void;
}

/** How often things have happened. */
export interface ConductorCounts {
  readonly rotations: number;
  readonly reconnects: number;
  readonly framesRejected: number;
}
