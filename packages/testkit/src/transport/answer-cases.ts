import type { HttpRequest, Transport } from "@listenkey/core/transport";
import { equal, holds } from "./assertions.ts";
import { ask, freshId, get } from "./calls.ts";
import type { Peer, TransportCase } from "./transport-case.ts";

/** What `/echo` says of the request it got. */
interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const STATUSES = [
  200, 201, 202, 204, 400, 401, 403, 404, 408, 409, 410, 418, 429, 500, 502, 503, 504,
];

/** What a transport makes of answers, and of what it is asked to send. */
export const answerCases: readonly TransportCase[] = [
  {
    title: "any status is an answer",
    async run(transport, peer) {
      for (const status of STATUSES) {
        const answer = await transport.send(get(`${peer.http}/status?code=${status}`));
        equal(answer.status, status, "status");
        equal(answer.body, status === 204 ? "" : `status ${status}`, "body");
      }
    },
  },
  {
    title: "a redirect is not followed",
    async run(transport, peer) {
      const id = freshId();
      // Browsers hide the answer, which makes it a NETWORK error there.
      const status = await transport.send(get(`${peer.http}/redirect?id=${id}`)).then(
        (answer) => answer.status,
        (error: { readonly code: string }) => error.code,
      );
      holds(status === 302 || status === "NETWORK", `${status} is 302 or NETWORK`);
      equal(await ask(transport, `${peer.http}/visits?id=${id}`), { visits: 0, connections: 0 });
    },
  },
  {
    title: "header names are lower-cased and repeated headers joined",
    async run(transport, peer) {
      const { headers } = await transport.send(get(`${peer.http}/headers`));
      equal(headers["x-mbx-used-weight-1m"], "7");
      equal(headers["retry-after"], "3");
      equal(headers["x-many"], "one, two");
      const names = Object.keys(headers);
      equal(
        names.filter((name) => name !== name.toLowerCase()),
        [],
        "upper-case names",
      );
    },
  },
  {
    title: "no body is an empty text",
    async run(transport, peer) {
      equal((await transport.send(get(`${peer.http}/empty`))).body, "");
    },
  },
  {
    title: "a body of many chunks is read to its end",
    async run(transport, peer) {
      const { body } = await transport.send(get(`${peer.http}/large?chunks=64`));
      equal(body.length, 64 * 65_536, "length");
      equal(body.slice(-16), "0123456789abcdef", "last characters");
    },
  },
  {
    title: "characters that are cut by chunks arrive whole",
    async run(transport, peer) {
      const text = "Grüße, 你好, 👋🏽!";
      const answer = await transport.send(post(`${peer.http}/bytes`, text));
      equal(answer.body, text);
    },
  },
  {
    title: "method, query, headers and form body are sent as they are",
    async run(transport, peer) {
      const path = "/echo?symbol=BTC%2FUSDT&text=a%20b&empty=&list=1&list=2";
      const form = "listenKey=pqia91ma19a5s61cv6a81va65sdf19v8a65a1&note=a%20b%26c";
      for (const method of ["POST", "PUT", "DELETE"] as const) {
        const echo = await echoOf(transport.send({ ...post(`${peer.http}${path}`, form), method }));
        equal(echo.method, method, "method");
        equal(echo.url, path, "url");
        equal(echo.body, form, "body");
        equal(echo.headers["content-type"], "application/x-www-form-urlencoded");
        equal(
          echo.headers["x-mbx-apikey"],
          "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju",
        );
        equal(echo.headers["content-length"], String(form.length), "length");
      }
    },
  },
  {
    title: "every method goes without a body, too",
    async run(transport, peer) {
      for (const method of ["GET", "POST", "PUT", "DELETE"] as const) {
        const echo = await echoOf(transport.send(get(`${peer.http}/echo`, { method })));
        equal([echo.method, echo.body], [method, ""]);
        equal(echo.headers["transfer-encoding"], undefined, "transfer encoding");
      }
    },
  },
  {
    title: "header values with odd characters arrive as they are",
    run: (transport, peer) => headerArrives(transport, peer, `"a, b"; c='%00' \\ {}`),
  },
  {
    title: "header values beyond ASCII arrive byte by byte",
    run: (transport, peer) => headerArrives(transport, peer, "\u00a3\u00e9\u00ff"),
  },
  {
    title: "concurrent requests do not mix",
    async run(transport, peer) {
      const echoes = Array.from({ length: 100 }, (_, n) =>
        echoOf(transport.send(post(`${peer.http}/echo?n=${n}`, `body ${n}`))),
      );
      const got = (await Promise.all(echoes)).map(({ url, body }) => `${url} ${body}`);
      equal(
        got,
        got.map((_, n) => `/echo?n=${n} body ${n}`),
      );
    },
  },
];

/** There and back, with a body and without. */
async function headerArrives(transport: Transport, peer: Peer, odd: string): Promise<void> {
  for (const body of [undefined, "form=yes"]) {
    const request = get(`${peer.http}/echo`, { method: "PUT", headers: { "x-odd": odd } });
    const answer = await transport.send(body === undefined ? request : { ...request, body });
    equal((JSON.parse(answer.body) as Echo).headers["x-odd"], odd, "at the peer");
    equal(answer.headers["x-odd"], odd, "in the answer");
  }
}

function post(url: string, body: string): HttpRequest {
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-mbx-apikey": "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju",
  };
  return get(url, { method: "POST", headers, body });
}

async function echoOf(answer: Promise<{ readonly body: string }>): Promise<Echo> {
  return JSON.parse((await answer).body) as Echo;
}
