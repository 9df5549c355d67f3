import type { ListenKeyErrorCode } from "@listenkey/core";
import { equal, rejects } from "./assertions.ts";
import { ask, beginRequest, freshId, get, nobody, passTime, seen, timeUp } from "./calls.ts";
import type { TransportCase } from "./transport-case.ts";

/** How a request fails, and that it fails with one of three codes. */
export const failureCases: readonly TransportCase[] = [
  {
    title: "nobody listening is a NETWORK error",
    async run(transport, peer) {
      const host = await nobody(transport, peer);
      await rejects(transport.send(get(`http://${host}/`)), "NETWORK");
    },
  },
  broken("a connection dropped before the answer", "/drop"),
  broken("a connection reset before the answer", "/reset"),
  broken("a connection reset in mid-body", "/reset-mid-body"),
  broken("a body shorter than its length", "/cut-mid-body"),
  broken("a chunked body without its last chunk", "/cut-mid-chunks"),

  endedBy("time that is up before the answer", { path: "/hold", reason: timeUp }, "TIMEOUT"),
  endedBy("a body that stalls half way", { path: "/stall", reason: timeUp }, "TIMEOUT"),
  endedBy("an abort while waiting", { path: "/hold", reason: changeOfMind }, "ABORTED"),
  endedBy("an abort while reading", { path: "/stall", reason: changeOfMind }, "ABORTED"),
  endedBy("an abort without a reason", { path: "/hold", reason: () => undefined }, "ABORTED"),

  abortedBefore("an abort before the request", changeOfMind, "ABORTED"),
  abortedBefore("time that was up before the request", timeUp, "TIMEOUT"),

  {
    title: "one signal ends every request that has it, and no other",
    async run(transport, peer) {
      const other = await beginRequest(transport, { peer, path: "/hold" });
      const controller = new AbortController();
      const { signal } = controller;
      const ids = [freshId(), freshId()];
      const answers = ids.map((id) =>
        rejects(transport.send(get(`${peer.http}/hold?id=${id}`, { signal })), "ABORTED"),
      );
      await Promise.all(ids.map((id) => seen(transport, peer, `arrived ${id}`)));
      controller.abort();
      await Promise.all(answers);
      await transport.send(get(`${peer.http}/release?id=${other.id}`));
      equal((await other.answer).body, "released");
    },
  },
  {
    title: "an abort after the answer changes nothing",
    async run(transport, peer) {
      const controller = new AbortController();
      const { signal } = controller;
      const answer = await transport.send(get(`${peer.http}/status?code=200`, { signal }));
      controller.abort();
      await passTime(transport, peer);
      equal(answer.body, "status 200");
    },
  },
];

/** The transport reports the fault as NETWORK, and works on. */
function broken(fault: string, path: string): TransportCase {
  return {
    title: `${fault} is a NETWORK error`,
    async run(transport, peer) {
      await rejects(transport.send(get(`${peer.http}${path}`)), "NETWORK");
      await rejects(transport.send(get(`${peer.http}${path}`, { method: "POST" })), "NETWORK");
      equal((await transport.send(get(`${peer.http}/status?code=200`))).body, "status 200");
    },
  };
}

/** The signal ends a request that is under way, and its connection with it. */
function endedBy(
  event: string,
  { path, reason }: { readonly path: "/hold" | "/stall"; readonly reason: () => unknown },
  code: ListenKeyErrorCode,
): TransportCase {
  return {
    title: `${event} is ${code}, and nothing of the request is left`,
    async run(transport, peer) {
      const { id, controller, answer } = await beginRequest(transport, { peer, path });
      await passTime(transport, peer);
      controller.abort(reason());
      await rejects(answer, code);
      await seen(transport, peer, `gone ${id}`);
    },
  };
}

function abortedBefore(
  event: string,
  reason: () => unknown,
  code: ListenKeyErrorCode,
): TransportCase {
  return {
    title: `${event} is ${code}, and nothing is sent`,
    async run(transport, peer) {
      const id = freshId();
      const signal = AbortSignal.abort(reason());
      await rejects(transport.send(get(`${peer.http}/visit?id=${id}`, { signal })), code);
      await passTime(transport, peer);
      equal(await ask(transport, `${peer.http}/visits?id=${id}`), { visits: 0, connections: 0 });
    },
  };
}

/** A reason like any other. */
function changeOfMind(): Error {
  return new Error("changed my mind");
}
