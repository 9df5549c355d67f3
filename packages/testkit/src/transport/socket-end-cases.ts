import type { SocketEnd } from "@listenkey/core/transport";
import { equal, holds } from "./assertions.ts";
import { freshId, get, nobody, passTime, seen } from "./calls.ts";
import { dial, dialOpen } from "./ear.ts";
import type { TransportCase } from "./transport-case.ts";

/** What `/watch` saw when its socket was closed. */
interface Watched {
  readonly code: number;
  readonly reason: string;
  readonly frames: readonly string[];
}

/** How sockets end, from either side. */
export const socketEndCases: readonly TransportCase[] = [
  {
    title: "the peer's close code and reason are told, once and last",
    async run(transport, peer) {
      for (const code of [1000, 1001, 1008, 1011, 1012, 3000, 4001]) {
        const url = `${peer.ws}/close?code=${code}&reason=Gr%C3%BC%C3%9Fe`;
        const { socket, ear } = await dialOpen(transport, url);
        equal(await ear.ended(), { code, reason: "Grüße" });
        socket.close();
        await passTime(transport, peer);
        equal(
          ear.heard.map(({ type }) => type),
          ["open", "end"],
        );
      }
    },
  },
  {
    title: "a close frame without a code is 1005, and no error",
    async run(transport, peer) {
      const { ear } = await dialOpen(transport, `${peer.ws}/close`);
      equal(await ear.ended(), { code: 1005, reason: "" });
    },
  },
  {
    title: "the owner's close code and reason reach the peer",
    async run(transport, peer) {
      const id = freshId();
      const { socket } = await dialOpen(transport, `${peer.ws}/watch?id=${id}`);
      socket.send("last words");
      socket.close(4321, "enough");
      const watched = await seen<Watched>(transport, peer, `closed ${id}`);
      equal(watched, { code: 4321, reason: "enough", frames: ["last words"] });
    },
  },
  {
    title: "the owner closes with 1000 by default",
    async run(transport, peer) {
      const id = freshId();
      const { socket } = await dialOpen(transport, `${peer.ws}/watch?id=${id}`);
      socket.close();
      const watched = await seen<Watched>(transport, peer, `closed ${id}`);
      equal(watched, { code: 1000, reason: "", frames: [] });
    },
  },
  {
    title: "a code that may not be sent closes the socket all the same",
    async run(transport, peer) {
      const id = freshId();
      const { socket } = await dialOpen(transport, `${peer.ws}/watch?id=${id}`);
      socket.close(99, "x".repeat(200));
      await seen(transport, peer, `closed ${id}`);
    },
  },
  {
    title: "a peer that goes without a close frame is 1006 and a NETWORK error",
    async run(transport, peer) {
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/gone`);
      socket.send("go");
      brokenOff(await ear.ended());
    },
  },
  {
    title: "nobody listening is 1006 and a NETWORK error, told after connect has returned",
    async run(transport, peer) {
      const { ear } = dial(transport, `ws://${await nobody(transport, peer)}/`);
      brokenOff(await ear.ended());
      equal(ear.early, [], "heard early");
      equal(ear.heard.length, 1, "things heard");
    },
  },
  {
    title: "a refused handshake is 1006 and a NETWORK error, with the answer where it can be seen",
    async run(transport, peer) {
      for (const status of [200, 302, 401, 403, 404, 410, 429, 503]) {
        const { ear } = dial(transport, `${peer.ws}/refuse?status=${status}`);
        const end = await ear.ended();
        brokenOff(end);
        equal(ear.heard.length, 1, "things heard");
        if (end.refusal === undefined) continue;
        equal(end.refusal.status, status, "status");
        equal(end.refusal.headers["x-why"], "Test", "header");
        equal(end.refusal.body, "no entry ", "body");
      }
    },
  },
  {
    title: "close() during the handshake is silent and leaves no connection",
    async run(transport, peer) {
      const id = freshId();
      const { socket, ear } = dial(transport, `${peer.ws}/hang?id=${id}`);
      await seen(transport, peer, `arrived ${id}`);
      socket.send("too early");
      socket.close();
      await seen(transport, peer, `gone ${id}`);
      await passTime(transport, peer);
      equal(ear.heard, [], "heard");
    },
  },
  {
    title: "close() right after connect is silent and leaves no connection",
    async run(transport, peer) {
      const id = freshId();
      const urls = [`${peer.ws}/watch?id=${id}`, `ws://${await nobody(transport, peer)}/`];
      // So it is, unless the handshake goes on behind the owner's back.
      await transport.send(get(`${peer.http}/mark?mark=closed%20${id}`));
      const ears = urls.map((url) => {
        const { socket, ear } = dial(transport, url);
        socket.close();
        return ear;
      });
      const { socket } = await dialOpen(transport, `${peer.ws}/echo`);
      socket.close();
      await passTime(transport, peer);
      await seen(transport, peer, `closed ${id}`);
      for (const ear of ears) equal(ear.heard, [], "heard");
    },
  },
  {
    title: "close() in the open handler is the last that is heard",
    async run(transport, peer) {
      const { socket, ear } = dial(transport, `${peer.ws}/burst?frames=10`);
      ear.onHeard = () => socket.close();
      await ear.next();
      await passTime(transport, peer);
      equal(ear.heard, [{ type: "open" }]);
    },
  },
  {
    title: "nothing arrives after close(), though the peer has sent it",
    async run(transport, peer) {
      const { socket, ear } = dial(transport, `${peer.ws}/burst?frames=1000`);
      ear.onHeard = ({ type }) => {
        if (type === "message") socket.close();
      };
      equal((await ear.next()).type, "open");
      equal(await ear.text(), "0");
      await passTime(transport, peer);
      equal(ear.heard.length, 2, "things heard");
    },
  },
  {
    title: "closing twice, or after the end, is nothing",
    async run(transport, peer) {
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/close?code=1000`);
      await ear.ended();
      socket.close();
      socket.close(4000, "again");
      socket.send("anybody there?");
      await passTime(transport, peer);
      equal(
        ear.heard.map(({ type }) => type),
        ["open", "end"],
      );
    },
  },
];

function brokenOff(end: SocketEnd): void {
  equal(end.code, 1006, "close code");
  equal(end.reason, "", "reason");
  equal(end.error?.code, "NETWORK", "error code");
  holds(end.error instanceof Error, "the error is an Error");
}
