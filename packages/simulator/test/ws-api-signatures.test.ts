import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { apiBench, hmacOf, signerOf, type ApiFrame } from "./ws-api-client.ts";

const SUBSCRIBE = "userDataStream.subscribe.signature";

/** Sends a signed request that differs in some way, and returns what came of it. */
async function ask(params: Readonly<Record<string, unknown>>): Promise<ApiFrame | undefined> {
  const { connect, signed } = apiBench();
  const client = await connect();
  return client.ask(SUBSCRIBE, signed(params));
}

describe("keys", () => {
  test.each([["rsa" as const], ["ed25519" as const]])("%s keys sign", async (kind) => {
    const { connect, signed, account } = apiBench();
    const { publicKey, privateKey } =
      kind === "rsa"
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : generateKeyPairSync(kind);
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const apiKey = account.createApiKey({ publicKey: pem });
    const key = { apiKey, sign: signerOf(privateKey) };
    const client = await connect();
    expect(await client.ask(SUBSCRIBE, signed({}, key))).toMatchObject({ status: 200 });
    const wrong = { ...signed({ recvWindow: 4000 }, key), recvWindow: 5000 };
    expect(await client.ask(SUBSCRIBE, wrong)).toMatchObject({ error: { code: -1022 } });
    expect(() => account.credentials(apiKey)).toThrow(/public key/);
  });

  test("secrets are drawn from the seed, or given", async () => {
    const { connect, signed, account, credentials } = apiBench({ seed: 7 });
    expect(credentials).toEqual(apiBench({ seed: 7 }).credentials);
    expect(credentials.secret).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(credentials.secret).not.toBe(credentials.apiKey);
    const apiKey = account.createApiKey({ secret: "given" });
    expect(account.credentials(apiKey)).toEqual({ apiKey, secret: "given" });
    const client = await connect();
    const answer = await client.ask(SUBSCRIBE, signed({}, { apiKey, sign: hmacOf("given") }));
    expect(answer).toMatchObject({ status: 200 });
  });

  test("whether a key brings its secret does not change the keys after it", () => {
    const [one, other] = [apiBench().account, apiBench().account];
    one.createApiKey();
    other.createApiKey({ secret: "given" });
    expect(one.createApiKey()).toBe(other.createApiKey());
    expect(one.credentials(one.apiKeys[2]).secret).toBe(other.credentials(other.apiKeys[2]).secret);
  });

  test("an unknown, a malformed, a blocked and a revoked key, and one from elsewhere, are refused", async () => {
    const { connect, signed, account, credentials } = apiBench();
    const client = await connect({ ip: "192.0.2.7" });
    const sign = hmacOf(credentials.secret);
    const codeWith = async (apiKey: string): Promise<number | undefined> => {
      const answer = await client.ask(SUBSCRIBE, signed({}, { apiKey, sign }));
      expect(answer?.status).toBe(401);
      return answer?.error?.code;
    };
    expect(await codeWith("x".repeat(64))).toBe(-2015);
    expect(await codeWith("short")).toBe(-2014);
    const { apiKey } = credentials;
    account.blockApiKey(apiKey);
    expect(await codeWith(apiKey)).toBe(-2015);
    account.allowApiKey(apiKey);
    account.restrictApiKey(apiKey, ["192.0.2.8"]);
    expect(await codeWith(apiKey)).toBe(-2015);
    account.restrictApiKey(apiKey);
    account.revokeApiKey(apiKey);
    expect(await codeWith(apiKey)).toBe(-2015);
  });
});

describe("parameters", () => {
  test.each([["apiKey"], ["timestamp"], ["signature"]])("without %s: -1102", async (missing) => {
    const { connect, signed } = apiBench();
    const client = await connect();
    const params = { ...signed(), [missing]: undefined };
    expect(await client.ask(SUBSCRIBE, params)).toMatchObject({
      status: 400,
      error: { code: -1102 },
    });
  });

  test("one that is not documented is refused, unless the dialect takes it: then it is signed too", async () => {
    expect(await ask({ events: "executionReport" })).toMatchObject({ error: { code: -1104 } });
    const { connect, signed } = apiBench({ dialect: { subscribeParams: "any" } });
    const client = await connect();
    const params = signed({ events: "executionReport" });
    expect(await client.ask(SUBSCRIBE, { ...params, events: "all" })).toMatchObject({
      error: { code: -1022 },
    });
    expect(await client.ask(SUBSCRIBE, params)).toMatchObject({ status: 200 });
  });

  test("a recvWindow may have three decimals and be a minute long", async () => {
    expect(await ask({ recvWindow: 6000.346 })).toMatchObject({ status: 200 });
    expect(await ask({ recvWindow: 60_000 })).toMatchObject({ status: 200 });
    expect(await ask({ recvWindow: 60_000.001 })).toMatchObject({ error: { code: -1131 } });
    expect(await ask({ recvWindow: 1.2345 })).toMatchObject({ error: { code: -1111 } });
    expect(await ask({ recvWindow: "x" })).toMatchObject({ error: { code: -1102 } });
  });

  test("a signature is over the parameters sorted by name, whatever their order", async () => {
    const { connect, signed } = apiBench();
    const client = await connect();
    const { signature, timestamp, recvWindow, apiKey } = signed({ recvWindow: 100 });
    const params = { signature, timestamp, recvWindow, apiKey };
    expect(await client.ask(SUBSCRIBE, params)).toMatchObject({ status: 200 });
  });
});

describe("time", () => {
  const fine = { status: 200 };
  const refused = (msg: string): object => ({ status: 400, error: { code: -1021, msg } });
  const ahead = refused("Timestamp for this request was 1000ms ahead of the server's time.");
  const late = refused("Timestamp for this request is outside of the recvWindow.");

  test.each([
    [999, undefined, fine],
    [1000, undefined, ahead],
    [-5000, undefined, fine],
    [-5001, undefined, late],
    [-100, 100, fine],
    [-101, 100, late],
    [-60_000, 60_000, fine],
  ])("a timestamp %d ms off, with recvWindow %s: %j", async (offset, recvWindow, expected) => {
    const { connect, signed, clock } = apiBench();
    const client = await connect();
    const timestamp = clock.now() + offset;
    const params = signed({ timestamp, ...(recvWindow !== undefined && { recvWindow }) });
    expect(await client.ask(SUBSCRIBE, params)).toMatchObject(expected);
  });

  test("a timestamp may be in microseconds", async () => {
    const { clock } = apiBench();
    expect(await ask({ timestamp: clock.now() * 1000 + 999_999 })).toMatchObject({ status: 200 });
    expect(await ask({ timestamp: (clock.now() + 1000) * 1000 })).toMatchObject({
      error: { code: -1021 },
    });
    expect(await ask({ timestamp: "now" })).toMatchObject({ error: { code: -1102 } });
  });
});
