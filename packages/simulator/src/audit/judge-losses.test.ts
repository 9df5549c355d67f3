import { expect, test } from "vitest";
import { HandMadeDay } from "./audit.fixture.ts";

test("whoever asks may excuse events that are missing, but not those that nobody asked about", () => {
  const day = new HandMadeDay().passes(1);
  day.produces(2);
  day.produces(3);
  const asked: number[] = [];
  const audit = day.audit({
    excuse: (missing) => {
      asked.push(...missing.map(({ event }) => event));
      return new Set(missing.slice(0, 1));
    },
  });
  expect(asked).toEqual([2, 3]);
  expect(audit).toMatchObject({ untold: 1, lost: 1 });
});

test("of two events that are alike to the byte the one that was spoilt may be the one that is missing", () => {
  const day = new HandMadeDay();
  const same = `{"e":"X","E":7}`;
  day.produces(7, same);
  day.sends(1, "drop").sends(2, "drop").produces(7, same);
  day.sends(1).sends(2).given(same);
  expect(day.audit()).toMatchObject({ untold: 1, lost: 0, findings: [] });
});

test("of events that are alike to the byte no more are missed than came on the socket that brought most of them", () => {
  const same = `{"e":"X","E":7}`;
  const alike = (lackedBy: readonly number[], given: number): HandMadeDay => {
    const day = new HandMadeDay();
    for (const lacking of lackedBy) {
      day.produces(7, same);
      for (const socket of [1, 2]) day.sends(socket, socket === lacking ? "drop" : undefined);
    }
    for (let item = 0; item < given; item += 1) day.given(same);
    return day;
  };
  expect(alike([1, 2], 1).audit()).toMatchObject({ untold: 1, lost: 0, findings: [] });
  expect(alike([1, 1], 1).audit()).toMatchObject({ untold: 0, lost: 1 });
  expect(alike([1, 2, 0], 1).audit()).toMatchObject({ untold: 0, lost: 2 });
  const unheard = new HandMadeDay();
  unheard.produces(7, same);
  unheard.produces(7, same);
  expect(unheard.audit()).toMatchObject({ untold: 0, lost: 2 });
});
