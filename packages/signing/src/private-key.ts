import { DerReader, TAG } from "./der-reader.ts";
import { hexOf } from "./encodings.ts";

/** What a PKCS#8 holds, as far as it matters here. */
export type PrivateKey =
  | { readonly kind: "RSA"; readonly bits: number }
  | { readonly kind: "Ed25519"; readonly seed: Uint8Array }
  | { readonly kind: "other"; readonly name: string };

/** Object identifiers in DER, as hex: RFC 8017 appendix A.1, RFC 8410 section 3. */
const RSA = "2a864886f70d010101";
const ED25519 = "2b6570";

/** Kinds of keys that people have and the exchange does not take. */
const OTHERS: Readonly<Record<string, string>> = {
  "2a8648ce3d0201": "an EC key",
  "2a8648ce380401": "a DSA key",
  "2a864886f70d01010a": "an RSA-PSS key",
  "2b656e": "an X25519 key",
  "2b656f": "an X448 key",
  "2b6571": "an Ed448 key",
};

/**
 * Tells the kind of key by the object identifier of its algorithm, which every PKCS#8 has (RFC 5958 section 2).
 *
 * @returns Nothing where it is not a PKCS#8, or not a whole one.
 */
export function readPrivateKey(pkcs8: Uint8Array): PrivateKey | undefined {
  try {
    const info = new DerReader(pkcs8).inside(TAG.sequence);
    info.next(TAG.integer); // The version.
    const algorithm = hexOf(info.inside(TAG.sequence).next(TAG.objectIdentifier));
    const key = info.inside(TAG.octetString);
    if (algorithm === RSA) return { kind: "RSA", bits: modulusBits(key) };
    if (algorithm === ED25519) return { kind: "Ed25519", seed: seedIn(key) };
    return { kind: "other", name: OTHERS[algorithm] ?? "a key of another kind" };
  } catch {
    return undefined;
  }
}

/** `RSAPrivateKey` begins with its version and its modulus (RFC 8017 appendix A.1.2). */
function modulusBits(key: DerReader): number {
  const numbers = key.inside(TAG.sequence);
  numbers.next(TAG.integer);
  const modulus = hexOf(numbers.next(TAG.integer)).replace(/^0+/, "");
  return (modulus.length - 1) * 4 + Number.parseInt(modulus.charAt(0), 16).toString(2).length;
}

/** `CurvePrivateKey` is the 32 bytes alone (RFC 8410 section 7). */
function seedIn(key: DerReader): Uint8Array {
  const seed = key.next(TAG.octetString);
  if (seed.length !== 32) throw new RangeError("No seed of Ed25519");
  return seed;
}
