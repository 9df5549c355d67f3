import { isListenKeyError } from "@listenkey/core";
import type { HttpRequest } from "@listenkey/core/transport";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Fetch, FetchAnswer, FetchInit } from "./fetch.ts";
import { fetchTransport } from "./fetch-transport.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const request: HttpRequest = {
  method: "PUT",
  url: "https://exchange.invalid/key",
  headers: { "x-mbx-apikey": "abc" },
  signal: new AbortController().signal,
};

function answer(over: Partial<FetchAnswer> = {}): FetchAnswer {
  return { status: 200, headers: new Headers(), text: async () => "{}", ...over };
}

/** A fetch that notes what it was called with. */
function recorder(): { fetch: Fetch; calls: [url: string, init: FetchInit][] } {
  const calls: [string, FetchInit][] = [];
  const fetch: Fetch = async (url, init) => {
    calls.push([url, init]);
    return answer();
  };
  return { fetch, calls };
}

describe("making one", () => {
  test("without options it is always the same value", () => {
    expect(fetchTransport()).toBe(fetchTransport());
    expect(fetchTransport({})).not.toBe(fetchTransport());
  });

  test("the fetch and WebSocket of web APIs fit", () => {
    const { fetch, WebSocket } = globalThis;
    expect(fetchTransport({ fetch, ...(WebSocket && { WebSocket }) }).name).toBe("fetch");
  });

  test.each(["fetch", "WebSocket"])("%s must be a function", (option) => {
    const wrong = (): unknown => fetchTransport({ [option]: "https://proxy.invalid" });
    expect(wrong).toThrow(`fetchTransport: ${option} must be a function`);
    expect(wrong).toThrow(expect.objectContaining({ code: "CONFIGURATION" }));
  });
});

describe("sending", () => {
  test("the runtime's fetch is looked up at each call", async () => {
    const { fetch, calls } = recorder();
    vi.stubGlobal("fetch", fetch);
    await fetchTransport().send(request);
    expect(calls).toHaveLength(1);
  });

  test("fetch is called as a plain function, because browsers refuse it as a method", async () => {
    const owners: unknown[] = [];
    async function fetch(this: unknown): Promise<FetchAnswer> {
      owners.push(this);
      return answer();
    }
    await fetchTransport({ fetch }).send(request);
    expect(owners).toEqual([undefined]);
  });

  test("fetch is given nothing that any runtime throws on, and follows no redirect", async () => {
    const { fetch, calls } = recorder();
    await fetchTransport({ fetch }).send({ ...request, body: "a=b" });
    const { method, headers, signal } = request;
    const init = { method, headers, signal, body: "a=b", redirect: "manual" };
    expect(calls).toEqual([[request.url, init]]);
  });

  test("a redirect that the browser hides is a NETWORK error", async () => {
    const fetch: Fetch = async () => answer({ status: 0 });
    const sent = fetchTransport({ fetch }).send(request);
    await expect(sent).rejects.toMatchObject({ code: "NETWORK" });
  });

  test("cookies are joined like any repeated header", async () => {
    const headers = new Headers([
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
      ["constructor", "odd"],
    ]);
    const fetch: Fetch = async () => answer({ headers });
    expect((await fetchTransport({ fetch }).send(request)).headers).toEqual({
      "set-cookie": "a=1, b=2",
      constructor: "odd",
    });
  });

  test("a fetch that throws at once rejects like any other", async () => {
    const fetch: Fetch = () => {
      throw new TypeError("bad header");
    };
    const sent = fetchTransport({ fetch }).send(request);
    await expect(sent).rejects.toSatisfy(isListenKeyError);
  });

  test("allowInsecure lets plain http: off loopback", async () => {
    const { fetch, calls } = recorder();
    const insecure = { ...request, url: "http://exchange.invalid/" };
    const refused = fetchTransport({ fetch }).send(insecure);
    await expect(refused).rejects.toMatchObject({ code: "CONFIGURATION" });
    expect(calls).toHaveLength(0);
    const transport = fetchTransport({ fetch, allowInsecure: true });
    await transport.send(insecure);
    expect(calls).toHaveLength(1);
    expect(transport.allowInsecure).toBe(true);
  });
});
