import { afterEach, describe, expect, test } from "vitest";
import { fault, type RequestFault } from "../src/index.ts";
import { faces, memoryFace, type Bench, type TestAnswer } from "./bench.ts";

const usdm = "/fapi/v1/listenKey";
let bench: Bench;
afterEach(() => bench.close());

/** A fault that answers, the answer, and what is done besides. */
interface AnsweringFault {
  readonly title: string;
  readonly answering: RequestFault;
  readonly status: number;
  /** What the body holds. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly did?: "keyCreated";
}

const unknownOutcome = "Unknown error, please check your request or try again later.";
const done = { did: "keyCreated" } as const;

const ANSWERS: readonly AnsweringFault[] = [
  { title: "503 A", answering: fault.unavailable("A"), status: 503, body: unknownOutcome },
  {
    title: "503 A, done",
    answering: fault.unavailable("A", { handled: true }),
    status: 503,
    body: unknownOutcome,
    ...done,
  },
  { title: "503 B", answering: fault.unavailable(), status: 503, body: "Service Unavailable." },
  { title: "503 C", answering: fault.unavailable("C"), status: 503, body: '"code":-1008' },
  { title: "500", answering: fault.internalError(), status: 500, body: '"code":-1001' },
  { title: "408", answering: fault.backendTimeout(), status: 408, body: '"code":-1007' },
  {
    title: "408, done",
    answering: fault.backendTimeout({ handled: true }),
    status: 408,
    body: '"code":-1007',
    ...done,
  },
  { title: "403", answering: fault.firewall(), status: 403, body: "<html>" },
  { title: "410", answering: fault.gone(), status: 410, body: "410 Gone" },
  { title: "401", answering: fault.unauthorized(), status: 401, body: '"code":-2015' },
  { title: "429", answering: fault.tooManyRequests(), status: 429, body: '"code":-1003' },
  {
    title: "429 with a time",
    answering: fault.tooManyRequests({ retryAfter: 7 }),
    status: 429,
    body: '"code":-1003',
    headers: { "retry-after": "7" },
  },
  {
    title: "418 with a time in its words",
    answering: fault.banned({ until: 1_800_000_000_000 }),
    status: 418,
    body: "IP banned until 1800000000000.",
  },
  { title: "an empty body", answering: fault.emptyBody(), status: 200, body: "", ...done },
  {
    title: "broken JSON",
    answering: fault.brokenJson(),
    status: 200,
    body: '{"listenKey":"',
    ...done,
  },
  { title: "HTML", answering: fault.htmlBody(), status: 200, body: "<html>", ...done },
  {
    title: "anything",
    answering: fault.reply({ status: 299, headers: { "x-any": "thing" }, body: { code: 5 } }),
    status: 299,
    body: '{"code":5}',
    headers: { "x-any": "thing" },
  },
];

describe.each(faces)("$name", (face) => {
  test.each(ANSWERS)("$title", async ({ answering, status, body, headers = {}, did }) => {
    bench = await face.open();
    bench.exchange.faults.next({}, answering);
    const answer = await bench.call(`POST ${usdm}`);
    expect(answer).toMatchObject({ status, headers, body: expect.stringContaining(body) });
    const [request] = bench.exchange.log.of("request");
    expect(request).toMatchObject({ fate: "answered", status, fault: answering.kind });
    expect(request?.did).toBe(did);
    expect(bench.account.keys("umfutures").number).toBe(did === undefined ? undefined : 1);
    expect(await bench.call(`POST ${usdm}`)).toMatchObject({ status: 200 });
  });

  test("a lost request does nothing, a lost reply does it", async () => {
    bench = await face.open();
    bench.exchange.faults.next({}, fault.lostRequest());
    expect(await bench.call(`POST ${usdm}`)).toBe("lost");
    expect(bench.account.keys("umfutures").listenKey).toBeUndefined();
    bench.exchange.faults.next({}, fault.lostReply());
    expect(await bench.call(`POST ${usdm}`)).toBe("lost");
    expect(bench.account.keys("umfutures").listenKey).toBeDefined();
    expect(bench.exchange.log.of("request").map(({ fate }) => fate)).toEqual([
      "requestLost",
      "replyLost",
    ]);
  });

  test.each([
    [false, undefined],
    [true, 1],
  ])("a hanging request ends when the client gives up (done: %s)", async (handled, number) => {
    bench = await face.open();
    bench.exchange.faults.next({}, fault.hang({ handled }));
    const controller = new AbortController();
    const answer = bench.call(`POST ${usdm}`, { signal: controller.signal });
    while (bench.exchange.log.of("request").length === 0) await bench.clock.settle();
    controller.abort();
    expect(await answer).toBe("lost");
    expect(bench.account.keys("umfutures").number).toBe(number);
    expect(bench.exchange.log.of("request")).toMatchObject([{ fate: "hung" }]);
  });

  test("a rotated POST hands out another key, and the old one goes silent", async () => {
    bench = await face.open();
    const old = await bench.key(usdm);
    const socket = await bench.socket(`/private/ws/${old}`);
    bench.exchange.faults.next({ call: "create" }, fault.rotateKey());
    const fresh = await bench.key(usdm);
    expect(fresh).not.toBe(old);
    expect(await bench.key(usdm)).toBe(fresh);
    bench.account.emit("umfutures", { e: "ACCOUNT_UPDATE" });
    expect(await bench.heard(socket)).toEqual([]);
  });

  test("during an outage nothing gets through, and afterwards keys still live", async () => {
    bench = await face.open();
    const key = await bench.key(usdm);
    const socket = await bench.socket(`/private/ws/${key}`);
    bench.exchange.goDown();
    expect(await socket.end()).toBe(1006);
    expect(await bench.call(`PUT ${usdm}`)).toBe("lost");
    const during = await bench.socket(`/private/ws/${key}`);
    expect(during).toMatchObject({ code: 1006, refusal: undefined });
    bench.exchange.comeBack();
    expect(await bench.call(`PUT ${usdm}`)).toMatchObject({ status: 200 });
    expect(await bench.key(usdm)).toBe(key);
    expect(bench.exchange.log.of("wentDown")).toHaveLength(1);
    expect(bench.exchange.log.of("cameBack")).toHaveLength(1);
  });
});

describe("what a fault strikes", () => {
  const codes = async (lines: readonly string[]): Promise<readonly unknown[]> => {
    const answers: TestAnswer[] = [];
    for (const line of lines) answers.push(await bench.call(line));
    return answers.map((answer) => (answer === "lost" ? "lost" : answer.status));
  };

  test("only what matches in every field", async () => {
    bench = await memoryFace.open();
    const { faults } = bench.exchange;
    faults.always({ product: "cmfutures", call: "extend" }, fault.firewall());
    const lines = ["POST", "PUT"].flatMap((method) => [
      `${method} ${usdm}`,
      `${method} /dapi/v1/listenKey`,
    ]);
    expect(await codes(lines)).toEqual([200, 200, 200, 403]);
    for (const other of [
      { account: "bob" },
      { client: "another" },
      { ip: "203.0.113.1" },
      { path: "/dapi/v1/listenKey" },
      { host: "fapi.binance.com" },
    ]) {
      faults.always(other, fault.firewall());
    }
    expect(await codes([`PUT ${usdm}`])).toEqual([200]);
    faults.always({ account: "alice", client: "memory", ip: "192.0.2.1" }, fault.firewall());
    expect(await codes([`PUT ${usdm}`])).toEqual([403]);
  });

  test("the next few, in the order they were armed", async () => {
    bench = await memoryFace.open();
    const armed = bench.exchange.faults.next({}, fault.firewall(), { times: 2 });
    bench.exchange.faults.next({}, fault.internalError());
    const lines = Array.from({ length: 4 }, () => `POST ${usdm}`);
    expect(await codes(lines)).toEqual([403, 403, 500, 200]);
    expect(armed.struck).toBe(2);
  });

  test("a span of time, and nothing after it was lifted", async () => {
    bench = await memoryFace.open();
    const start = bench.exchange.now();
    const { faults } = bench.exchange;
    faults.during({ from: start + 1000, until: start + 2000 }, {}, fault.firewall());
    const lifted = faults.always({}, fault.internalError());
    lifted.lift();
    const seen: unknown[] = [];
    for (const ms of [999, 1, 999, 1]) {
      await bench.clock.advance(ms);
      seen.push(...(await codes([`POST ${usdm}`])));
    }
    expect(seen).toEqual([200, 403, 403, 200]);
  });

  test("some of the time, repeatably", async () => {
    const strikes = async (): Promise<readonly unknown[]> => {
      bench = await memoryFace.open({ seed: "some" });
      bench.exchange.faults.always({}, fault.firewall(), { probability: 0.3 });
      return codes(Array.from({ length: 200 }, () => `POST ${usdm}`));
    };
    const first = await strikes();
    const share = first.filter((status) => status === 403).length / first.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
    await bench.close();
    expect(await strikes()).toEqual(first);
  });

  test("an action at a time; clear takes back all plans and faults", async () => {
    bench = await memoryFace.open();
    const { faults, now } = { faults: bench.exchange.faults, now: bench.exchange.now() };
    const done: string[] = [];
    faults.at(now + 10, () => done.push("first"));
    faults.at(now + 20, () => done.push("cancelled"))();
    faults.at(now + 30, () => done.push("cleared"));
    faults.always({}, fault.firewall());
    await bench.clock.advance(25);
    faults.clear();
    await bench.clock.advance(25);
    expect(done).toEqual(["first"]);
    expect(await codes([`POST ${usdm}`])).toEqual([200]);
  });

  test("delays add up beside another fault, and put requests out of order", async () => {
    bench = await memoryFace.open();
    await bench.key(usdm);
    const { faults } = bench.exchange;
    faults.next({ call: "revoke" }, fault.delay({ requestMs: 50 }));
    faults.next({ call: "revoke" }, fault.delay({ requestMs: 50, replyMs: 30 }));
    faults.next({ call: "revoke" }, fault.lostReply());
    const deleted = bench.call(`DELETE ${usdm}`);
    const extended = bench.call(`PUT ${usdm}`);
    expect(await extended).toMatchObject({ status: 200 });
    await bench.clock.advance(99);
    expect(bench.account.keys("umfutures").listenKey).toBeDefined();
    await bench.clock.advance(1);
    expect(bench.account.keys("umfutures").listenKey).toBeUndefined();
    expect(await deleted).toBe("lost");
  });

  test("an outage takes a late reply with it", async () => {
    bench = await memoryFace.open();
    bench.exchange.faults.next({}, fault.delay({ replyMs: 100 }));
    const answer = bench.call(`POST ${usdm}`);
    await bench.clock.advance(50);
    bench.exchange.goDown();
    await bench.clock.advance(50);
    expect(await answer).toBe("lost");
    expect(bench.exchange.log.of("request")).toMatchObject([
      { did: "keyCreated", fate: "replyLost" },
    ]);
  });
});
