import type { Clock } from "@listenkey/core";
import { systemClock } from "@listenkey/core/kit";
import { hmacSigner } from "@listenkey/signing";
import {
  createExchange,
  type Dialect,
  type Exchange,
  type ProductId,
  type SimulatedAccount,
} from "@listenkey/simulator";
import { serveExchange } from "@listenkey/simulator/server";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import type { Credentials } from "../src/account/credentials.ts";
import { productNamed, type NamedProduct } from "../src/account/products.ts";
import type { Finding } from "../src/doctor/finding.ts";
import { runDoctor } from "../src/doctor/run-doctor.ts";
import { spedClock } from "../src/simulate/sped-clock.ts";

/** What an examination is about. */
export interface Case {
  /** The products' names, or products. */
  readonly products: readonly (string | Pick<NamedProduct, "name" | "product">)[];
  readonly dialect?: Partial<Dialect>;
  /** How often a second something happens on each. Defaults to 100. */
  readonly perSecond?: number;
  /** How many times as fast as real time the exchange lives. */
  readonly speed?: number;
  /** How long events are waited for, in milliseconds. */
  readonly waitMs?: number;
  readonly real?: Clock;
  readonly signal?: AbortSignal;
  /** Another API key than the account's. */
  readonly apiKey?: string;
  /** Whether there is no secret. */
  readonly isUnsigned?: boolean;
  /** What happens on the exchange before the examination. */
  readonly before?: (exchange: Exchange) => void;
  /** Whether nobody serves any more when the examination begins. */
  readonly isGone?: boolean;
}

/** What an examination came to. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly exchange: Exchange;
  /** What must not be told. */
  readonly secrets: readonly string[];
  /** The finding of a check; of the first product, unless another one is named. */
  readonly find: (check: string, product?: string) => Finding | undefined;
}

/** Lets the doctor examine an account on a simulated exchange, over real HTTP and WebSockets. */
export async function doctored(given: Case): Promise<Examination> {
  const products = given.products.map((one) => (typeof one === "string" ? productNamed(one) : one));
  const names = products.map(({ name }) => name as ProductId);
  const { exchange, account } = opened(given, names);
  const server = await serveExchange(exchange);
  const transport = nodeHttpTransport();
  if (given.isGone === true) await server.close();
  const { real = systemClock, signal = new AbortController().signal, waitMs = 3_000 } = given;
  const findings = await runDoctor({
    products,
    credentials: credentialsIn(given, account),
    environment: { rest: server.rest, stream: server.stream, wsApi: server.wsApi },
    transport,
    real,
    signal,
    times: { waitMs, answerMs: 1_000, settleMs: 150 },
    found: () => undefined,
  });
  const secrets = secretsOf(account, names);
  transport.close?.();
  if (given.isGone !== true) await server.close();
  exchange.close();
  return {
    findings,
    exchange,
    secrets,
    find: (check, product = names[0] ?? "") =>
      findings.find((one) => one.check === check && one.product === product),
  };
}

/** An exchange on which an account trades. */
function opened(
  { dialect = {}, perSecond = 100, speed = 1, before }: Case,
  products: readonly ProductId[],
): { readonly exchange: Exchange; readonly account: SimulatedAccount } {
  const exchange = createExchange({ clock: spedClock(systemClock, speed), dialect });
  const account = exchange.createAccount();
  if (perSecond > 0) {
    for (const product of products) {
      account.trade({ product, perMinute: (perSecond * 60) / speed });
    }
  }
  before?.(exchange);
  return { exchange, account };
}

function credentialsIn(given: Case, account: SimulatedAccount): Credentials {
  const { apiKey, secret } = account.credentials();
  const isSigned = given.isUnsigned !== true;
  return { apiKey: given.apiKey ?? apiKey, ...(isSigned && { signer: hmacSigner(secret) }) };
}

function secretsOf(account: SimulatedAccount, products: readonly ProductId[]): readonly string[] {
  const { apiKey, secret } = account.credentials();
  return [apiKey, secret, ...products.flatMap((name) => account.keys(name).listenKey ?? [])];
}
