import type { Signer } from "@listenkey/core";
import { configurationError } from "@listenkey/core/product";
import { readPrivatePem } from "./pem.ts";
import { pkcs8Signer } from "./pkcs8-signer.ts";

const SUBJECT = "pemSigner: the PEM";

/**
 * Signs with the private key of an RSA API key (RSASSA-PKCS1-v1_5 with SHA-256) or of an Ed25519 one, as base64. Which of
 * the two it is stands in the key.
 *
 * The key is imported into Web Crypto by the first signature. A runtime without Ed25519 shows then: the signature
 * rejects with `CONFIGURATION`.
 *
 * Source: https://developers.binance.com/docs/binance-spot-api-docs/faqs/api_key_types
 *
 * @param pem The text of an unencrypted PKCS#8, from `-----BEGIN PRIVATE KEY-----`. Encrypted ones and files are for
 *   `@listenkey/signing/node`.
 * @throws `CONFIGURATION` for a key that is encrypted, damaged, public, not PKCS#8, neither RSA nor Ed25519, or RSA under
 *   2048 bits, for what is no PEM, and where the runtime has no Web Crypto.
 * @example
 * const stream = openUserDataStream({ product: spot, apiKey, signer: pemSigner(pem), transport });
 */
export function pemSigner(pem: string): Signer {
  const { encrypted, der } = readPrivatePem(pem, SUBJECT);
  if (!encrypted) return pkcs8Signer(der, SUBJECT);
  throw configurationError(
    `${SUBJECT} is encrypted, which Web Crypto cannot read; use encryptedPemSigner of @listenkey/signing/node, ` +
      "or decrypt it with `openssl pkcs8 -in key.pem -out decrypted.pem`",
  );
}
