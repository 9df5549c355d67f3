import { expect, test } from "vitest";
import type { Told } from "../finding.ts";
import { checkClock, readingIn } from "./clock.ts";

const span = { sentAt: 1_000_000, receivedAt: 1_000_040 };

function told(serverTime: number, exactToMs = 1): Told | undefined {
  let found: Told | undefined;
  const tell = (finding: Told): void => void (found = finding);
  checkClock({ tell }, { serverTime, exactToMs, ...span });
  return found;
}

// A request from the future is refused from 1 s on, one from the past from 5 s on.
test.each([
  { ahead: 0, verdict: "well" },
  { ahead: 1_000, verdict: "well" },
  { ahead: 1_022, verdict: "wrong" },
  { ahead: -5_000, verdict: "well" },
  { ahead: -5_022, verdict: "wrong" },
])("a clock that is $ahead ms ahead is $verdict", ({ ahead, verdict }) => {
  expect(told(1_000_020 - ahead)).toMatchObject({ check: "clock", verdict });
});

test("it is not wrong as long as it might be right", () => {
  expect(told(1_000_020 - 1_400, 500)).toMatchObject({ verdict: "well" });
  expect(told(1_000_020 - 1_600, 500)).toMatchObject({ verdict: "wrong" });
});

test("the time is read from the body, else from the date header, else not at all", () => {
  const answer = (body: string, date?: string) => ({
    ...span,
    response: { status: 200, headers: date === undefined ? {} : { date }, body },
  });
  const date = "Sat, 21 Nov 2026 12:00:00 GMT";
  expect(readingIn(answer('{"serverTime":5}', date))).toMatchObject({ serverTime: 5 });
  expect(readingIn(answer("{}", date))).toMatchObject({
    serverTime: Date.parse(date) + 500,
    exactToMs: 500,
  });
  expect(readingIn(answer("<html>"))).toBeUndefined();
});
