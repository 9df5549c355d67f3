import type { ManagerSession, StreamSession } from "../../run/evidence.ts";

/** The last words of a session. */
const LAST: ReadonlySet<string> = new Set(["closed", "failed"]);

/** When a session was over: told to close, killed, or at its last word; `Infinity` if it never was. */
export function endOfSession(session: StreamSession | ManagerSession): number {
  const { closeCalledAt = Infinity, killedAt = Infinity, words } = session;
  const saidAt = words.find(({ name }) => LAST.has(name))?.at ?? Infinity;
  return Math.min(closeCalledAt, killedAt, saidAt);
}
