/** What proves that a request comes from the owner of an API key. */
export type KeyMaterial = HmacSecret | RsaPublicKey | Ed25519PublicKey;

/** A secret that both sides know. */
interface HmacSecret {
  readonly kind: "hmac";
  readonly secret: string;
}

/** For RSASSA-PKCS1-v1_5 with SHA-256. */
export interface RsaPublicKey {
  readonly kind: "rsa";
  readonly modulus: bigint;
  readonly exponent: bigint;
  /** How long signatures are. */
  readonly byteLength: number;
}

export interface Ed25519PublicKey {
  readonly kind: "ed25519";
  readonly bytes: Uint8Array;
}
