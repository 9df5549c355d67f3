import type { BannedRecord, StreamAudit } from "@listenkey/simulator";
import type { StreamState } from "@listenkey/stream";
import type { DayFault } from "../faults/fault-schedule.ts";
import type { AskedRecord } from "./day-log.ts";

/** What the judge is given: the audits of the streams, and what else the exchange has written down. */
export interface DayFacts {
  readonly streams: readonly StreamFacts[];
  /** What became of the day's faults. */
  readonly faults: readonly DayFault[];
  /** Every request, over REST or on the WebSocket API. */
  readonly requests: readonly AskedRecord[];
  /** Every time that the exchange wanted no requests of somebody. */
  readonly limits: readonly BannedRecord[];
  /** Whether the day was ended before its time: what was not put to the test by then is open. */
  readonly isInterrupted: boolean;
}

/** Who is judged. */
export interface StreamFacts {
  /** The product, its account, and its program's name on the exchange. */
  readonly name: string;
  /** The state of the stream at the end of the day. */
  readonly state: StreamState;
  /** What the exchange's log says about it; absent if it was never live. */
  readonly audit: StreamAudit | undefined;
  /** How many sockets were replaced before they were closed. */
  readonly rotations: number;
  /** How many sockets were opened again after they had ended. */
  readonly reconnects: number;
}
