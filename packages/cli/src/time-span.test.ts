import { expect, test } from "vitest";
import { timeSpan } from "./time-span.ts";

test.each([
  { text: "500ms", ms: 500 },
  { text: "30s", ms: 30_000 },
  { text: "1.5m", ms: 90_000 },
  { text: "2h", ms: 7_200_000 },
  { text: "0s", ms: 0 },
  ...["30", "s", "-1s", "1 s", "1d", "1s2", ".5s", ""].map((text) => ({ text, ms: undefined })),
])("'$text' means $ms", ({ text, ms }) => {
  expect(timeSpan(text)).toBe(ms);
});
