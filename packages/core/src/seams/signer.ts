/**
 * Signs a payload, so that a KMS or HSM fits as well as a local key.
 *
 * @returns The signature as Binance wants it: hex for HMAC, base64 for RSA and Ed25519.
 */
export type Signer = (payload: string) => Promise<string>;
