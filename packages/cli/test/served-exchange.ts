import { systemClock } from "@listenkey/core/kit";
import { createExchange, type Exchange, type SimulatedAccount } from "@listenkey/simulator";
import { serveExchange } from "@listenkey/simulator/server";

/** An exchange on loopback with an account on it that trades. */
export interface ServedExchange {
  readonly exchange: Exchange;
  readonly account: SimulatedAccount;
  /** What makes the command talk to it, on behalf of the account. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Serves a {@link ServedExchange}. */
export async function serve(): Promise<ServedExchange> {
  const exchange = createExchange({ clock: systemClock, seed: 1 });
  const server = await serveExchange(exchange);
  const account = exchange.createAccount();
  for (const product of ["spot", "umfutures", "margin-cross", "margin-risk"] as const) {
    account.trade({ product, perMinute: 1_200 });
  }
  const { apiKey, secret } = account.credentials();
  return {
    exchange,
    account,
    env: {
      BINANCE_API_KEY: apiKey,
      BINANCE_API_SECRET: secret,
      LISTENKEY_REST: server.rest,
      LISTENKEY_STREAM: server.stream,
      LISTENKEY_WS_API: server.wsApi,
    },
    async close() {
      await server.close();
      exchange.close();
    },
  };
}
