import { sha256 } from "@noble/hashes/sha2.js";
import { bigintOf, bytesOf } from "./bytes.ts";
import type { RsaPublicKey } from "./key-material.ts";

/** The DER encoding that stands before a SHA-256 digest (RFC 8017, section 9.2, note 1). */
const SHA256_PREFIX = bytesOf(0x30_31_30_0d_06_09_60_86_48_01_65_03_04_02_01_05_00_04_20n, 19);

/** Whether a signature is the key's over a message: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2.2). */
export function isRsaSignature(
  key: RsaPublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== key.byteLength) return false;
  const number = bigintOf(signature);
  if (number >= key.modulus) return false;
  const opened = bytesOf(power(number, key.exponent, key.modulus), key.byteLength);
  const expected = encode(message, key.byteLength);
  return expected.every((byte, index) => byte === opened[index]);
}

/** What a signature over a message is when opened: `00 01 ff … ff 00`, the prefix, the digest. */
function encode(message: Uint8Array, byteLength: number): Uint8Array {
  const digest = sha256(message);
  const encoded = new Uint8Array(byteLength).fill(0xff);
  encoded[0] = 0;
  encoded[1] = 1;
  encoded[byteLength - digest.length - SHA256_PREFIX.length - 1] = 0;
  encoded.set(SHA256_PREFIX, byteLength - digest.length - SHA256_PREFIX.length);
  encoded.set(digest, byteLength - digest.length);
  return encoded;
}

/** `base ** exponent % modulus`, by squaring. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
