import type { Signer } from "@listenkey/core";
import { configurationError } from "@listenkey/core/product";
import { hexOf } from "./encodings.ts";
import { utf8Of, webCryptoSigner } from "./web-crypto-signer.ts";

/**
 * Signs with the secret of an HMAC API key: HMAC-SHA256, as hex.
 *
 * Source: https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security
 *
 * @param secret The secret key, as the exchange shows it once, when the API key is made.
 * @throws `CONFIGURATION` for a secret that is empty, has white space around it, or is a PEM, and where the runtime has
 *   no Web Crypto.
 * @example
 * const stream = openUserDataStream({ product: spot, apiKey, signer: hmacSigner(secret), transport });
 */
export function hmacSigner(secret: string): Signer {
  assertSecret(secret);
  return webCryptoSigner({
    format: "raw",
    key: utf8Of(secret),
    algorithm: { name: "HMAC", hash: "SHA-256" },
    encode: hexOf,
    failure: "hmacSigner: the runtime's Web Crypto refused the secret",
  });
}

function assertSecret(secret: unknown): asserts secret is string {
  if (typeof secret !== "string" || secret.trim() === "") {
    throw configurationError(
      "hmacSigner: the secret is empty; give the secret key that belongs to the API key",
    );
  }
  if (secret.includes("-----BEGIN")) {
    throw configurationError(
      "hmacSigner: the secret is a PEM, so a private key or a certificate; use pemSigner for RSA and Ed25519 keys",
    );
  }
  if (secret !== secret.trim()) {
    throw configurationError(
      "hmacSigner: the secret has white space around it; trim it, it was probably copied with a line end",
    );
  }
}
