// A worker in the manner of Cloudflare's: each account has one owner, a Durable Object that keeps its stream open.
//
//   GET /<account>   the latest events of an account, as JSON lines
//
// Credentials are secrets: BINANCE_API_KEY for `main`, BINANCE_API_KEY_<LABEL> for others. See wrangler.jsonc.
import { DurableObject } from "cloudflare:workers";
import { systemClock } from "@listenkey/core/kit";
import { openUserDataStream } from "@listenkey/stream";
import { fetchTransport } from "@listenkey/transport-fetch";
import { toChanges, umfutures } from "@listenkey/umfutures";

/** How often an object is woken, so that it is not put to sleep, and opens its stream again if it was. */
const WAKE_MS = 30_000;

const RECENT = 50;

export default {
  async fetch(request, env) {
    const { hostname, pathname } = new URL(request.url);
    // Put your own login here: it is a private account.
    const token = request.headers.get("authorization");
    const isLocal = hostname === "127.0.0.1" || hostname === "localhost";
    if (!isLocal && (!env.ACCESS_TOKEN || token !== `Bearer ${env.ACCESS_TOKEN}`))
      return new Response("Unauthorized", { status: 401 });
    const account = pathname.slice(1) || "main";
    if (!apiKeyOf(account, env)) return new Response("No such account", { status: 404 });
    // The same object for everybody who asks, wherever they are: so no two streams of one account.
    const owner = env.ACCOUNTS.get(env.ACCOUNTS.idFromName(account));
    const lines = await owner.recent(account);
    return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  },
};

export class AccountStream extends DurableObject {
  #stream;
  #recent = [];

  /** What happened lately. The first call opens the stream, and from then on alarms keep it open. */
  async recent(account) {
    await this.ctx.storage.put("account", account);
    await this.alarm();
    return this.#recent;
  }

  async alarm() {
    const { storage } = this.ctx;
    await storage.setAlarm(Date.now() + WAKE_MS);
    if (this.#stream === undefined) {
      this.#open(await storage.get("account"), await storage.get("provenAt"));
    }
    const { provenAt } = this.#stream;
    if (provenAt !== undefined) await storage.put("provenAt", provenAt);
  }

  #open(account, provenAt) {
    const { LISTENKEY_REST: rest, LISTENKEY_STREAM: host } = this.env;
    this.#stream = openUserDataStream({
      product: umfutures,
      account,
      apiKey: apiKeyOf(account, this.env),
      // Objects may share an isolate, but neither sockets nor timers: each has a transport and a clock of its own.
      transport: fetchTransport({ fetch: (...call) => fetch(...call) }),
      clock: { ...systemClock },
      ...(rest && host && { environment: { rest, stream: host } }),
    })
      .once("live", () => this.#noteSleep(account, provenAt))
      .on("live", ({ proof }) => console.log(account, "live, as proved by", proof))
      .on("event", (event) => this.#take(event))
      .on("failed", ({ error }) => console.log(account, "is given up:", error.message));
  }

  /** A new version or a move ends an object without a word. The stream cannot know of its predecessor. */
  #noteSleep(account, provenAt) {
    if (provenAt === undefined) return;
    this.#take({ type: "gap", account, from: provenAt, to: Date.now(), cause: "restart" });
  }

  #take(event) {
    if (event.type === "gap") {
      // What happened in between is not sent again: ask REST for it before relying on what you know of the account.
      const [from, to] = [new Date(event.from), new Date(event.to)];
      this.#recent.push({ unknown: event.cause, from, to });
    } else {
      this.#recent.push(...toChanges(event));
    }
    this.#recent.splice(0, this.#recent.length - RECENT);
  }
}

function apiKeyOf(account, env) {
  return account === "main" ? env.BINANCE_API_KEY : env[`BINANCE_API_KEY_${account}`];
}
