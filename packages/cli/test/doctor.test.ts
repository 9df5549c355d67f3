import { systemClock } from "@listenkey/core/kit";
import { fault } from "@listenkey/simulator";
import { umfutures } from "@listenkey/umfutures";
import { describe, expect, test } from "vitest";
import { disputes } from "./disputes.ts";
import { doctored } from "./doctored.ts";

const SILENT = "the socket opens and stays silent, while events come another way";

test.each(disputes)("$product, $dialect: as it is, so it is found", async (dispute) => {
  const { product, dialect, found } = dispute;
  const { find } = await doctored({ products: [product], dialect });
  const answers = Object.keys(found).map((check) => {
    const finding = find(check);
    return [check, `${finding?.verdict}: ${finding?.says}`];
  });
  const expected = Object.entries(found).map(([check, says]) => [
    check,
    expect.stringContaining(says) as string,
  ]);
  expect(answers).toEqual(expected);
});

describe("pings", () => {
  // Three minutes of the exchange take 0.9 s.
  const pinged = {
    name: "umfutures",
    product: { ...umfutures, heartbeat: { pingEveryMs: 900, pongWithinMs: 3_000 } },
  };

  test.each([
    { pings: "sent", verdict: "told", says: "ping frames come" },
    { pings: "missing", verdict: "wrong", says: "no ping frame came, though one every 1 s is" },
  ] as const)("that are $pings are found to be so", async ({ pings, verdict, says }) => {
    const { find } = await doctored({ products: [pinged], dialect: { pings }, speed: 200 });
    expect(find("pings")).toMatchObject({ verdict, says: expect.stringContaining(says) as string });
  });

  test("are undecided where one is due later than is waited", async () => {
    const { find } = await doctored({ products: ["umfutures"] });
    expect(find("pings")).toMatchObject({ verdict: "undecided", remedy: "wait with --wait 216s" });
  });
});

test("where no event comes, nothing is said of who would have got it", async () => {
  const { findings, find } = await doctored({
    products: ["umfutures", "spot"],
    perSecond: 0,
    waitMs: 300,
  });
  for (const product of ["umfutures", "spot"]) {
    expect(find("two sockets", product)).toMatchObject({
      verdict: "undecided",
      says: "no event came",
    });
  }
  expect(find("form query")).toMatchObject({ verdict: "undecided", says: "no event came" });
  expect(findings.filter(({ verdict }) => verdict === "wrong")).toEqual([]);
});

test.each(["spot", "margin-cross"])(
  "on %s, what comes before a slow subscription is not held against its socket",
  async (product) => {
    const { find } = await doctored({
      products: [product],
      before: ({ faults }) =>
        void faults.always({ call: "subscribe" }, fault.delay({ requestMs: 400 })),
    });
    expect(find("two sockets")).toMatchObject({ verdict: "well" });
  },
);

test("a first way to open the stream that is silent is wrong, and another one is named", async () => {
  const [, ...others] = umfutures.listenKey.socketForms;
  const dead = { name: "dead", url: (stream: string, key: string) => `${stream}/market/ws/${key}` };
  const listenKey = { ...umfutures.listenKey, socketForms: [dead, ...others] as const };
  const product = { ...umfutures, listenKey } as typeof umfutures;
  const { find } = await doctored({ products: [{ name: "umfutures", product }] });
  expect(find("form dead")).toMatchObject({ verdict: "wrong", says: SILENT });
  expect(find("form dead")?.remedy).toContain("socketForm");
});

test.each(["spot", "margin-cross", "umfutures", "options"])(
  "an API key that nobody made is wrong on %s, with the remedy",
  async (product) => {
    const { find } = await doctored({ products: [product], apiKey: "x".repeat(64) });
    expect(find("credentials")).toMatchObject({ verdict: "wrong" });
    expect(find("credentials")?.says).toContain("-2015");
    expect(find("credentials")?.remedy).toContain("IP whitelist");
    expect(find("two sockets")).toBeUndefined();
  },
);

test("a signature where there is no secret is asked for", async () => {
  const { find } = await doctored({ products: ["spot"], isUnsigned: true });
  expect(find("credentials")).toMatchObject({ verdict: "wrong" });
  expect(find("credentials")?.remedy).toContain("BINANCE_API_SECRET");
});

test("a key that may not use one product is not wrong, if it is good for another", async () => {
  const { find } = await doctored({
    products: ["cmfutures", "umfutures"],
    before: ({ faults }) => void faults.always({ product: "cmfutures" }, fault.unauthorized()),
  });
  expect(find("credentials", "umfutures")).toMatchObject({ verdict: "well" });
  expect(find("credentials", "cmfutures")).toMatchObject({ verdict: "told" });
});

test.each([3_600_000, -3_600_000])(
  "a clock that is %d ms off is found, and so is what comes of it",
  async (offset) => {
    const real = { ...systemClock, now: () => systemClock.now() + offset };
    const { find } = await doctored({ products: ["spot"], real });
    expect(find("clock")).toMatchObject({ verdict: "wrong" });
    expect(find("clock")?.says).toMatch(offset > 0 ? /\b3\d{6} ms ahead of/ : /\b3\d{6} ms behind/);
    expect(find("clock")?.remedy).toContain("-1021");
    expect(find("credentials")?.says).toContain("-1021");
  },
);

test("a clock that is right is well", async () => {
  const { find } = await doctored({ products: ["spot"], perSecond: 0, waitMs: 0 });
  expect(find("clock")).toMatchObject({ verdict: "well" });
});

test.each(["spot", "umfutures"])(
  "without a network, the hosts of %s are wrong",
  async (product) => {
    const { find, findings } = await doctored({ products: [product], isGone: true });
    const host = product === "spot" ? "WebSocket API" : "stream host";
    for (const check of ["REST host", host]) {
      expect(find(check)).toMatchObject({ verdict: "wrong" });
      expect(find(check)?.remedy).toContain("check the network");
    }
    expect(findings.filter(({ check }) => check === "two sockets")).toEqual([]);
  },
);

test("a listen key that lives is extended, said to live, and never revoked", async () => {
  const { exchange, find } = await doctored({
    products: ["umfutures"],
    perSecond: 0,
    waitMs: 0,
    before: ({ accounts }) => void accounts[0]?.keys("umfutures").create(),
  });
  expect(find("credentials")?.says).toContain("a listen key was alive before");
  expect(exchange.log.of("keyRevoked")).toEqual([]);
  expect(exchange.log.of("keyCreated")).toHaveLength(1);
  expect(exchange.log.of("request").map(({ method }) => method)).not.toContain("DELETE");
});

test("no finding holds a secret", async () => {
  const products = ["spot", "margin-cross", "umfutures", "options", "portfolio-margin-pro"];
  const { findings, secrets } = await doctored({ products });
  expect(secrets.length).toBeGreaterThan(4);
  for (const secret of secrets) expect(JSON.stringify(findings)).not.toContain(secret);
});

test("once it is interrupted it tells nothing more", async () => {
  const interruption = new AbortController();
  const { findings } = await doctored({
    products: ["umfutures"],
    perSecond: 0,
    waitMs: 600_000,
    signal: interruption.signal,
    before: (exchange) => void exchange.faults.at(exchange.now() + 500, () => interruption.abort()),
  });
  expect(findings.map(({ check }) => check)).toContain("credentials");
  expect(findings.map(({ check }) => check)).not.toContain("two sockets");
});
