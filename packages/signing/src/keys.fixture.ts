import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { inspect } from "node:util";
import { expect } from "vitest";

/**
 * The one private key that the exchange has published.
 *
 * Source: https://developers.binance.com/docs/binance-spot-api-docs/fix-api
 */
export const ED25519_PEM = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy+qa8WEf0lQOl1s4CLIAB9m89u
-----END PRIVATE KEY-----
`;

/** The body of {@link ED25519_PEM}. */
export const ED25519_BASE64 = "MC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy+qa8WEf0lQOl1s4CLIAB9m89u";

/** What a user of an RSA key has. */
export interface RsaKeys {
  readonly pem: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A new RSA key: the exchange has published signatures of RSA, and no key to check them with. */
export function rsaKeys(bits = 2048): RsaKeys {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  return { pem: pemOf(privateKey), publicKey, privateKey };
}

/** A private key as an unencrypted PKCS#8. */
export function pemOf(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

/** What an action throws, or what its promise rejects with. */
export async function failureOf(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail");
}

/** What an error of configuration with this remedy is like. */
export function refusal(remedy: RegExp): object {
  return {
    isListenKeyError: true,
    code: "CONFIGURATION",
    message: expect.stringMatching(remedy) as string,
  };
}

/** The secrets that show in an error, whole or by the line, when it is printed in any of the usual ways. */
export function leaksOf(error: unknown, secrets: readonly string[]): string[] {
  const shown = inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error);
  const lines = secrets.flatMap((secret) => [secret, ...secret.split(/\s+|\\n/)]);
  return lines.filter((line) => line.length > 11 && !line.includes("---") && shown.includes(line));
}
