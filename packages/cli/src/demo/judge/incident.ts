/** Why something went wrong. */
export type IncidentCause =
  | "opening"
  | "expired"
  | "deleted"
  | "cut"
  | "unavailable"
  | "unanswered"
  | "limited"
  | "unauthorized";

/** How each cause is told: what had gone wrong until it was mended. */
export const CAUSES: Readonly<Record<IncidentCause, string>> = {
  opening: "no socket had been opened yet",
  expired: "the exchange ended the listen key",
  deleted: "another client deleted the listen key",
  cut: "the exchange cut the socket",
  unavailable: "a request was answered with 5xx",
  unanswered: "a request got no answer",
  limited: "a request was answered with 429",
  unauthorized: "a request was answered with 401",
};

/** Something that went wrong, before anybody asks how long it may take. */
export interface Trouble {
  readonly cause: IncidentCause;
  readonly beganAt: number;
  /** Nothing if it was not over at the end of the day. */
  readonly endedAt: number | undefined;
  /** How long it may take if nothing stands in the way, in milliseconds. */
  readonly boundMs: number;
}

/** Something that went wrong, how it ended, and when it had to. */
export interface Incident extends Trouble {
  /** The name of the product it happened to. */
  readonly product: string;
  /** Until when it had to be over, in epoch milliseconds: obstacles on the way are excused. */
  readonly deadline: number;
}
