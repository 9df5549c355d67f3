import { nothingLost } from "../../src/validators/nothing-lost.ts";
import { HandMadeDay, HOUR, SECOND, type DayChoices } from "./hand-made-day.fixture.ts";

/** A day with two sockets that are cut together at 01:00:00, and a third one ten seconds later. */
export function cutDay(choices: DayChoices = {}): HandMadeDay {
  const day = new HandMadeDay(choices).withKey().closes(1, HOUR).closes(2, HOUR);
  return day.opens(3, HOUR + 10 * SECOND).says("interrupted", HOUR + 100);
}

/** It is live again, behind a gap. */
export function gapOn(day: HandMadeDay, from: number, to: number): readonly string[] {
  day.says("live", to, { proof: "key" }).gap(from, to);
  return day.judgedBy(nothingLost).messages;
}
