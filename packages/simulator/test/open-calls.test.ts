import { afterEach, describe, expect, test } from "vitest";
import { faces, type Bench, type TestAnswer } from "./bench.ts";

let bench: Bench;
afterEach(() => bench.close());

function answered(answer: TestAnswer): { status: number; body: string } {
  return answer === "lost" ? { status: 0, body: "" } : { status: answer.status, body: answer.body };
}

const nobody = { apiKey: undefined };

describe.each(faces)("$name", (face) => {
  test.each([
    ["spot", "https://api.binance.com", "/api/v3"],
    ["USD-M", "https://fapi.binance.com", "/fapi/v1"],
    ["COIN-M", "https://dapi.binance.com", "/dapi/v1"],
    ["options", "https://eapi.binance.com", "/eapi/v1"],
  ])("the time of %s is told to anybody, and that somebody is there", async (_, origin, base) => {
    bench = await face.open({ rest: new URL(origin).host });
    await bench.clock.advance(1_234);
    const told = { status: 200, body: JSON.stringify({ serverTime: bench.clock.now() }) };
    expect(answered(await bench.call(`GET ${base}/time`, nobody))).toEqual(told);
    expect(answered(await bench.call(`GET ${base}/ping`, nobody))).toEqual({
      status: 200,
      body: "{}",
    });
    expect(answered(await bench.call(`POST ${base}/time`, nobody)).status).toBe(404);
  });

  test("a host tells the time of what it serves, and nothing else", async () => {
    bench = await face.open({ rest: "fapi.binance.com" });
    expect(answered(await bench.call("GET /dapi/v1/time", nobody)).status).toBe(404);
    expect(answered(await bench.call("GET /fapi/v1/clock", nobody)).status).toBe(404);
  });

  test("each question counts against the rate limit of its host", async () => {
    bench = await face.open({ rest: "fapi.binance.com" });
    const weights: (string | undefined)[] = [];
    for (let count = 0; count < 3; count += 1) {
      const answer = await bench.call("GET /fapi/v1/time", nobody);
      weights.push(answer === "lost" ? undefined : answer.headers["x-mbx-used-weight-1m"]);
    }
    expect(weights).toEqual(["1", "2", "3"]);
  });
});
