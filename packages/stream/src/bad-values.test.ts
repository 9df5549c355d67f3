import { scriptedTransport, virtualClock } from "@listenkey/core/testing";
import { describe, expect, test } from "vitest";
import { products, refusal, refused } from "./bad-input.fixture.ts";
import { openUserDataStream } from "./index.ts";
import type { UserDataStreamOptions } from "./options.ts";
import { API_KEY, DAY, HOUR } from "./ws-api/ws-api.fixture.ts";

const { signed, byToken, byKey } = products;

describe("a number that cannot be is refused", () => {
  const notDurations = [0, -1, Number.NaN, Infinity, "10000", null];
  const notCounts = [0, -1, 1.5, Number.NaN, "1000", null];
  test.each<[string, readonly unknown[], (value: unknown) => object]>([
    ["requestTimeoutMs", notDurations, (requestTimeoutMs) => ({ requestTimeoutMs })],
    ["weightShare", [0, 1.01, Number.NaN, "1", null], (weightShare) => ({ weightShare })],
    ["accountsPerSocket", notCounts, (accountsPerSocket) => ({ accountsPerSocket })],
    ["buffer.events", notCounts, (events) => ({ buffer: { events } })],
    ["buffer.bytes", notCounts, (bytes) => ({ buffer: { bytes } })],
    ["buffer", [10_000, null, "big"], (buffer) => ({ buffer })],
    ["recvWindowMs", [0, -1, 60_001, Number.NaN, "5000"], (recvWindowMs) => ({ recvWindowMs })],
    ["lifetimeMs", [0, 3_600, HOUR + 1, Number.NaN, "1h"], (lifetimeMs) => ({ lifetimeMs })],
  ])("%s", (option, values, optionsWith) => {
    for (const value of values) {
      expect(refusal(optionsWith(value))).toMatch(new RegExp(`^${option} must be `));
    }
  });

  test("a life that no token has", () => {
    const lives = (lifetimeMs: number) => refusal({ product: byToken, lifetimeMs });
    expect(lives(DAY + 1)).toContain("lives; leave it out");
    expect(lives(86_400 / 2)).toContain("at least 60000");
  });
});

describe("parameters that cannot be sent are refused", () => {
  test.each([
    ["none", "timeUnit=MICROSECOND", "must be an object"],
    ["one that is ours", { timestamp: 1 }, "subscribeParams.timestamp is set by the stream"],
    ["one that cannot be sent", { x: Number.NaN }, "parameter x"],
  ])("%s", (_, subscribeParams, remedy) => {
    expect(refusal({ product: signed, subscribeParams })).toContain(remedy);
  });

  test("for listen keys, which are not subscribed with", () => {
    expect(refusal({ subscribeParams: { x: 1 } })).toContain("leave them out");
  });
});

describe("an environment that cannot serve the stream is refused", () => {
  const rest = "https://rest.example";
  const wsApi = "wss://api.example";
  test.each<[string, object, string]>([
    ["unknown", { environment: "mainnet" }, 'environment "mainnet" is unknown to test; use "live"'],
    ["inherited", { environment: "toString" }, "is unknown to test"],
    ["none", { environment: null }, "must be a name or { rest, stream, wsApi }"],
    ["without a stream", { environment: { rest } }, "environment.stream is missing"],
    ["without REST", { environment: { stream: "wss://stream.example" } }, "environment.rest"],
    ["in clear text", { environment: { rest: "http://rest.example" } }, "use https:"],
    ["for a subscription", { product: signed, environment: { rest } }, "environment.wsApi is"],
    ["for tokens", { product: byToken, environment: { rest } }, "environment.wsApi is missing"],
    ["for tokens without REST", { product: byToken, environment: { wsApi } }, "environment.rest"],
  ])("%s", (_, options, remedy) => {
    expect(refusal(options)).toContain(remedy);
  });
});

test.each<[string, object, string]>([
  ["account", { account: 7 }, "account must be a text"],
  ["signal", { signal: new AbortController() }, "signal.addEventListener"],
  ["clock", { clock: { now: () => 0 } }, "clock.monotonic must be a function"],
  ["random", { random: 0.5 }, "options.random must be a function"],
  ["onListenerError", { onListenerError: true }, "options.onListenerError must be a function"],
])("%s of the wrong kind is refused", (_, options, remedy) => {
  expect(refusal(options)).toContain(remedy);
});

test("a stream that wants a shared key to live differently is refused", async () => {
  const transport = scriptedTransport();
  const options: UserDataStreamOptions = { product: byKey, apiKey: API_KEY, transport };
  const clock = virtualClock();
  const stream = openUserDataStream({ ...options, clock });
  const open = () => openUserDataStream({ ...options, clock, lifetimeMs: HOUR / 2 });
  expect(refused(open)).toContain("lifetimeMs differs");
  await stream.close();
});

test("what is right is taken", async () => {
  const clock = virtualClock();
  const stream = openUserDataStream({
    product: byKey,
    apiKey: API_KEY,
    transport: [scriptedTransport(), scriptedTransport()],
    clock,
    account: "alice",
    events: ["A"],
    buffer: { events: Infinity },
  });
  expect(stream.state).toBe("opening");
  await stream.close();
  expect(clock.pendingTimers).toBe(0);
});
