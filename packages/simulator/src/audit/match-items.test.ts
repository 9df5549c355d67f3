import { expect, test } from "vitest";
import { HandMadeDay, kindsOf } from "./audit.fixture.ts";

test("an event that came once too often is not taken for one like it that was sent to nobody", () => {
  const alternating = (socket?: number): HandMadeDay => {
    const day = new HandMadeDay();
    for (const [at, kind] of [
      [100, "A"],
      [200, "B"],
      [400, "A"],
      [500, "B"],
    ] as const) {
      const text = day.produces(at, `{"e":"X","E":${at},"a":"${kind}"}`);
      if (at > 300) day.sends(1).given(text);
      else if (socket !== undefined) day.sends(socket);
    }
    // The exchange has sent that one twice.
    return day.given(`{"e":"X","E":500,"a":"B"}`);
  };
  const audited = { liveAt: 300, dialect: { eventTime: "different" } } as const;
  expect(kindsOf(alternating().audit(audited))).toEqual(["twice"]);
  expect(kindsOf(alternating(2).audit(audited))).toEqual(["outOfOrder"]);
});
