import { defaultDialect } from "@listenkey/simulator";
import { expect, test } from "vitest";
import { dialectList, withDialectEntry } from "./dialect-entries.ts";

test.each([
  { text: "probes=unanswered", means: { probes: "unanswered" } },
  { text: "eventsBeforeAck=true", means: { eventsBeforeAck: true } },
  { text: "eventsBeforeAck=false", means: { eventsBeforeAck: false } },
  { text: "riskLifetimeMs=24h", means: { riskLifetimeMs: 86_400_000 } },
])("$text is understood, and added to what was said before", ({ text, means }) => {
  expect(withDialectEntry(text, { ids: "large" })).toEqual({ ids: "large", ...means });
});

test.each([
  { text: "probe=unanswered", remedy: "Did you mean probes=unanswered?" },
  { text: "probes", remedy: "Did you mean probes=unanswered?" },
  { text: "weather=fine", remedy: "Write it as <entry>=<value>" },
  { text: "probes=maybe", remedy: "Give probes one of: answered, unanswered." },
  { text: "portfolioProbes=", remedy: "Give portfolioProbes one of: unanswered, answered." },
  { text: "eventsBeforeAck=1", remedy: "Give eventsBeforeAck one of: false, true." },
  { text: "riskLifetimeMs=60", remedy: "Give riskLifetimeMs as a time, e.g. riskLifetimeMs=24h." },
  { text: "__proto__=1", remedy: "Write it as <entry>=<value>" },
])("$text is refused, and what would be right is said", ({ text, remedy }) => {
  expect(() => withDialectEntry(text, {})).toThrow(remedy);
});

test("the list has every entry of the simulator, its default first", () => {
  const list = dialectList();
  expect(list.map(([entry]) => entry).sort()).toEqual(Object.keys(defaultDialect).sort());
  for (const [entry, values] of list) {
    const [first = ""] = values.split(" | ");
    expect({ ...defaultDialect, ...withDialectEntry(`${entry}=${first}`, {}) }).toEqual(
      defaultDialect,
    );
  }
});
