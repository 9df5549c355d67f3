import type { Transport } from "@listenkey/core/transport";
import { equal, holds, rejects, throws } from "./assertions.ts";
import { beginRequest, get, nobody, SECRET, timeUp } from "./calls.ts";
import { dial } from "./ear.ts";
import type { Peer, TransportCase } from "./transport-case.ts";

const QUERY = `listenKey=${SECRET}`;

/** Secrets go where they are meant to, and into no error. */
export const secrecyCases: readonly TransportCase[] = [
  {
    title: "plain http: is refused off loopback",
    async run(transport) {
      await rejects(transport.send(get("http://exchange.invalid/")), "CONFIGURATION");
      await rejects(transport.send(get("http://localhost.exchange.invalid/")), "CONFIGURATION");
      await rejects(transport.send(get("http://127.0.0.1@exchange.invalid/")), "CONFIGURATION");
    },
  },
  {
    title: "plain ws: is refused off loopback",
    async run(transport) {
      const error = throws(() => dial(transport, "ws://exchange.invalid/"), "CONFIGURATION");
      holds(error.message.includes("allowInsecure"), "the message names the remedy");
    },
  },
  {
    title: "what is no URL, or of another scheme, is refused",
    async run(transport) {
      for (const url of [
        "",
        "exchange.invalid",
        "/path",
        "ftp://127.0.0.1/",
        "file:///etc/hosts",
      ]) {
        await rejects(transport.send(get(url)), "CONFIGURATION");
        throws(() => dial(transport, url), "CONFIGURATION");
      }
    },
  },
  {
    title: "no error of a request holds a secret",
    async run(transport, peer) {
      const paths = ["/drop", "/reset", "/reset-mid-body", "/cut-mid-body", "/cut-mid-chunks"];
      const urls = [
        ...paths.map((path) => `${peer.http}${path}?${QUERY}`),
        `http://${await nobody(transport, peer)}/?${QUERY}`,
        `http://exchange.invalid/?${QUERY}`,
        `no url ${SECRET}`,
      ];
      for (const url of urls) holdsNoSecret(await failureOf(transport, url));
    },
  },
  {
    title: "no error of an ended request holds a secret",
    async run(transport, peer) {
      for (const reason of [timeUp(), new Error(`because of ${SECRET}`), `because of ${SECRET}`]) {
        const { controller, answer } = await beginRequest(transport, { peer, path: "/hold" });
        controller.abort(reason);
        holdsNoSecret(await answer.catch((error: unknown) => error));
      }
    },
  },
  {
    title: "no error of a socket holds a secret",
    async run(transport, peer) {
      for (const url of await failingSockets(transport, peer)) {
        const { socket, ear } = dial(transport, url);
        ear.onHeard = ({ type }) => {
          if (type === "open") socket.send("go");
        };
        const end = await ear.ended();
        equal(end.error?.code, "NETWORK", "error code");
        holdsNoSecret(end.error);
      }
      for (const url of [`ws://exchange.invalid/?${QUERY}`, `no url ${SECRET}`]) {
        holdsNoSecret(throws(() => dial(transport, url), "CONFIGURATION"));
      }
    },
  },
];

async function failingSockets(transport: Transport, peer: Peer): Promise<readonly string[]> {
  return [
    `ws://${await nobody(transport, peer)}/?${QUERY}`,
    `${peer.ws}/refuse?status=403&${QUERY}`,
    `${peer.ws}/gone?${QUERY}`,
  ];
}

async function failureOf(transport: Transport, url: string): Promise<unknown> {
  const headers = { "x-mbx-apikey": SECRET };
  return transport.send(get(url, { headers, method: "POST", body: QUERY })).then(
    () => "no failure",
    (error: unknown) => error,
  );
}

function holdsNoSecret(error: unknown): void {
  const text = everythingIn(error, new Set());
  holds(text.includes("Error"), `${text} is the text of an error`);
  holds(!text.includes(SECRET), `the secret is not in ${text}`);
}

/** Every text in a value, however deep, whether it would be printed or not. */
function everythingIn(value: unknown, met: Set<unknown>): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (met.has(value)) return "";
  met.add(value);
  const own = Reflect.ownKeys(value).map((key) => everythingIn(Reflect.get(value, key), met));
  return [Object.prototype.toString.call(value), ...own].join("\n");
}
