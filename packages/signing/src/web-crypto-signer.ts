import type { Signer } from "@listenkey/core";
import { configurationError } from "@listenkey/core/product";

/** A key as it is handed to Web Crypto. */
export interface KeyMaterial {
  /** What the bytes of the key are. */
  readonly format: "raw" | "pkcs8";
  readonly key: Uint8Array<ArrayBuffer>;
  /** How the key signs. */
  readonly algorithm: { readonly name: string; readonly hash?: string };
  /** How a signature is written. */
  readonly encode: (signature: Uint8Array) => string;
  /** What it means when Web Crypto refuses the key: said instead of what was thrown, which may hold anything. */
  readonly failure: string;
}

/**
 * Signs with a key of Web Crypto. It is imported by the first signature, once, and cannot be read from outside.
 *
 * @throws `CONFIGURATION` where the runtime has no Web Crypto.
 */
export function webCryptoSigner(material: KeyMaterial): Signer {
  const { algorithm, encode, failure } = material;
  const subtle = subtleCrypto();
  let imported: Promise<CryptoKey> | undefined;
  return async (payload) => {
    try {
      imported ??= subtle.importKey(material.format, material.key, algorithm, false, ["sign"]);
      const signature = await subtle.sign(algorithm, await imported, utf8Of(payload));
      return encode(new Uint8Array(signature));
    } catch {
      throw configurationError(failure);
    }
  };
}

/** Text as the bytes that are signed. */
export function utf8Of(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function subtleCrypto(): SubtleCrypto {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> };
  if (crypto?.subtle) return crypto.subtle;
  throw configurationError(
    "signing needs Web Crypto, which this runtime lacks; browsers have it on pages from https: and localhost alone. " +
      "Elsewhere give a signer of your own: (payload) => Promise<string>",
  );
}
