import { configurationError } from "@listenkey/core/transport";
import { fromBase64 } from "./base64.ts";
import { bigintOf } from "./bytes.ts";
import { DerReader } from "./der-reader.ts";
import type { Ed25519PublicKey, RsaPublicKey } from "./key-material.ts";

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_IDENTIFIER = 0x06;

const RSA = "2a864886f70d010101";
const ED25519 = "2b6570";

const ED25519_KEY_BYTES = 32;

const ARMOUR = /-----BEGIN PUBLIC KEY-----([\s\S]+?)-----END PUBLIC KEY-----/;

/**
 * Reads a public key as it is registered with the exchange: SubjectPublicKeyInfo in PEM.
 *
 * @throws `CONFIGURATION` if it is anything else, or neither RSA nor Ed25519.
 */
export function readPublicKey(pem: string): RsaPublicKey | Ed25519PublicKey {
  const key = readPem(pem);
  if (key === undefined) {
    throw configurationError(
      "publicKey must be an RSA or Ed25519 public key in PEM (-----BEGIN PUBLIC KEY-----)",
    );
  }
  return key;
}

function readPem(pem: string): RsaPublicKey | Ed25519PublicKey | undefined {
  const body = ARMOUR.exec(pem)?.[1]?.replaceAll(/\s/g, "");
  const der = body === undefined ? undefined : fromBase64(body);
  if (der === undefined) return undefined;
  try {
    return readInfo(der);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readInfo(der: Uint8Array): RsaPublicKey | Ed25519PublicKey | undefined {
  const info = new DerReader(new DerReader(der).take(SEQUENCE));
  const algorithm = new DerReader(info.take(SEQUENCE)).take(OBJECT_IDENTIFIER);
  // The first byte of a bit string counts the bits to leave out at its end: none here.
  const bits = info.take(BIT_STRING).subarray(1);
  const name = hexOf(algorithm);
  if (name === ED25519) return readEd25519(bits);
  return name === RSA ? readRsa(bits) : undefined;
}

function readEd25519(bytes: Uint8Array): Ed25519PublicKey | undefined {
  return bytes.length === ED25519_KEY_BYTES ? { kind: "ed25519", bytes } : undefined;
}

function readRsa(bits: Uint8Array): RsaPublicKey {
  const numbers = new DerReader(new DerReader(bits).take(SEQUENCE));
  const modulus = bigintOf(numbers.take(INTEGER));
  const exponent = bigintOf(numbers.take(INTEGER));
  return { kind: "rsa", modulus, exponent, byteLength: Math.ceil(modulus.toString(16).length / 2) };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
