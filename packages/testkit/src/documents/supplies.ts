import { clearTimeout, setTimeout } from "node:timers";
import {
  createListenKeyApi,
  type AccountEvent,
  type Clock,
  type EventPayload,
} from "@listenkey/core";
import { hmacSigner } from "@listenkey/signing";
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { umfutures } from "@listenkey/umfutures";
import type { ChangeMaker, Given } from "./given.ts";
import type { Stage } from "./stage.ts";

/** What comments in front of blocks know as `given`, and the globals of a runtime. */
type Supplies = Omit<Given, "exported"> & Readonly<Record<string, unknown>>;

/** What a block finds in its scope, beside its console and its modules. */
export function suppliesFor(stage: Stage, isForReal: boolean): Supplies {
  const { account, accounts, clock, exchange, transport } = stage;
  const { encryptedPem, passphrase, pem, publicKey } = stage;
  const { apiKey, secret } = account.credentials();
  const keys = { apiKey, secret, encryptedPem, passphrase, pem, publicKey };
  const given = {
    account,
    accounts,
    clock,
    exchange,
    ...keys,
    eventThatMakes: ((kind: string, maker: ChangeMaker<EventPayload>) =>
      eventThatMakes(stage, kind, maker)) as Given["eventThatMakes"],
  };
  if (isForReal)
    return { ...given, transport: nodeHttpTransport(), Date, fetch, setTimeout, clearTimeout };
  return {
    ...given,
    transport,
    ...timersOf(clock),
    fetch: (url: string) => answered(stage, url),
  };
}

/** The globals of a runtime whose clock this is. */
function timersOf(clock: Clock): Readonly<Record<string, unknown>> {
  return {
    Date: class extends Date {
      static override now(): number {
        return clock.now();
      }
    },
    setTimeout: (callback: () => void, ms = 0) => clock.setTimer(ms, callback, { ref: true }),
    clearTimeout: (cancel: () => void) => cancel(),
  };
}

/** A server that answers with the account's listen key where it is asked for one, and with a list otherwise. */
async function answered({ account, clock, transport }: Stage, url: string): Promise<Response> {
  if (!url.endsWith("/listen-key")) return Response.json([]);
  const { apiKey } = account.credentials();
  const api = createListenKeyApi({ product: umfutures, apiKey, transport, clock });
  const { listenKey } = await api.create();
  return Response.json({ listenKey });
}

/** The next event that makes a change of this kind, on a stream of the account that is opened for it. */
function eventThatMakes(
  stage: Stage,
  kind: string,
  { product, toChanges }: ChangeMaker<EventPayload>,
): Promise<unknown> {
  const { clock, transport } = stage;
  const { apiKey, secret } = stage.account.credentials();
  const opened = openUserDataStream({
    product: product as never,
    apiKey,
    signer: stage.watched(hmacSigner(secret)),
    transport,
    clock,
  });
  stage.trade(apiKey, product.id);
  return new Promise((resolve) => {
    opened.on("event", (item) => {
      if (item.type === "gap") return;
      const changes = toChanges(item as AccountEvent);
      if (!changes.some((change) => change.kind === kind)) return;
      resolve(item);
      void opened.close();
    });
  });
}
