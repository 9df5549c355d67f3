import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Pulse, type Verdict } from "./pulse.ts";

const heartbeat = { pingEveryMs: 180_000, pongWithinMs: 600_000 };
const BOUND = heartbeat.pingEveryMs + heartbeat.pongWithinMs;
const DAY = 86_400_000;

/** A server that lives, and how it shows that. */
interface Server {
  /** Milliseconds after which it answers a probe; nothing if it never does. */
  readonly answersIn?: number;
  /** How often a ping of it is seen; nothing if the runtime hides them. */
  readonly pingsEvery?: number;
}

const usual = { isProbeSure: false, until: DAY, diesAt: Infinity };
const mute = { answersIn: Infinity, pingsEvery: Infinity };

/** Looks at a connection as a timer would, until something is decided or the time is over. */
function watch(server: Server, options: Partial<typeof usual> = {}) {
  const { isProbeSure, until, diesAt } = { ...usual, ...options };
  const pulse = new Pulse({ heartbeat, isProbeSure }, 0);
  const probes: number[] = [];
  const verdicts: { verdict: Verdict; at: number }[] = [];
  const { answersIn, pingsEvery } = { ...mute, ...server };
  let pingAt = pingsEvery;
  let answerAt = Infinity;
  const hear = (now: number, what: () => void): void => {
    if (now >= diesAt) return;
    pulse.heard(now);
    what();
  };
  const look = (now: number): void => {
    const verdict = pulse.judge(now);
    if (verdict !== "probe") return void verdicts.push({ verdict, at: now });
    probes.push(now);
    pulse.asked(now);
    answerAt = Math.min(answerAt, now + answersIn);
  };
  for (let now = 0; now <= until && verdicts.at(-1)?.verdict !== "dead";) {
    if (now === pingAt) {
      pingAt += pingsEvery;
      hear(now, () => pulse.pinged());
    } else if (now === answerAt) {
      answerAt = Infinity;
      hear(now, () => pulse.answered());
    } else {
      look(now);
    }
    now = Math.min(pulse.nextAt, pingAt, answerAt);
  }
  return { pulse, probes, verdicts: verdicts.filter(({ verdict }) => verdict !== "fine") };
}

describe("a quiet day raises no alarm", () => {
  const servers: [string, Server, boolean][] = [
    ["that answers probes", { answersIn: 200 }, false],
    ["that answers probes slowly", { answersIn: 9_999 }, true],
    ["that answers and shows its pings", { answersIn: 200, pingsEvery: 180_000 }, false],
    ["that shows its pings but never answers", { pingsEvery: 180_000 }, false],
    ["that shows its pings late", { pingsEvery: 600_000 }, false],
  ];
  test.each(servers)("on a server %s", (_, server, isProbeSure) => {
    expect(watch(server, { isProbeSure }).verdicts).toEqual([]);
  });

  test("on a server that shows nothing, but it is said once that nothing is proved", () => {
    expect(watch({}).verdicts).toEqual([{ verdict: "unproven", at: 780_000 }]);
  });
});

describe("a dead connection is noticed", () => {
  test("within 30 s where every server answers probes", () => {
    const { pulse, verdicts } = watch({}, { isProbeSure: true });
    expect(verdicts).toEqual([{ verdict: "dead", at: 25_000 }]);
    expect(pulse.boundMs).toBe(30_000);
  });

  test("within 30 s where a probe has been answered before", () => {
    const { pulse, verdicts } = watch({ answersIn: 200 }, { diesAt: 60_000 });
    // Heard last at 45.6 s.
    expect(verdicts).toEqual([{ verdict: "dead", at: 70_600 }]);
    expect(pulse.boundMs).toBe(30_000);
  });

  test("within the ping and its deadline where pings were seen but probes are never answered", () => {
    const { pulse, verdicts } = watch({ pingsEvery: 180_000 }, { diesAt: 400_000 });
    expect(verdicts).toEqual([{ verdict: "dead", at: 360_000 + 780_000 }]);
    expect(pulse.boundMs).toBe(780_000);
  });

  test("also after it had been unproven, if pings have been seen since", () => {
    const pulse = new Pulse({ heartbeat, isProbeSure: false }, 0);
    expect(pulse.judge(780_000)).toBe("unproven");
    pulse.pinged();
    pulse.heard(800_000);
    expect(pulse.judge(1_579_999)).not.toBe("dead");
    expect(pulse.judge(1_580_000)).toBe("dead");
  });

  test("by the latest silence, however many there were before", () => {
    fc.assert(
      fc.property(
        fc.nat(3_600_000),
        fc.option(fc.integer({ min: 1, max: 9_000 }), { nil: undefined }),
        fc.option(fc.constantFrom(180_000), { nil: undefined }),
        (diesAt, answersIn, pingsEvery) => {
          const server = {
            ...(answersIn !== undefined && { answersIn }),
            ...(pingsEvery !== undefined && { pingsEvery }),
          };
          const { pulse, verdicts } = watch(server, { diesAt });
          expect(verdicts).toHaveLength(1);
          expect((verdicts[0]?.at ?? Infinity) - diesAt).toBeLessThanOrEqual(pulse.boundMs);
        },
      ),
    );
  });
});

test("a server that never answers is asked less and less often", () => {
  const { probes } = watch({ pingsEvery: 600_000 }, { until: 1_200_000 });
  expect(probes.slice(0, 5)).toEqual([15_000, 45_000, 105_000, 225_000, 405_000]);
  expect(watch({}).probes.length).toBeLessThan(DAY / 180_000 + 10);
});

test("a server that answers is asked after every 15 s of silence", () => {
  expect(watch({ answersIn: 1_000 }, { until: 60_000 }).probes).toEqual([15_000, 31_000, 47_000]);
});

describe("who was held up", () => {
  test("asks again before anything is declared dead, once", () => {
    const pulse = new Pulse({ heartbeat, isProbeSure: true }, 0);
    pulse.asked(15_000);
    expect(pulse.judge(3_600_000)).toBe("probe");
    pulse.asked(3_600_000);
    expect(pulse.judge(3_609_999)).toBe("fine");
    expect(pulse.judge(7_200_000)).toBe("dead");
  });

  test("asks again in the next silence too", () => {
    const pulse = new Pulse({ heartbeat, isProbeSure: true }, 0);
    pulse.asked(15_000);
    expect(pulse.judge(3_600_000)).toBe("probe");
    pulse.heard(3_600_100);
    pulse.asked(3_700_000);
    expect(pulse.judge(7_200_000)).toBe("probe");
  });

  test("waits for the next ping where only pings can be heard", () => {
    const pulse = new Pulse({ heartbeat, isProbeSure: false }, 0);
    pulse.pinged();
    pulse.heard(1);
    expect(pulse.judge(3_600_000)).toBe("probe");
    pulse.asked(3_600_000);
    expect(pulse.judge(3_779_999)).not.toBe("dead");
    expect(pulse.judge(3_780_000)).toBe("dead");
  });

  test("is given no second respite by the time that jumps again and again", () => {
    const pulse = new Pulse({ heartbeat, isProbeSure: true }, 0);
    pulse.asked(15_000);
    expect(pulse.doubted(24_000, true)).toBe(true);
    pulse.asked(24_000);
    expect(pulse.doubted(30_000, true)).toBe(false);
    expect(pulse.judge(34_000)).toBe("dead");
  });
});

describe("a doubt", () => {
  test("is a reason to ask at once, and gives the server its time", () => {
    const pulse = new Pulse({ heartbeat, isProbeSure: true }, 0);
    expect(pulse.doubted(1_000, false)).toBe(true);
    pulse.asked(1_000);
    expect(pulse.nextAt).toBe(11_000);
    expect(pulse.judge(11_000)).toBe("dead");
  });

  test("is no reason to ask twice at once", () => {
    const pulse = new Pulse({ heartbeat, isProbeSure: true }, 0);
    pulse.asked(1_000);
    expect(pulse.doubted(1_999, true)).toBe(false);
    expect(pulse.doubted(2_000, false)).toBe(false);
    expect(pulse.doubted(2_000, true)).toBe(true);
  });

  test("gives a server that answers nothing no longer to be silent; time that jumps does", () => {
    const boundAfter = (hasJumped: boolean): number => {
      const pulse = new Pulse({ heartbeat, isProbeSure: false }, 0);
      expect(pulse.doubted(BOUND - 1_000, hasJumped)).toBe(true);
      pulse.asked(BOUND - 1_000);
      return [BOUND, BOUND - 1_000 + heartbeat.pingEveryMs].find(
        (at) => pulse.judge(at) === "unproven",
      ) as number;
    };
    expect(boundAfter(false)).toBe(BOUND);
    expect(boundAfter(true)).toBe(BOUND - 1_000 + heartbeat.pingEveryMs);
  });
});
