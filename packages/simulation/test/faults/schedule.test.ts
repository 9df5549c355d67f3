import { describe, expect, test } from "vitest";
import {
  FAULT_AT,
  HOUR,
  lived,
  MINUTE,
  QUIET_FROM,
  SECOND,
  shortDay,
} from "./lived-day.fixture.ts";

const FAIR = { lostRequests: 0, lostReplies: 0, refusedSockets: 0, lostFrames: 0 };

describe("what became of a fault", () => {
  test("one that strikes a few times is over soon after the last of them", async () => {
    const { faults, of, startedAt } = await lived({
      faults: [
        { kind: "socketsRefused", lengthMs: 10 * MINUTE },
        { kind: "closedBeforeOpen", atMs: 50 * MINUTE, size: 2, lengthMs: 10 * MINUTE },
      ],
    });
    const [whole, few] = faults;
    expect(whole?.endedAt).toBe(startedAt + FAULT_AT + 10 * MINUTE);
    const last = of("socketRefused").at(-1)?.at ?? 0;
    expect((few?.endedAt ?? 0) - last).toBeLessThanOrEqual(5 * SECOND);
    // A delay and a refusal for each handshake.
    expect(few?.struck).toBe(4);
  });

  test("one that finds nothing to strike waits for it", async () => {
    const { faults, startedAt } = await lived({
      faults: [
        { kind: "outage", lengthMs: 2 * MINUTE },
        { kind: "cut", atMs: FAULT_AT + MINUTE },
      ],
    });
    const begun = (faults[1]?.beganAt ?? 0) - startedAt;
    expect(begun).toBeGreaterThan(FAULT_AT + 2 * MINUTE);
    expect(begun).toBeLessThan(FAULT_AT + 3 * MINUTE);
  });

  test("one that never finds anything has not begun", async () => {
    const { faults, counts } = await lived({
      faults: [
        { kind: "outage", lengthMs: 30 * MINUTE },
        { kind: "cut", atMs: FAULT_AT + MINUTE },
      ],
    });
    expect(faults[1]).toMatchObject({ beganAt: undefined, struck: 0 });
    expect(counts["cut"]).toBe(0);
  });

  test("an outage that begins in another one ends with the later of the two", async () => {
    const { of, startedAt } = await lived({
      faults: [
        { kind: "outage", lengthMs: 10 * MINUTE },
        { kind: "outage", atMs: FAULT_AT + MINUTE, lengthMs: MINUTE },
      ],
    });
    const came = of("cameBack").map(({ at }) => at - startedAt);
    expect(came).toEqual([FAULT_AT + 10 * MINUTE]);
  });

  test("nothing lasts into the quiet end", async () => {
    const { of, faults, startedAt } = await lived({
      faults: [{ kind: "outage", atMs: 75 * MINUTE, lengthMs: HOUR }],
    });
    expect(of("cameBack").map(({ at }) => at - startedAt)).toEqual([QUIET_FROM]);
    expect(faults[0]?.endedAt).toBe(startedAt + QUIET_FROM);
  });

  test("taking one out of a plan leaves the chances of the others as they were", async () => {
    const late = { kind: "closed1012", atMs: 60 * MINUTE, size: 1 } as const;
    const both = await lived({
      perMinute: 0,
      faults: [{ kind: "frameBroken" }, late],
    });
    const alone = await lived({ perMinute: 0, faults: [late] });
    const reasonOf = ({ of }: typeof both) =>
      of("socketClosed").find(({ code }) => code === 1012)?.reason;
    expect(reasonOf(both)).toBeDefined();
    expect(reasonOf(both)).toBe(reasonOf(alone));
  });
});

describe("the programs", () => {
  test("one that has failed for good is opened again within two minutes, until it works", async () => {
    const { streams, startedAt } = await lived({
      faults: [{ kind: "gone", atMs: 0, lengthMs: 5 * MINUTE, size: 1_000 }],
    });
    const failed = streams.filter(({ finalState }) => finalState === "failed");
    expect(failed.length).toBeGreaterThan(2);
    const openings = streams.map(({ openedAt }) => openedAt - startedAt);
    for (const [index, opened] of openings.slice(1).entries()) {
      expect(opened - (openings[index] ?? 0)).toBeGreaterThanOrEqual(MINUTE);
      expect(opened - (openings[index] ?? 0)).toBeLessThanOrEqual(3 * MINUTE);
    }
    expect(streams.at(-1)?.stats.liveSockets).toBe(2);
  });

  test("one that is to stay closed for a while does", async () => {
    const { streams } = await lived({ faults: [{ kind: "restarted", lengthMs: 9 * MINUTE }] });
    const [first, second] = streams;
    expect((second?.openedAt ?? 0) - (first?.closeCalledAt ?? 0)).toBe(9 * MINUTE);
    expect(streams).toHaveLength(2);
  });

  test("what is told to a machine that is suspended happens when it is awake", async () => {
    const { streams, startedAt } = await lived({
      faults: [
        { kind: "suspended", lengthMs: 10 * MINUTE },
        { kind: "restarted", atMs: FAULT_AT + MINUTE, lengthMs: 1 },
      ],
    });
    const woke = startedAt + FAULT_AT + 10 * MINUTE;
    expect(streams[0]?.closeCalledAt).toBeGreaterThanOrEqual(woke);
    expect(streams[1]?.openedAt).toBeGreaterThanOrEqual(woke);
  });

  test("a revocation races those who start again, where its number is odd", async () => {
    const { streams, managers, of } = await lived({ faults: [{ kind: "revoked", size: 3 }] });
    const [{ revocation } = {}] = managers;
    expect(revocation?.outcome).toBe("revoked");
    expect(of("keyRevoked")).toHaveLength(1);
    const reopened = (streams[1]?.openedAt ?? Infinity) - (revocation?.calledAt ?? 0);
    expect(reopened).toBeGreaterThanOrEqual(0);
    expect(reopened).toBeLessThanOrEqual(50);
  });

  test("a revocation finds the others open, where its number is even", async () => {
    const { streams, managers, of } = await lived({ faults: [{ kind: "revoked", size: 2 }] });
    expect(managers[0]?.revocation).toMatchObject({ outcome: "IN_USE", heldBy: ["stream-1"] });
    expect(of("keyRevoked")).toHaveLength(0);
    expect(streams).toHaveLength(1);
  });
});

describe("trading", () => {
  const busy = async (perMinute: number) => {
    const { index, startedAt } = await lived({ perMinute, faults: [{ kind: "cut" }] });
    const produced = index.produced({ account: "alice", product: "umfutures" });
    const at = startedAt + FAULT_AT;
    return {
      before: produced.filter((one) => one.at >= at - 2 * SECOND && one.at < at).length,
      after: produced.filter((one) => one.at >= at && one.at < at + 10 * SECOND).length,
    };
  };

  test("is busy from shortly before a fault of sockets until some time after it", async () => {
    const { before, after } = await busy(0.01);
    expect(before).toBeGreaterThan(3);
    expect(after).toBeGreaterThan(3);
  });

  test("is not, where an account never trades", async () => {
    expect(await busy(0)).toEqual({ before: 0, after: 0 });
  });
});

describe("weather and odd events", () => {
  test("strike all day long until its quiet end, and are counted", async () => {
    const weather = { lostRequests: 0.3, lostReplies: 0.3, refusedSockets: 0.3, lostFrames: 0.02 };
    const { counts, of, startedAt } = await lived({
      perMinute: 10,
      plan: { weather },
      faults: Array.from({ length: 10 }, (_, index) => {
        return { kind: "cut", atMs: (5 + index * 7) * MINUTE } as const;
      }),
    });
    for (const name of Object.keys(weather)) {
      expect(counts[`weather:${name}`]).toBeGreaterThan(0);
    }
    const quiet = startedAt + QUIET_FROM;
    const struck = [...of("request"), ...of("socketRefused")].filter(
      ({ fault }) => fault !== undefined,
    );
    expect(struck.every(({ at }) => at < quiet)).toBe(true);
  });

  test("nothing strikes in fair weather", async () => {
    const { counts, of } = await lived({ plan: { weather: FAIR } });
    expect([...of("request"), ...of("socketRefused")].filter(({ fault }) => fault)).toEqual([]);
    expect(Object.keys(counts).filter((name) => name.startsWith("weather:"))).toEqual([]);
  });

  test("every odd event comes, and the program is given each once", async () => {
    const { accounts } = shortDay({ way: "cmfutures" });
    const { counts, streams, index, endedAt } = await lived({
      way: "cmfutures",
      reader: "prompt",
      plan: { accounts: accounts.map((account) => ({ ...account, oddPerHour: 60 })) },
    });
    for (const name of ["odd:unknown", "odd:value", "odd:twins", "odd:huge"]) {
      expect(counts[name]).toBeGreaterThan(0);
    }
    const produced = index.produced({ account: "alice", product: "cmfutures" });
    const twins = produced.filter(
      ({ text, at }, place) => produced[place - 1]?.text === text && produced[place - 1]?.at === at,
    );
    expect(twins.length).toBe(counts["odd:twins"]);
    const [{ items, liveAt = 0 } = { items: [] }] = streams;
    const isDue = (text: string): boolean => {
      const at = Number(/"E":(\d+)/.exec(text)?.[1]);
      return at > liveAt && at < endedAt - SECOND;
    };
    const given = items.flatMap((item) => ("raw" in item ? [item.raw] : [])).filter(isDue);
    const due = produced.map(({ text }) => text).filter(isDue);
    expect(given.length).toBeGreaterThan(100);
    expect(given.join("\n") === due.join("\n")).toBe(true);
  });
});
