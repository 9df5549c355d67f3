/**
 * How long it may take until something is tried again, in milliseconds: a pause of half a minute, an answer that does not
 * come, and the budget of an account.
 */
export const RETRY_MS = 60_000;
