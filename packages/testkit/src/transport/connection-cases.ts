import type { Transport } from "@listenkey/core/transport";
import { equal, holds } from "./assertions.ts";
import { ask, beginRequest, freshId, get, seen } from "./calls.ts";
import { dial, dialOpen } from "./ear.ts";
import type { Peer, TransportCase } from "./transport-case.ts";

/** What `/visits` counts. */
interface Visits {
  readonly visits: number;
  readonly connections: number;
}

/** For transports that have connections of their own and keep them alive. */
export const keepAliveCases: readonly TransportCase[] = [
  {
    title: "1,000 calls one after the other share a connection",
    async run(transport, peer) {
      const id = freshId();
      for (let n = 0; n < 1_000; n++) await transport.send(get(`${peer.http}/visit?id=${id}`));
      const { visits, connections } = await ask<Visits>(transport, `${peer.http}/visits?id=${id}`);
      equal(visits, 1_000, "visits");
      holds(connections <= 10, `${connections} connections are at most 10`);
    },
  },
  {
    title: "100 calls at once take no more than 100 connections, and those are used again",
    async run(transport, peer) {
      const id = freshId();
      for (let round = 0; round < 3; round++) {
        const calls = Array.from({ length: 100 }, () =>
          transport.send(get(`${peer.http}/visit?id=${id}`)),
        );
        await Promise.all(calls);
      }
      const { visits, connections } = await ask<Visits>(transport, `${peer.http}/visits?id=${id}`);
      equal(visits, 300, "visits");
      holds(connections <= 100, `${connections} connections are at most 100`);
    },
  },
  {
    title: "the body of a DELETE is not taken for the next request on the connection",
    async run(transport, peer) {
      const id = freshId();
      const body = "GET /visit HTTP/1.1";
      for (let n = 0; n < 10; n++) {
        await transport.send(get(`${peer.http}/visit?id=${id}`, { method: "DELETE", body }));
      }
      const counted = await ask<Visits>(transport, `${peer.http}/visits?id=${id}`);
      equal(counted, { visits: 10, connections: 1 });
    },
  },
  {
    title: "close() drops idle connections, and leaves requests alone",
    async run(transport, peer) {
      const held = await beginRequest(transport, { peer, path: "/hold" });
      const id = freshId();
      await visit(transport, { peer, id });
      equal((await visit(transport, { peer, id })).connections, 1, "connections while kept");
      transport.close?.();
      equal((await visit(transport, { peer, id })).connections, 2, "connections after close()");
      await transport.send(get(`${peer.http}/release?id=${held.id}`));
      equal((await held.answer).body, "released");
    },
  },
];

/** For transports that see more of a socket than its text frames. */
export const sightCases: readonly TransportCase[] = [
  {
    title: "ping and pong frames are seen",
    async run(transport, peer) {
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/ping`);
      equal(await ear.text(), "after");
      equal(
        ear.heard.map(({ type }) => type),
        ["open", "activity", "activity", "message"],
      );
      socket.close();
    },
  },
  {
    title: "the answer to a refused handshake is shown",
    async run(transport, peer) {
      const { ear } = dial(transport, `${peer.ws}/refuse?status=403`);
      const { refusal } = await ear.ended();
      equal(refusal?.status, 403);
      equal(refusal?.headers["x-why"], "Test");
      equal(refusal?.body, "no entry ");
    },
  },
  {
    title: "of a refusal without an end no more than 64 KiB are kept",
    async run(transport, peer) {
      const id = freshId();
      const { ear } = dial(transport, `${peer.ws}/refuse?status=403&body=endless&id=${id}`);
      const { refusal } = await ear.ended();
      equal(refusal?.body.length, 65_536);
      const { bytes } = await seen<{ bytes: number }>(transport, peer, `gone ${id}`);
      holds(bytes < 32 * 1_048_576, `${bytes} bytes are what was under way`);
    },
  },
  {
    title: "a refusal that is cut is shown as far as it came",
    async run(transport, peer) {
      const { ear } = dial(transport, `${peer.ws}/refuse?status=403&body=cut`);
      equal((await ear.ended()).refusal?.body, "no entry ");
      equal(ear.heard.length, 1, "things heard");
    },
  },
];

/** For transports that can drop a connection whose peer does not finish. They take a second. */
export const patienceCases: readonly TransportCase[] = [
  {
    title: "a peer that leaves a close frame unanswered is dropped",
    async run(transport, peer) {
      const id = freshId();
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/deaf?id=${id}`);
      equal(await ear.text(), "open");
      socket.close();
      await seen(transport, peer, `gone ${id}`);
      equal(ear.heard.length, 2, "things heard");
    },
  },
  {
    title: "a refusal that stalls ends the socket all the same",
    async run(transport, peer) {
      const id = freshId();
      const { ear } = dial(transport, `${peer.ws}/refuse?status=403&body=stall&id=${id}`);
      equal((await ear.ended()).code, 1006);
      await seen(transport, peer, `gone ${id}`);
    },
  },
];

/** Visits once more, and counts. */
async function visit(
  transport: Transport,
  { peer, id }: { readonly peer: Peer; readonly id: string },
): Promise<Visits> {
  await transport.send(get(`${peer.http}/visit?id=${id}`));
  return ask<Visits>(transport, `${peer.http}/visits?id=${id}`);
}
