import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { acknowledge, HOUR, keyProduct, live, replies, setup } from "./key-feed.fixture.ts";

/** A feed that has got as far as its socket. */
async function connecting(form: string) {
  const made = setup();
  const opened = made.open({ form });
  await made.clock.advance(0);
  return { ...made, opened, others: 0 };
}

/** A feed that has got as far as the confirmation of its key. */
async function confirming(form: string, answer?: "answered") {
  const made = await connecting(form);
  if (answer === undefined) made.rest.answer = () => undefined;
  made.socket(0).handlers.open();
  await made.clock.advance(0);
  if (form === "subscribe") acknowledge(made.socket(0));
  await made.clock.advance(20);
  return made;
}

/** The moments of a feed's life in which it may be closed. */
const moments = {
  "before there is a key": async (form: string) => {
    const made = setup();
    made.rest.answer = () => undefined;
    const opened = made.open({ form });
    await made.clock.advance(0);
    return { ...made, opened, others: 0 };
  },
  "while it waits for its turn to dial": async (form: string) => {
    const made = await live();
    const opened = made.open({ form });
    await Promise.resolve();
    return { ...made, opened, others: 1 };
  },
  "while it connects": connecting,
  "while its key is being confirmed": (form: string) => confirming(form),
  "when it is live": (form: string) => confirming(form, "answered"),
};

describe.each(["path", "subscribe"])("with the form %s", (form) => {
  test.each(Object.entries(moments))(
    "a close %s is silent and leaves nothing",
    async (_, reach) => {
      const { clock, rest, transport, source, opened, others } = await reach(form);
      const before = opened.told.length;
      await opened.feed.close();
      await opened.feed.close();
      expect(transport.sockets.filter(({ closed }) => closed === undefined)).toHaveLength(others);
      const sockets = transport.sockets.length;
      await clock.advance(1_000);
      expect(transport.sockets).toHaveLength(sockets);
      rest.answer = () => replies.key("K9");
      await source.close();
      expect(clock.pendingTimers).toBe(0);
      const requests = transport.requests.length;
      await clock.advance(24 * HOUR);
      expect([opened.told.length, transport.requests.length]).toEqual([before, requests]);
    },
  );
});

test("a close of all before the key could be confirmed leaves nothing", async () => {
  const { clock, source, socket, methods } = await connecting("path");
  socket(0).handlers.open();
  await source.close();
  expect([clock.pendingTimers, methods()]).toEqual([0, ["POST"]]);
});

test("a close in the middle of joined needs no confirmation", async () => {
  const { clock, socket, open, methods } = setup();
  open({}, (_, feed) => void feed.close());
  await clock.advance(0);
  socket(0).handlers.open();
  await clock.advance(1_000);
  expect(methods()).toEqual(["POST"]);
});

test.each(["joined", "live", "event", "rejected", "retiring", "ended"])(
  "a close in the middle of %s is final",
  async (moment) => {
    const { clock, socket, open, source } = setup();
    const { told } = open({}, ({ name }, feed) => {
      if (name === moment) void feed.close();
    });
    await clock.advance(0);
    const { handlers } = socket(0);
    handlers.open();
    await clock.advance(20);
    handlers.message("pong");
    handlers.message('{"e":"A"}');
    handlers.message('{"e":"serverShutdown"}');
    handlers.end({ code: 1006, reason: "" });
    expect(told.map(({ name }) => name).at(-1)).toBe(moment);
    await source.close();
    expect(clock.pendingTimers).toBe(0);
  },
);

test("in the middle of live by an event a close keeps the event back", async () => {
  const { clock, socket, open } = setup();
  const { names } = open({}, ({ name }, feed) => {
    if (name === "live") void feed.close();
  });
  await clock.advance(0);
  socket(0).handlers.open();
  socket(0).handlers.message('{"e":"A"}');
  expect(names()).toEqual(["joined", "live event"]);
});

test("closing the source closes its feeds, keeps the key from nobody else, and waits for its calls", async () => {
  const { clock, rest, source, sourceWith, opened, socket, methods } = await live();
  const other = sourceWith();
  const kept = other.open();
  await clock.advance(0);
  socket(1).handlers.open();
  await clock.advance(20);
  rest.answer = () => undefined;
  source.doubt();
  await source.close();
  expect([opened.names(), socket(0).closed]).toEqual([["joined", "live key"], 1000]);
  expect(kept.names()).toEqual(["joined", "live key"]);
  expect(methods()).not.toContain("DELETE");
  await other.source.close();
  expect(clock.pendingTimers).toBe(0);
});

test("closing a source that was never used leaves nothing, and its key to others", async () => {
  const { clock, source, sourceWith, transport } = setup();
  expect(() => sourceWith({ lifetimeMs: HOUR / 2 })).toThrow(/lifetimeMs differs/);
  await source.close();
  expect([clock.pendingTimers, transport.requests]).toEqual([0, []]);
  expect(() => sourceWith({ lifetimeMs: HOUR / 2 })).not.toThrow();
});

test("other credentials are used from then on, and what lives is not touched", async () => {
  const { clock, transport, source, opened } = await live();
  source.replaceCredentials({ apiKey: "OTHER" });
  await clock.advance(0);
  expect(transport.requests.at(-1)?.headers).toMatchObject({ "x-mbx-apikey": "OTHER" });
  expect(opened.names()).toEqual(["joined", "live key"]);
  for (const wrong of [undefined, {}, { apiKey: "" }, { apiKey: "A", keys: {} }, { keys: {} }]) {
    expect(() => source.replaceCredentials(wrong)).toThrow(
      expect.objectContaining({ code: "CONFIGURATION" }),
    );
  }
});

describe("a wrong option is a CONFIGURATION error", () => {
  const wrong = expect.objectContaining({ code: "CONFIGURATION" }) as Error;
  test.each([
    ["no API key", { apiKey: "" }],
    ["an unknown form", { socketForm: "nonsense" }],
    ["a form for shared sockets", { socketForm: "path", shareSockets: true }],
    ["an environment without a stream", { environment: { rest: "https://rest.test" } }],
    ["too long a life", { lifetimeMs: 7_200_000 }],
  ])("%s", (_, options) => {
    expect(() => setup(options)).toThrow(wrong);
  });

  test("sockets to be shared where the product cannot", () => {
    const { sharedSocket: _, ...facet } = keyProduct().listenKey;
    const product = { ...keyProduct(), listenKey: facet };
    expect(() => setup({ product, shareSockets: true })).toThrow(wrong);
  });
});

test("no key is in anything that is told or shown, but for the text of events", async () => {
  const secret = "SECRETLISTENKEY";
  const { clock, rest, socket, source, open } = setup({ apiKey: "SECRETAPIKEY" });
  rest.answer = () => replies.key(secret);
  const feeds = [open(), open({ form: "subscribe", lane: 1 })];
  await clock.advance(0);
  for (const index of [0, 1]) socket(index).handlers.open();
  await clock.advance(20);
  acknowledge(socket(1), { code: 2, msg: `Invalid stream ${secret}` });
  socket(0).handlers.message(`{"e":"listenKeyExpired","listenKey":"${secret}"}`);
  const refused = open();
  await clock.advance(0);
  const refusal = { status: 400, headers: {}, body: secret };
  socket(2).handlers.end({ code: 1006, reason: secret, refusal });
  await clock.advance(0);
  expect([...feeds, refused].every(({ end }) => end() !== undefined)).toBe(true);
  const shown = inspect([source, feeds, refused], { depth: 12, showHidden: true });
  expect(shown).not.toMatch(/SECRET/);
});

test("a transport that tells at once is heard in order", async () => {
  const { clock, transport, open } = setup();
  const connect = transport.connect.bind(transport);
  transport.connect = (request, handlers) => {
    queueMicrotask(() => transport.sockets[0]?.handlers.open());
    return connect(request, handlers);
  };
  const { names } = open();
  await clock.advance(20);
  expect(names()).toEqual(["joined", "live key"]);
});

test("a connection that has ended at once was never joined", async () => {
  const { clock, transport, open } = setup();
  const connect = transport.connect.bind(transport);
  transport.connect = (request, handlers) => {
    queueMicrotask(() => transport.sockets[0]?.handlers.end({ code: 1006, reason: "" }));
    return connect(request, handlers);
  };
  const { names } = open();
  await clock.advance(20);
  expect(names()).toEqual(["ended"]);
});
