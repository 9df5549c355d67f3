import { ed25519 } from "@noble/curves/ed25519.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { fromBase64 } from "./base64.ts";
import type { KeyMaterial } from "./key-material.ts";
import { isRsaSignature } from "./rsa-signature.ts";

const ED25519_SIGNATURE_BYTES = 64;

/**
 * Whether a signature over a payload was made with the private half of some key material: hex in any case for
 * HMAC-SHA-256, base64 for RSA and Ed25519.
 *
 * At once and not with Web Crypto: an answer that waits for a thread pool would come at no certain point of
 * virtual time.
 */
export function isSigned(material: KeyMaterial, payload: string, signature: string): boolean {
  const message = utf8ToBytes(payload);
  if (material.kind === "hmac") {
    const expected = hmac(sha256, utf8ToBytes(material.secret), message);
    return bytesToHex(expected) === signature.toLowerCase();
  }
  const bytes = fromBase64(signature);
  if (bytes === undefined) return false;
  if (material.kind === "rsa") return isRsaSignature(material, message, bytes);
  return (
    bytes.length === ED25519_SIGNATURE_BYTES &&
    ed25519.verify(bytes, message, material.bytes, { zip215: false })
  );
}
