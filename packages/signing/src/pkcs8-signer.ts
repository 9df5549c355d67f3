import type { Signer } from "@listenkey/core";
import { configurationError } from "@listenkey/core/product";
import { base64Of } from "./encodings.ts";
import { DAMAGED, MAKE_A_KEY } from "./pem.ts";
import { readPrivateKey } from "./private-key.ts";
import { webCryptoSigner } from "./web-crypto-signer.ts";

/** The exchange takes 2048 and 4096. */
const LEAST_BITS = 2048;

/** A PKCS#8 of Ed25519 up to its seed (RFC 8410 section 10.3). */
const ED25519_HEAD = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/**
 * Signs with the key that a PKCS#8 holds, and writes base64.
 *
 * @param subject What an error is about, e.g. `pemSigner: the PEM`.
 * @throws `CONFIGURATION` unless it is an RSA key of 2048 bits or more, or an Ed25519 key.
 */
export function pkcs8Signer(pkcs8: Uint8Array<ArrayBuffer>, subject: string): Signer {
  const key = readPrivateKey(pkcs8);
  if (key === undefined) throw configurationError(`${subject} ${DAMAGED}`);
  switch (key.kind) {
    case "Ed25519":
      return ed25519Signer(key.seed);
    case "RSA":
      assertStrong(key.bits, subject);
      return rsaSigner(pkcs8, subject);
    case "other":
      throw configurationError(
        `${subject} holds ${key.name}, and the exchange takes RSA and Ed25519; ${MAKE_A_KEY}`,
      );
  }
}

/** Written anew as the form that every runtime reads: some refuse one that the public key follows. */
function ed25519Signer(seed: Uint8Array): Signer {
  return webCryptoSigner({
    format: "pkcs8",
    key: Uint8Array.of(...ED25519_HEAD, ...seed),
    algorithm: { name: "Ed25519" },
    encode: base64Of,
    // Any 32 bytes are a key, so it is not the key that fails.
    failure:
      "This runtime's Web Crypto has no Ed25519; use a newer runtime, an RSA key, " +
      "or a signer of your own: (payload) => Promise<string>",
  });
}

function rsaSigner(pkcs8: Uint8Array<ArrayBuffer>, subject: string): Signer {
  return webCryptoSigner({
    format: "pkcs8",
    key: pkcs8,
    algorithm: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    encode: base64Of,
    failure: `${subject} ${DAMAGED}`,
  });
}

function assertStrong(bits: number, subject: string): void {
  if (bits >= LEAST_BITS) return;
  throw configurationError(
    `${subject} holds an RSA key of ${bits} bits, and the exchange takes 2048 and 4096; ${MAKE_A_KEY}`,
  );
}
