import { isListenKeyError, type Signer } from "@listenkey/core";
import { configurationError } from "@listenkey/core/product";
import { hmacSigner } from "@listenkey/signing";
import { keyFileSigner } from "@listenkey/signing/node";
import type { Variables } from "../command-context.ts";

/** By whose authority the exchange is asked. */
export interface Credentials {
  /** The API key. */
  readonly apiKey: string;
  /** Signs what must be signed; absent where neither a secret nor a key file was given. */
  readonly signer?: Signer;
}

/** The variables that credentials are read from. */
export const CREDENTIAL_VARIABLES = [
  "BINANCE_API_KEY",
  "BINANCE_API_SECRET",
  "BINANCE_KEY_FILE",
  "BINANCE_PASSPHRASE",
] as const;

/**
 * Reads credentials. An empty variable is as good as none.
 *
 * @throws `CONFIGURATION` where there is no API key, both a secret and a key file, or one that cannot sign.
 */
export function credentialsFrom(variables: Variables): Credentials {
  const { BINANCE_API_KEY: apiKey = "" } = variables;
  if (apiKey === "") {
    throw configurationError(
      "BINANCE_API_KEY is not set; set it, or name a file that does with --env-file",
    );
  }
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw configurationError(
      "BINANCE_API_KEY has white space or characters that no API key has; give it as the exchange shows it",
    );
  }
  const signer = signerFrom(variables);
  return { apiKey, ...(signer && { signer }) };
}

function signerFrom(variables: Variables): Signer | undefined {
  const secret = variables["BINANCE_API_SECRET"] ?? "";
  const path = variables["BINANCE_KEY_FILE"] ?? "";
  const passphrase = variables["BINANCE_PASSPHRASE"] ?? "";
  if (secret !== "" && path !== "") {
    throw configurationError(
      "BINANCE_API_SECRET and BINANCE_KEY_FILE are both set; keep the one that belongs to the API key",
    );
  }
  if (secret !== "") return made("BINANCE_API_SECRET", () => hmacSigner(secret));
  if (path === "") return undefined;
  return made("BINANCE_KEY_FILE", () =>
    keyFileSigner({ path, ...(passphrase !== "" && { passphrase }) }),
  );
}

/** What the library says about its arguments, and what is said of variables instead. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^\w+Signer: /, ""],
  [/use pemSigner.*$/, "put it into a file, and name that in BINANCE_KEY_FILE"],
  [/The secret of an HMAC key.*$/, "The secret of an HMAC key belongs in BINANCE_API_SECRET"],
  [/give the passphrase it was/, "set BINANCE_PASSPHRASE to what it was"],
  [/leave the passphrase out/, "leave BINANCE_PASSPHRASE out"],
];

/** What the library says of its arguments, said of the variable that the person has set. */
function made(variable: string, make: () => Signer): Signer {
  try {
    return make();
  } catch (error) {
    if (!isListenKeyError(error)) throw error;
    let { message } = error;
    for (const [said, instead] of REMEDIES) message = message.replace(said, instead);
    throw configurationError(`${variable}: ${message}`);
  }
}
