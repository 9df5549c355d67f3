import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import type { ExchangeOptions } from "../src/index.ts";
import { apiBench, signerOf, type ApiBench, type Sign } from "./ws-api-client.ts";

/** An API key that may log on. */
function ed25519Key({ account }: ApiBench): { readonly apiKey: string; readonly sign: Sign } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  return { apiKey: account.createApiKey({ publicKey: pem }), sign: signerOf(privateKey) };
}

/** A bench with a client that has logged on. */
async function loggedOn(options?: Partial<ExchangeOptions>): Promise<
  ApiBench & {
    readonly client: Awaited<ReturnType<ApiBench["connect"]>>;
    readonly apiKey: string;
  }
> {
  const bench = apiBench(options);
  const key = ed25519Key(bench);
  const client = await bench.connect();
  await client.ask("session.logon", bench.signed({}, key));
  return { ...bench, client, apiKey: key.apiKey };
}

test("a session tells who has logged on, since when, and whether anything is heard", async () => {
  const bench = apiBench();
  const { connect, signed, clock } = bench;
  const key = ed25519Key(bench);
  const client = await connect();
  const connectedSince = clock.now();
  const session = { connectedSince, returnRateLimits: true };
  await clock.advance(10);
  const authorizedSince = clock.now();
  expect((await client.ask("session.status"))?.result).toEqual({
    ...session,
    apiKey: null,
    authorizedSince: null,
    serverTime: authorizedSince,
    userDataStream: false,
  });
  expect((await client.ask("session.logon", signed({}, key)))?.result).toEqual({
    ...session,
    apiKey: key.apiKey,
    authorizedSince,
    serverTime: authorizedSince,
    userDataStream: false,
  });
  await clock.advance(10);
  await client.ask("userDataStream.subscribe");
  expect((await client.ask("session.status"))?.result).toMatchObject({
    apiKey: key.apiKey,
    authorizedSince,
    serverTime: authorizedSince + 10,
    userDataStream: true,
  });
  expect((await client.ask("session.logout"))?.result).toMatchObject({
    apiKey: null,
    authorizedSince: null,
    userDataStream: false,
  });
});

test("only Ed25519 keys log on", async () => {
  const { connect, signed, account } = apiBench();
  const client = await connect();
  const refusal = { status: 400, error: { code: -2028 } };
  expect(await client.ask("session.logon", signed())).toMatchObject(refusal);
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const apiKey = account.createApiKey({ publicKey: pem });
  const key = { apiKey, sign: signerOf(privateKey) };
  expect(await client.ask("session.logon", signed({}, key))).toMatchObject(refusal);
  expect(await client.ask("session.logon", {})).toMatchObject({ error: { code: -1102 } });
});

test("without a logon there is nothing to subscribe to", async () => {
  const { connect } = apiBench();
  const client = await connect();
  expect(await client.ask("userDataStream.subscribe")).toMatchObject({
    status: 400,
    error: { code: -1193 },
  });
});

test("logging out ends the subscription of the logon and no other, and the socket stays", async () => {
  const { client, account, exchange, token, clock } = await loggedOn();
  await client.ask("userDataStream.subscribe");
  const { token: listenToken } = await token();
  await client.ask("userDataStream.subscribe.listenToken", { listenToken });
  await client.ask("session.logout");
  const E = clock.now();
  expect(client.frames.at(-1)).toEqual({
    subscriptionId: 0,
    event: { e: "eventStreamTerminated", E },
  });
  expect((await client.ask("session.subscriptions"))?.result).toMatchObject([
    { subscriptionId: 1 },
  ]);
  account.emit("spot", { e: "executionReport" });
  account.emit("margin-cross", { e: "balanceUpdate" });
  await clock.settle();
  expect(client.frames.at(-1)).toMatchObject({ subscriptionId: 1, event: { e: "balanceUpdate" } });
  expect(exchange.log.of("unsubscribed")).toMatchObject([{ subscription: 0, by: "logout" }]);
});

test("a session whose key is revoked learns of it at its next request, out of turn", async () => {
  const { client, account, apiKey, exchange, clock } = await loggedOn();
  await client.ask("userDataStream.subscribe");
  account.revokeApiKey(apiKey);
  account.emit("spot", { e: "executionReport" });
  await clock.settle();
  expect(client.frames.at(-1)).toMatchObject({ subscriptionId: 0 });
  const before = client.frames.length;
  await client.ask("session.status");
  expect(client.frames.slice(before)).toMatchObject([
    { id: null, status: 401, error: { code: -2015 } },
    { subscriptionId: 0, event: { e: "eventStreamTerminated" } },
    { status: 200, result: { apiKey: null, userDataStream: false } },
  ]);
  expect(exchange.log.of("unsubscribed")).toMatchObject([{ by: "revocation" }]);
  expect(await client.ask("ping")).toMatchObject({ status: 200 });
});

test("logging on again is logging on with the new key", async () => {
  const bench = apiBench();
  const [first, second] = [ed25519Key(bench), ed25519Key(bench)];
  const client = await bench.connect();
  await client.ask("session.logon", bench.signed({}, first));
  await client.ask("session.logon", bench.signed({}, second));
  expect((await client.ask("session.status"))?.result).toMatchObject({ apiKey: second.apiKey });
});
