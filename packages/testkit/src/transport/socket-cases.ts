import { equal, holds } from "./assertions.ts";
import { passTime } from "./calls.ts";
import { dial, dialOpen } from "./ear.ts";
import type { TransportCase } from "./transport-case.ts";

/** What an open socket carries. */
export const socketCases: readonly TransportCase[] = [
  {
    title: "a socket opens, and nothing is told before connect has returned",
    async run(transport, peer) {
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/burst?frames=3`);
      equal(await ear.text(), "0");
      equal(ear.early, [], "heard early");
      socket.close();
    },
  },
  {
    title: "text frames arrive in order",
    async run(transport, peer) {
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/burst?frames=1000`);
      for (let n = 0; n < 1_000; n++) equal(await ear.text(), String(n));
      socket.close();
    },
  },
  {
    title: "text frames are sent in order",
    async run(transport, peer) {
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/echo`);
      for (let n = 0; n < 1_000; n++) socket.send(`frame ${n}`);
      for (let n = 0; n < 1_000; n++) equal(await ear.text(), `frame ${n}`);
      socket.close();
    },
  },
  {
    title: "a frame of 1 MB goes both ways whole",
    async run(transport, peer) {
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/echo`);
      const text = "0123456789abcdef".repeat(65_536);
      socket.send(text);
      const back = await ear.text();
      equal(back.length, text.length, "length");
      holds(back === text, "the frame is the same");
      socket.close();
    },
  },
  {
    title: "text frames carry every character",
    async run(transport, peer) {
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/echo`);
      for (const text of ["Grüße, 你好, 👋🏽!", "", "\u0000"]) {
        socket.send(text);
        equal(await ear.text(), text);
      }
      socket.close();
    },
  },
  {
    title: "a binary frame is unreadable, and its size is told",
    async run(transport, peer) {
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/binary`);
      equal(await ear.next(), { type: "unreadable", byteLength: 5 });
      equal(await ear.text(), "after");
      socket.close();
    },
  },
  {
    title: "ping and pong frames are nothing but activity",
    async run(transport, peer) {
      const { socket, ear } = await dialOpen(transport, `${peer.ws}/ping`);
      equal(await ear.text(), "after");
      const types = new Set(ear.heard.map(({ type }) => type));
      types.delete("activity");
      equal([...types], ["open", "message"]);
      socket.close();
    },
  },
  {
    title: "sockets do not mix",
    async run(transport, peer) {
      const dialled = await Promise.all(
        Array.from({ length: 5 }, () => dialOpen(transport, `${peer.ws}/echo`)),
      );
      for (const [n, { socket }] of dialled.entries()) socket.send(`socket ${n}`);
      for (const [n, { socket, ear }] of dialled.entries()) {
        equal(await ear.text(), `socket ${n}`);
        socket.close();
      }
    },
  },
  {
    title: "sending is nothing unless the socket is open",
    async run(transport, peer) {
      const { socket, ear } = dial(transport, `${peer.ws}/echo`);
      socket.send("too early");
      equal((await ear.next()).type, "open");
      socket.send("in time");
      equal(await ear.text(), "in time");
      socket.close();
      socket.send("too late");
      await passTime(transport, peer);
      equal(
        ear.heard.map(({ type }) => type),
        ["open", "message"],
      );
    },
  },
];
