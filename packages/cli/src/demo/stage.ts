import type { Clock, Random } from "@listenkey/core";
import {
  createExchange,
  type Exchange,
  type LogRecord,
  type SimulatedAccount,
} from "@listenkey/simulator";
import { serveExchange } from "@listenkey/simulator/server";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { InFlight } from "./clock/in-flight.ts";
import { LeapingClock } from "./clock/leaping-clock.ts";
import type { DemoProduct } from "./line-up.ts";
import { newsFromLog, type News, type Tell } from "./news.ts";
import { ProductDay } from "./client/product-day.ts";
import { seededRandom } from "./seeded-random.ts";
import { Traffic } from "./clock/traffic.ts";

/** What a {@link Stage} is set for. */
export interface StageOptions {
  readonly seed: number;
  /** Simulated time per real time, at most. */
  readonly speed: number;
  readonly products: readonly DemoProduct[];
  /** Hears what happens to the products. */
  readonly tell: Tell;
  /** Where real time comes from. */
  readonly real: Clock;
}

/** Everything that takes part in the day. */
export interface Stage {
  /** Where the exchange is served. */
  readonly address: string;
  readonly clock: LeapingClock;
  readonly exchange: Exchange;
  /** The account of each product, in the order they were given. */
  readonly accounts: readonly StagedAccount[];
  /** The client's side of each product, in the same order. */
  readonly products: readonly ProductDay[];
  /** Ends managers, sockets, connections, server and exchange. */
  clear(): Promise<void>;
}

/** A product's account on the exchange. */
export interface StagedAccount extends Pick<DemoProduct, "name" | "exchangeId"> {
  readonly account: SimulatedAccount;
}

/** A trading Monday, in UTC. */
const STARTS_AT = Date.UTC(2026, 10, 23);

/** More than any day writes: the judge must have the whole log. */
const KEEP_RECORDS = 1_000_000;

/** Serves an exchange on a free port of this machine, with an account and a manager for each product. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const { seed, speed, real } = options;
  const inFlight = new InFlight(real);
  const traffic = new Traffic(inFlight);
  const clock = new LeapingClock({ startsAt: STARTS_AT, speed, real, inFlight });
  const products: ProductDay[] = [];
  const accounts: StagedAccount[] = [];
  let isCleared = false;
  const sink = (record: LogRecord): void => {
    traffic.exchangeDid(record);
    const news = isCleared ? undefined : newsFromLog(record);
    if (news !== undefined) deliver(news, { products, tell: options.tell });
  };
  const exchange = createExchange({ clock, seed, log: { keep: KEEP_RECORDS, sink } });
  const server = await serveExchange(exchange);
  const byApiKey = new Map<string, ProductDay>();
  const transport = traffic.over(nodeHttpTransport(), ({ headers }) => {
    byApiKey.get(headers["x-mbx-apikey"] ?? "")?.requestSent();
  });
  for (const member of options.products) {
    const account = exchange.createAccount({ id: member.name });
    const [apiKey = ""] = account.apiKeys;
    const random = (name: string): Random => seededRandom(seed, name);
    const { tell } = options;
    const day = new ProductDay({ member, apiKey, hosts: server, transport, clock, random, tell });
    byApiKey.set(apiKey, day);
    products.push(day);
    accounts.push({ ...member, account });
  }
  return {
    address: server.rest,
    clock,
    exchange,
    accounts,
    products,
    async clear() {
      isCleared = true;
      await Promise.all(products.map((day) => day.close()));
      transport.close?.();
      await server.close();
      exchange.close();
    },
  };
}

/** News about one product are its own; the rest concerns everybody. */
function deliver(
  news: News,
  { products, tell }: { readonly products: readonly ProductDay[]; readonly tell: Tell },
): void {
  const concerned = products.find(({ name }) => name === news.product);
  if (concerned === undefined) tell(news);
  else concerned.hear(news);
}
