import { transportErrorFrom, type HttpRequest, type HttpResponse } from "@listenkey/core/transport";
import type { RestOutcome } from "../../gate/rest-call.ts";
import { travel, type Network } from "./network.ts";

const LOST: RestOutcome = { kind: "lost" };

/** Carries one request to the exchange and back. What has left arrives, even if the client has given up. */
export function sendInMemory(network: Network, request: HttpRequest): Promise<HttpResponse> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(transportErrorFrom(undefined, signal));
    if (signal.aborted) {
      giveUp();
      return;
    }
    signal.addEventListener("abort", giveUp, { once: true });
    const settle = (outcome: RestOutcome): void => {
      if (outcome.kind === "hang") return;
      signal.removeEventListener("abort", giveUp);
      if (outcome.kind === "reply") resolve(outcome.reply);
      else reject(transportErrorFrom(undefined));
    };
    travel(network, () => {
      void arrive(network, request).then((outcome) => {
        const dated = withDate(outcome, network.gate.clock.now());
        travel(network, () => network.takeIn(() => settle(dated)));
      });
    });
  });
}

function arrive({ gate, ip, client }: Network, request: HttpRequest): Promise<RestOutcome> {
  const url = new URL(request.url);
  const host = gate.hostNamed(url.host);
  if (host === undefined) return Promise.resolve(LOST);
  return gate.request({
    host,
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: request.headers,
    body: request.body ?? "",
    ip,
    client,
  });
}

/** Every HTTP server tells its time, in whole seconds. */
function withDate(outcome: RestOutcome, now: number): RestOutcome {
  if (outcome.kind !== "reply") return outcome;
  const { reply } = outcome;
  const date = new Date(now).toUTCString();
  return { ...outcome, reply: { ...reply, headers: { date, ...reply.headers } } };
}
