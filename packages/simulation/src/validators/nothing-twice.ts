import type { Finding } from "@listenkey/simulator";
import type { Evidence } from "../run/evidence.ts";
import { auditsOf, tellFindings, type SessionAudit } from "./session-audit.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/**
 * I2: every event is delivered once, and events that are alike to the byte are delivered as often as there were.
 *
 * Excused: an item that came once too often, if the exchange itself had sent its frame twice on one socket; by content
 * that is an event of its own.
 */
export const nothingTwice: Validator = {
  id: "I2",
  title: "nothing comes twice, and alike events come as often as there were",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    for (const audited of auditsOf(evidence)) {
      const doubled = doubledTexts(audited);
      const isExcused = (finding: Finding): boolean => isTaken(finding, doubled);
      const isOthers = (finding: Finding): boolean => !isLostTwin(finding, audited);
      tally.pass(audited.audit.delivered);
      tellFindings(audited, { kinds: ["twice", "foreign"], isExcused }, tally);
      tellFindings(audited, { kinds: ["lost"], isOthers }, tally);
    }
    return tally.verdict;
  },
};

/** Whether a finding is that an event was lost that looks like another one to the byte. */
export function isLostTwin({ kind, event }: Finding, { view }: SessionAudit): boolean {
  if (kind !== "lost" || event === undefined) return false;
  const { text } = event;
  let alike = 0;
  for (const one of view.facts.evidence.index.produced(view.whose))
    if (one.text === text) alike += 1;
  return alike > 1;
}

/** How often frames of each text were sent once more on a socket of the program. */
export function doubledTexts({ view }: SessionAudit): Map<string, number> {
  const { index } = view.facts.evidence;
  const sockets = new Set(view.sockets.map(({ socket }) => socket));
  const counts = new Map<number, number>();
  for (const { event, socket, fault } of index.touchedCopies) {
    if (fault === "duplicate" && sockets.has(socket))
      counts.set(event, (counts.get(event) ?? 0) + 1);
  }
  const texts = new Map<string, number>();
  if (counts.size === 0) return texts;
  for (const { event, text } of index.produced(view.whose)) {
    // Each frame that was doubled left twice.
    const more = Math.floor((counts.get(event) ?? 0) / 2);
    const identity = identityOf(text);
    if (more > 0) texts.set(identity, (texts.get(identity) ?? 0) + more);
  }
  return texts;
}

/** Whether what was given too often had been sent too often; each frame excuses one item. */
export function isTaken({ item }: Finding, doubled: Map<string, number>): boolean {
  const identity = identityOf(item?.raw ?? "");
  const left = doubled.get(identity) ?? 0;
  if (left === 0) return false;
  doubled.set(identity, left - 1);
  return true;
}

/** Sockets may see different times of one event. */
function identityOf(text: string): string {
  return text.replace(/"E":"?\d+"?,?/, "");
}
