import type { Colors } from "../terminal.ts";
import { placesOf } from "./places.ts";
import type { Simulation } from "./run-simulation.ts";
import type { SimulatedProduct } from "./simulated-products.ts";

/** What a program has to be told to use the exchange, as environment variables. */
export function variablesOf({
  server,
  credentials,
}: Pick<Simulation, "server" | "credentials">): Readonly<Record<string, string>> {
  return {
    BINANCE_API_KEY: credentials.apiKey,
    BINANCE_API_SECRET: credentials.secret,
    LISTENKEY_REST: server.rest,
    LISTENKEY_STREAM: server.stream,
    LISTENKEY_WS_API: server.wsApi,
  };
}

/** Variables as lines that a shell and an env file take. Pure. */
export function variableLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

/** Where everything is, for people. Pure. */
export function greeting(
  { server }: Pick<Simulation, "server">,
  products: readonly SimulatedProduct[],
  colors: Colors,
): string {
  const hosts = [
    `REST           ${server.rest}`,
    `streams        ${server.stream}`,
    `WebSocket API  ${server.wsApi}`,
  ];
  const places = products.flatMap(({ name, product }) => [
    colors.bold(name),
    ...placesOf(product, server).map((place) => `  ${place}`),
  ]);
  return [
    `${colors.bold("A simulated exchange is listening.")} Nothing here is real, nothing leaves this machine.`,
    "",
    ...hosts,
    "",
    ...places,
  ].join("\n");
}
