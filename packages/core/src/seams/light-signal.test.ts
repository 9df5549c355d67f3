import { afterEach, expect, test, vi } from "vitest";
import { createListenKeyApi } from "../index.ts";
import { testProduct } from "../testing/test-product.ts";
import { virtualClock } from "../testing.ts";
import type { HttpRequest, HttpResponse } from "../transport.ts";
import { LightSignal } from "./light-signal.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A call of the API, the request that it makes, and the end of it. */
function calling() {
  const clock = virtualClock();
  const requests: HttpRequest[] = [];
  const send = (request: HttpRequest): Promise<HttpResponse> => {
    requests.push(request);
    return new Promise(() => {});
  };
  const transport = { name: "hangs", send, connect: () => expect.unreachable() };
  const api = createListenKeyApi({ product: testProduct(), apiKey: "API-KEY", transport, clock });
  const outcome = api.create().catch((error: unknown) => error);
  const [request] = requests;
  if (request?.lightSignal === undefined) throw new Error("nothing was sent");
  return { clock, outcome, request, light: request.lightSignal };
}

test("listeners hear of an abort once, in order, and those that are removed do not", () => {
  const signal = new LightSignal();
  const heard: string[] = [];
  const hear = (name: string) => (): void => void heard.push(name);
  const forgotten = hear("b");
  for (const listener of [hear("a"), forgotten, hear("c")]) {
    signal.addEventListener("abort", listener);
  }
  signal.removeEventListener("abort", forgotten);
  signal.abort("enough");
  signal.abort("once more");
  expect(heard).toEqual(["a", "c"]);
  expect(signal).toMatchObject({ aborted: true, reason: "enough" });
});

test("a listener hears of an abort once however often it was added, and not at all if it was removed or added meanwhile", () => {
  const signal = new LightSignal();
  const heard: string[] = [];
  const second = (): void => void heard.push("second");
  const first = (): void => {
    heard.push("first");
    signal.removeEventListener("abort", second);
    signal.addEventListener("abort", () => heard.push("third"));
  };
  for (const listener of [first, first, second]) signal.addEventListener("abort", listener);
  signal.abort("enough");
  expect(heard).toEqual(["first"]);
});

test("the full signal is one, and follows, whenever it was asked for", () => {
  const signals = [new LightSignal(), new LightSignal()];
  const early = signals[0]?.full;
  expect(early?.aborted).toBe(false);
  for (const signal of signals) signal.abort("enough");
  expect(signals[0]?.full).toBe(early);
  for (const { full } of signals) {
    expect(full).toBeInstanceOf(AbortSignal);
    expect(full).toMatchObject({ aborted: true, reason: "enough" });
  }
});

test("a request whose signal nobody reads makes none, and says in time that it is over", async () => {
  const make = vi.fn<() => AbortController>();
  vi.stubGlobal("AbortController", make);
  const { clock, outcome, light } = calling();
  const ended = vi.fn<() => void>();
  light.addEventListener("abort", ended);
  await clock.advance(10_000);
  expect(await outcome).toMatchObject({ code: "TIMEOUT" });
  expect(ended).toHaveBeenCalledOnce();
  expect(light.reason).toMatchObject({ name: "TimeoutError" });
  expect(make).not.toHaveBeenCalled();
});

test("the signal of a request is a real one for whoever reads it, and the only one of a copy", async () => {
  const { clock, outcome, request } = calling();
  const { signal, ...others } = { ...request };
  expect(others).not.toHaveProperty("lightSignal");
  expect(signal).toBeInstanceOf(AbortSignal);
  expect(signal).toBe(request.signal);
  await clock.advance(10_000);
  await outcome;
  expect(signal.reason).toMatchObject({ name: "TimeoutError" });
});
