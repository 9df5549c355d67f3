import { afterEach, describe, expect, test } from "vitest";
import { faces, type Bench, type TestAnswer } from "./bench.ts";
import { documentedCalls, namingCalls, withQuery, type DocumentedCalls } from "./product-calls.ts";

const HOUR = 3_600_000;
let bench: Bench;
afterEach(() => bench.close());

/** The line of a PUT or DELETE, which names the key where the documents want it. */
function line(method: "PUT" | "DELETE", calls: DocumentedCalls, key: string): string {
  const names = method === "PUT" ? calls.namesKey.put : calls.namesKey.delete;
  return `${method} ${withQuery(calls.path, calls.query, names ? `listenKey=${key}` : "")}`;
}

function answered(answer: TestAnswer): { status: number; body: string } {
  return answer === "lost" ? { status: 0, body: "" } : { status: answer.status, body: answer.body };
}

describe.each(faces)("$name", (face) => {
  describe.each(documentedCalls)("$product", (calls) => {
    const path = withQuery(calls.path, calls.query);

    test("POST makes a key, and POST again extends it", async () => {
      bench = await face.open();
      const first = answered(await bench.call(`POST ${path}`));
      const key = bench.account.keys(calls.product as "spot").listenKey ?? "";
      const end = bench.clock.now() + HOUR;
      const body = calls.postBody.replace("%", key).replace("@", String(end));
      expect(first).toEqual({ status: 200, body });
      expect(key).toMatch(/^[A-Za-z0-9]{64}$/);
      await bench.clock.advance(HOUR / 2);
      expect(await bench.key(path)).toBe(key);
      expect(bench.account.keys(calls.product as "spot").expiresAt).toBe(end + HOUR / 2);
    });

    test("PUT extends the key for an hour, with the documented body", async () => {
      bench = await face.open();
      const key = await bench.key(path);
      await bench.clock.advance(HOUR - 1);
      const answer = await bench.call(line("PUT", calls, key));
      expect(answered(answer)).toEqual({ status: 200, body: calls.putBody.replace("%", key) });
      await bench.clock.advance(HOUR - 1);
      expect(await bench.key(path)).toBe(key);
    });

    test("DELETE ends the key, and PUT then answers -1125", async () => {
      bench = await face.open();
      const key = await bench.key(path);
      const deleted = await bench.call(line("DELETE", calls, key));
      expect(answered(deleted)).toEqual({ status: 200, body: "{}" });
      const gone = { status: 400, body: JSON.stringify({ code: -1125, msg: calls.unknownKey }) };
      expect(answered(await bench.call(line("PUT", calls, key)))).toEqual(gone);
      expect(answered(await bench.call(line("DELETE", calls, key)))).toEqual(gone);
      expect(await bench.key(path)).not.toBe(key);
    });

    test("a key lapses after an hour, and the next one is another", async () => {
      bench = await face.open();
      const key = await bench.key(path);
      await bench.clock.advance(HOUR);
      expect(answered(await bench.call(line("PUT", calls, key)))).toMatchObject({ status: 400 });
      expect(await bench.key(path)).not.toBe(key);
    });

    test("all API keys of an account share the key, other accounts have their own", async () => {
      bench = await face.open();
      const key = await bench.key(path);
      expect(await bench.key(path, { apiKey: bench.account.apiKeys[1] })).toBe(key);
      const [stranger = ""] = bench.exchange.createAccount().apiKeys;
      expect(await bench.key(path, { apiKey: stranger })).not.toBe(key);
    });

    test("API keys that are missing, malformed, unknown or blocked get 401", async () => {
      bench = await face.open();
      const refusal = async (apiKey: string | undefined): Promise<unknown> =>
        answered(await bench.call(`POST ${path}`, { apiKey }));
      const format = { status: 401, body: '{"code":-2014,"msg":"API-key format invalid."}' };
      const rejected = {
        status: 401,
        body: '{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}',
      };
      expect(await refusal(undefined)).toEqual(format);
      expect(await refusal("too-short")).toEqual(format);
      expect(await refusal("x".repeat(64))).toEqual(rejected);
      const [first = "", second = ""] = bench.account.apiKeys;
      bench.account.blockApiKey(first);
      expect(await refusal(first)).toEqual(rejected);
      expect(await refusal(second)).toMatchObject({ status: 200 });
      bench.account.allowApiKey(first);
      expect(await refusal(first)).toMatchObject({ status: 200 });
      bench.account.restrictApiKey(first, ["203.0.113.9"]);
      expect(await refusal(first)).toEqual(rejected);
      bench.account.revokeApiKey(second);
      bench.account.allowApiKey(second);
      expect(await refusal(second)).toEqual(rejected);
    });

    test("the weight of each call is counted and told", async () => {
      bench = await face.open();
      const used = async (text: string): Promise<string | undefined> => {
        const answer = await bench.call(text);
        return answer === "lost" ? undefined : answer.headers[calls.header];
      };
      const { post, put, delete: del } = calls.weights;
      expect(await used(`POST ${path}`)).toBe(String(post));
      const key = bench.account.keys(calls.product as "spot").listenKey ?? "";
      // Each sapi endpoint has a limit of its own.
      const before = calls.header.startsWith("x-sapi") ? 0 : post;
      expect(await used(line("PUT", calls, key))).toBe(String(before + put));
      const beforeDelete = before === 0 ? 0 : before + put;
      expect(await used(line("DELETE", calls, key))).toBe(String(beforeDelete + del));
      await bench.clock.advance(60_000);
      expect(await used(`POST ${path}`)).toBe(String(post));
    });

    test("other methods and paths are not found", async () => {
      bench = await face.open();
      expect(answered(await bench.call(`GET ${path}`)).status).toBe(404);
      expect(answered(await bench.call(`POST ${calls.path}x`)).status).toBe(404);
    });
  });

  describe.each(namingCalls)("$product names the key", (calls) => {
    test("a missing key is -1102, an empty one -1105, and the form body does as well as the query", async () => {
      bench = await face.open();
      const key = await bench.key(withQuery(calls.path, calls.query));
      const bare = `PUT ${withQuery(calls.path, calls.query)}`;
      const code = (answer: TestAnswer): unknown => JSON.parse(answered(answer).body);
      expect(code(await bench.call(bare))).toEqual({
        code: -1102,
        msg: "Mandatory parameter 'listenKey' was not sent, was empty/null, or malformed.",
      });
      const empty = `PUT ${withQuery(calls.path, calls.query, "listenKey=")}`;
      expect(code(await bench.call(empty))).toEqual({
        code: -1105,
        msg: "Parameter 'listenKey' was empty.",
      });
      const form = withQuery("", calls.query, `listenKey=${key}`).slice(1);
      expect(answered(await bench.call(`PUT ${calls.path}`, { form }))).toEqual({
        status: 200,
        body: "{}",
      });
    });

    test("the query wins over the form body", async () => {
      bench = await face.open();
      const key = await bench.key(withQuery(calls.path, calls.query));
      const put = (query: string, form: string): Promise<TestAnswer> =>
        bench.call(`PUT ${withQuery(calls.path, calls.query, `listenKey=${query}`)}`, {
          form: `listenKey=${form}`,
        });
      expect(answered(await put(key, "another")).status).toBe(200);
      expect(answered(await put("another", key)).status).toBe(400);
    });

    test("another account's key is unknown", async () => {
      bench = await face.open();
      const path = withQuery(calls.path, calls.query);
      await bench.key(path);
      const [apiKey = ""] = bench.exchange.createAccount().apiKeys;
      const theirs = await bench.key(path, { apiKey });
      expect(answered(await bench.call(line("PUT", calls, theirs))).status).toBe(400);
    });
  });

  test("isolated margin wants a symbol on every call, and has a key for each", async () => {
    bench = await face.open();
    const path = "/sapi/v1/userDataStream/isolated";
    for (const method of ["POST", "PUT", "DELETE"]) {
      const answer = answered(await bench.call(`${method} ${path}?listenKey=x`));
      expect(JSON.parse(answer.body)).toMatchObject({ code: -1102 });
    }
    const bitcoin = await bench.key(`${path}?symbol=BTCUSDT`);
    const ether = await bench.key(`${path}?symbol=ETHUSDT`);
    expect(bitcoin).not.toBe(ether);
    const swapped = await bench.call(`PUT ${path}?symbol=ETHUSDT&listenKey=${bitcoin}`);
    expect(answered(swapped).status).toBe(400);
  });

  test("spot refuses parameters that it does not read, but for those of a signature", async () => {
    bench = await face.open();
    const path = "/api/v3/userDataStream";
    const unread = answered(await bench.call(`POST ${path}?listenKey=x`));
    expect(JSON.parse(unread.body)).toEqual({
      code: -1104,
      msg: "Not all sent parameters were read; read '0' parameter(s) but was sent '1'.",
    });
    const signed = `POST ${path}?timestamp=1&recvWindow=5000&signature=x`;
    expect(answered(await bench.call(signed)).status).toBe(200);
    const futures = "POST /fapi/v1/listenKey?listenKey=x&whatever=1";
    expect(answered(await bench.call(futures)).status).toBe(200);
  });

  test("a host that has retired its endpoints answers 410 with the page of its web server", async () => {
    bench = await face.open({ rest: "api.binance.com" });
    const paths = [
      "/api/v3/userDataStream",
      "/sapi/v1/userDataStream",
      "/sapi/v1/userDataStream/isolated",
    ];
    for (const path of paths) {
      const answer = await bench.call(`POST ${path}`, { apiKey: undefined });
      expect(answer).toMatchObject({ status: 410, headers: { "content-type": "text/html" } });
      const { body } = answered(answer);
      expect(body).toContain("<center><h1>410 Gone</h1></center>");
      expect(body).toHaveLength(136);
    }
    expect(answered(await bench.call("POST /sapi/v1/margin/listen-key")).status).toBe(200);
    expect(answered(await bench.call("POST /fapi/v1/listenKey")).status).toBe(404);
  });
});
