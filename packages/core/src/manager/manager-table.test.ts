import { beforeEach, expect, test } from "vitest";
import type { ListenKeyState } from "../index.ts";
import type { ScriptedReply } from "../testing.ts";
import { forgetHeldKeys, replies, setup } from "./manager.fixture.ts";

beforeEach(forgetHeldKeys);

type World = ReturnType<typeof setup> & {
  answer: ScriptedReply | undefined;
  /** What DELETE is answered instead. */
  toDelete?: ScriptedReply;
};

/** Which state may follow which, as DESIGN has it. */
const ALLOWED: Record<ListenKeyState, readonly ListenKeyState[]> = {
  idle: ["opening", "closed"],
  opening: ["live", "failed", "closed", "idle"],
  live: ["suspended", "lost", "failed", "closed"],
  suspended: ["live", "lost", "failed", "closed"],
  lost: ["live", "failed", "closed"],
  closed: [],
  failed: [],
};

/** Brings a fresh manager into a state. Where calls are made in that state, one is due or under way. */
const INTO: Record<ListenKeyState, (world: World) => Promise<void>> = {
  idle: async () => undefined,
  opening: async ({ manager }) => void manager.open().catch(() => undefined),
  live: async ({ manager }) => void (await manager.open()),
  async suspended(world) {
    await world.manager.open();
    world.answer = "lost";
    while (world.manager.state === "live") await world.clock.step();
  },
  async lost(world) {
    const listenKey = await world.manager.open();
    world.answer = undefined;
    world.manager.reportExpired(listenKey);
  },
  closed: ({ manager }) => manager.close(),
  async failed(world) {
    world.answer = { status: 410, body: "" };
    await world.manager.open().catch(() => undefined);
  },
};

/** What can happen to a manager. */
const INPUTS: Record<string, (world: World) => unknown> = {
  "open()": ({ manager }) => void manager.open().catch(() => undefined),
  "open() gives up": async ({ manager, clock }) => {
    void manager.open().catch(() => undefined);
    await clock.advance(30_000);
  },
  "close()": ({ manager }) => manager.close(),
  "revoke(), granted": (world) => {
    Object.assign(world, { answer: replies.key("K1"), toDelete: replies.done });
    return world.manager.revoke().catch(() => undefined);
  },
  "revoke(), refused": (world) => {
    Object.assign(world, { answer: replies.key("K1"), toDelete: replies.refused(400, -1102) });
    return world.manager.revoke().catch(() => undefined);
  },
  "revoke(), its question refused": (world) => {
    world.answer = replies.refused(400, -1102);
    return world.manager.revoke().catch(() => undefined);
  },
  "revoke(), replaced": (world) => {
    world.answer = replies.key("K2");
    return world.manager.revoke().catch(() => undefined);
  },
  "its key reported expired": ({ manager }) => manager.reportExpired(manager.listenKey ?? "none"),
  "an old key reported expired": ({ manager }) => manager.reportExpired("old"),
  "replaceCredentials()": ({ manager }) => {
    try {
      manager.replaceCredentials({ apiKey: "B" });
    } catch {
      // The table shows that nothing has changed.
    }
  },
  "two hours asleep": async ({ manager, clock }) => {
    if (manager.state === "idle") return;
    clock.sleep(7_200_000);
    await clock.advance(30_000);
  },
  "an hour unreachable": async (world) => {
    world.answer = "lost";
    await world.clock.advance(3_600_000);
  },
  "answer: same key": answered(replies.key("K1")),
  "answer: other key": answered(replies.key("K2")),
  "answer: lost": answered("lost"),
  "answer: 503": answered(replies.refused(503)),
  "answer: 200 with HTML": answered({ status: 200, body: "<html>" }),
  "answer: -1125": answered(replies.refused(400, -1125)),
  "answer: 401": answered(replies.refused(401, -2015)),
  "answer: 429": answered({ status: 429, headers: { "retry-after": "60" }, body: "" }),
  "answer: 403 of a firewall": answered({ status: 403, body: "<html>" }),
  "answer: 410": answered({ status: 410, body: "<html>" }),
  "answer: another 4xx": answered(replies.refused(400, -1102)),
};

/** The next call is answered so: the one under way, or the one that is due next. */
function answered(reply: ScriptedReply): (world: World) => Promise<void> {
  return async (world) => {
    if (["idle", "closed", "failed"].includes(world.manager.state)) return;
    world.answer = undefined;
    while (world.transport.waiting.length === 0) await world.clock.step();
    world.transport.waiting[0]?.reply(reply);
  };
}

/** What an input does in a state: the states it leads through, and the events it causes. */
async function outcome(state: ListenKeyState, input: string) {
  forgetHeldKeys();
  const world: World = Object.assign(
    setup(({ method }) => (method === "DELETE" ? world.toDelete : world.answer)),
    { answer: state === "opening" ? undefined : replies.key("K1") },
  );
  const { manager, seen, clock } = world;
  await INTO[state](world);
  await clock.settle();
  seen.length = 0;
  const before = manager.state;
  const acting = INPUTS[input]?.(world);
  const atOnce = manager.state;
  await acting;
  await clock.settle();
  const after = manager.state;
  await manager.close();
  expect(clock.pendingTimers).toBe(0);
  const told = seen.map((event) => event.split(" ") as [string, ListenKeyState]);
  const passed = told.map(([, seenIn]) => seenIn);
  const last = after === "closed" || after === "failed" ? told : told.slice(0, -1);
  return { before, after, events: last.map(([name]) => name), states: [before, atOnce, ...passed] };
}

const cells = Object.keys(ALLOWED).flatMap((state) =>
  Object.keys(INPUTS).map((input) => [state as ListenKeyState, input] as const),
);

test.each(cells)("%s: %s leads only where it may", async (state, input) => {
  const { before, states } = await outcome(state, input);
  expect(before).toBe(state);
  const steps = states.map((next, index) => ({ previous: states[index - 1] ?? next, next }));
  const forbidden = steps.filter(
    ({ previous, next }) => next !== previous && !ALLOWED[previous].includes(next),
  );
  expect(forbidden).toEqual([]);
});

test("what each input does in each state", async () => {
  const lines: string[] = [];
  for (const [state, input] of cells) {
    const { after, events } = await outcome(state, input);
    const told = events.length > 4 ? [...events.slice(0, 3), "...", events.at(-1)] : events;
    if (after !== state || told.length > 0)
      lines.push(`${state} | ${input} | ${after} | ${told.join(" ")}`);
  }
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "idle | open() | live | created
    idle | open() gives up | live | created
    idle | close() | closed | closed
    idle | revoke(), granted | closed | closed
    idle | revoke(), refused | closed | closed
    idle | revoke(), its question refused | closed | closed
    idle | revoke(), replaced | closed | closed
    opening | open() gives up | idle | createFailed createFailed
    opening | close() | closed | closed
    opening | revoke(), granted | closed | closed
    opening | revoke(), refused | closed | closed
    opening | revoke(), its question refused | closed | closed
    opening | revoke(), replaced | closed | closed
    opening | two hours asleep | idle | createFailed createFailed
    opening | an hour unreachable | idle | createFailed createFailed createFailed ... createFailed
    opening | answer: same key | live | created
    opening | answer: other key | live | created
    opening | answer: lost | opening | createFailed
    opening | answer: 503 | opening | createFailed
    opening | answer: 200 with HTML | opening | createFailed
    opening | answer: -1125 | opening | createFailed
    opening | answer: 401 | failed | failed
    opening | answer: 429 | opening | createFailed
    opening | answer: 403 of a firewall | opening | createFailed
    opening | answer: 410 | failed | failed
    opening | answer: another 4xx | failed | failed
    live | close() | closed | closed
    live | revoke(), granted | closed | closed
    live | revoke(), replaced | closed | closed
    live | its key reported expired | live | lost created
    live | replaceCredentials() | live | renewed
    live | two hours asleep | live | lost created
    live | an hour unreachable | lost | renewalFailed suspended renewalFailed ... createFailed
    live | answer: same key | live | renewed
    live | answer: other key | live | replaced
    live | answer: lost | suspended | renewalFailed suspended
    live | answer: 503 | suspended | renewalFailed suspended
    live | answer: 200 with HTML | suspended | renewalFailed suspended
    live | answer: -1125 | lost | lost
    live | answer: 401 | suspended | renewalFailed suspended
    live | answer: 429 | suspended | renewalFailed suspended
    live | answer: 403 of a firewall | suspended | renewalFailed suspended
    live | answer: 410 | failed | failed
    live | answer: another 4xx | failed | failed
    suspended | open() gives up | suspended | renewalFailed renewalFailed renewalFailed ... renewalFailed
    suspended | close() | closed | closed
    suspended | revoke(), granted | closed | closed
    suspended | revoke(), replaced | closed | closed
    suspended | its key reported expired | lost | lost createFailed
    suspended | replaceCredentials() | suspended | renewalFailed
    suspended | two hours asleep | lost | lost createFailed createFailed ... createFailed
    suspended | an hour unreachable | lost | renewalFailed renewalFailed renewalFailed ... createFailed
    suspended | answer: same key | live | renewed
    suspended | answer: other key | live | replaced
    suspended | answer: lost | suspended | renewalFailed
    suspended | answer: 503 | suspended | renewalFailed
    suspended | answer: 200 with HTML | suspended | renewalFailed
    suspended | answer: -1125 | lost | lost
    suspended | answer: 401 | suspended | renewalFailed suspended
    suspended | answer: 429 | suspended | renewalFailed
    suspended | answer: 403 of a firewall | suspended | renewalFailed
    suspended | answer: 410 | failed | failed
    suspended | answer: another 4xx | failed | failed
    lost | open() gives up | lost | createFailed createFailed
    lost | close() | closed | closed
    lost | revoke(), granted | closed | closed
    lost | revoke(), refused | closed | closed
    lost | revoke(), its question refused | closed | closed
    lost | revoke(), replaced | closed | closed
    lost | two hours asleep | lost | createFailed createFailed
    lost | an hour unreachable | lost | createFailed createFailed createFailed ... createFailed
    lost | answer: same key | live | created
    lost | answer: other key | live | created
    lost | answer: lost | lost | createFailed
    lost | answer: 503 | lost | createFailed
    lost | answer: 200 with HTML | lost | createFailed
    lost | answer: -1125 | lost | createFailed
    lost | answer: 401 | lost | createFailed
    lost | answer: 429 | lost | createFailed
    lost | answer: 403 of a firewall | lost | createFailed
    lost | answer: 410 | failed | failed
    lost | answer: another 4xx | failed | failed"
  `);
});
