import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from "node:crypto";
import type { Signer } from "@listenkey/core";
import type { SimulatedAccount } from "@listenkey/simulator";
import type { Way } from "./way.ts";

/** What a stream of an account is opened with. Signatures take no time: the world's clock stands meanwhile. */
export function credentialsFor(
  { signs }: Way,
  account: SimulatedAccount,
): { readonly apiKey: string; readonly signer?: Signer } {
  if (signs === undefined) return { apiKey: account.apiKeys[0] ?? "" };
  if (signs === "hmac") {
    const { apiKey, secret } = account.credentials();
    return { apiKey, signer: hmacWith(secret) };
  }
  const { publicKey, privateKey } = keyPair(signs);
  return { apiKey: account.createApiKey({ publicKey }), signer: signerWith(privateKey) };
}

/** A new key pair: both in PEM, as a user has them. */
export function keyPair(kind: "rsa" | "ed25519"): {
  readonly publicKey: string;
  readonly privateKey: string;
} {
  const publicKeyEncoding = { type: "spki", format: "pem" } as const;
  const privateKeyEncoding = { type: "pkcs8", format: "pem" } as const;
  return kind === "rsa"
    ? generateKeyPairSync("rsa", { modulusLength: 2048, publicKeyEncoding, privateKeyEncoding })
    : generateKeyPairSync("ed25519", { publicKeyEncoding, privateKeyEncoding });
}

function hmacWith(secret: string): Signer {
  return (payload) => Promise.resolve(createHmac("sha256", secret).update(payload).digest("hex"));
}

function signerWith(pem: string): Signer {
  const key: KeyObject = createPrivateKey(pem);
  const digest = key.asymmetricKeyType === "rsa" ? "sha256" : null;
  return (payload) => Promise.resolve(sign(digest, Buffer.from(payload), key).toString("base64"));
}
