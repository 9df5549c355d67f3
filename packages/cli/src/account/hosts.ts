import type { CustomEnvironment } from "@listenkey/core";
import { configurationError } from "@listenkey/core/product";
import type { Variables } from "../command-context.ts";

/** The variables that hosts other than Binance's are read from. */
export const HOST_VARIABLES = ["LISTENKEY_REST", "LISTENKEY_STREAM", "LISTENKEY_WS_API"] as const;

/** The options that hosts are chosen by; each host has a variable too. */
export interface HostFlags {
  /** `live`, `testnet` or `demo`. */
  readonly environment?: string;
  readonly rest?: string;
  readonly stream?: string;
  readonly wsApi?: string;
}

/**
 * Which hosts to talk to: those of an environment of Binance, or others. An option goes before its variable.
 *
 * @throws `CONFIGURATION` where an environment and hosts of one's own are both chosen.
 */
export function environmentFrom(
  { environment, ...flags }: HostFlags,
  variables: Variables,
): string | CustomEnvironment {
  const hosts = {
    ...given("rest", flags.rest ?? variables["LISTENKEY_REST"]),
    ...given("stream", flags.stream ?? variables["LISTENKEY_STREAM"]),
    ...given("wsApi", flags.wsApi ?? variables["LISTENKEY_WS_API"]),
  };
  if (Object.keys(hosts).length === 0) return environment ?? "live";
  if (environment === undefined) return hosts;
  throw configurationError(
    "--environment names hosts of Binance, and LISTENKEY_REST, LISTENKEY_STREAM, LISTENKEY_WS_API or their options name " +
      "others; leave one out",
  );
}

function given(name: keyof CustomEnvironment, url: string | undefined): CustomEnvironment {
  return url === undefined || url === "" ? {} : { [name]: url };
}
