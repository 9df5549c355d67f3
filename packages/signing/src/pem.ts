import { configurationError } from "@listenkey/core/product";
import { bytesOf } from "./encodings.ts";

/** A private key as a PEM holds it. */
export interface PrivatePem {
  readonly encrypted: boolean;
  /** A PKCS#8, or an encrypted one. */
  readonly der: Uint8Array<ArrayBuffer>;
}

/** How to come by a key that the exchange takes. */
export const MAKE_A_KEY =
  "make one with `openssl genpkey -algorithm ed25519 -out key.pem` and register its public half with the exchange";

/** What a key is that looks like one and cannot be read. */
export const DAMAGED =
  "is damaged; give the whole text, from -----BEGIN to -----END, with every line between";

const PUBLIC_HALF = "is the public half, which is for the exchange; give the private key";

/** What to do about PEMs of other kinds, by the words after BEGIN. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  "RSA PRIVATE KEY":
    "is an RSA key in PKCS#1; convert it with `openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem`",
  "EC PRIVATE KEY": `is an EC key, which the exchange does not take; ${MAKE_A_KEY}`,
  "OPENSSH PRIVATE KEY": `is a key of OpenSSH, which the exchange does not take; ${MAKE_A_KEY}`,
  "PUBLIC KEY": PUBLIC_HALF,
  "RSA PUBLIC KEY": PUBLIC_HALF,
};

/**
 * Finds the private key in a PEM (RFC 7468). Words and blocks around it are passed over, and line ends may be written
 * out as `\n`, as they are in environment variables.
 *
 * @param subject What an error is about, e.g. `pemSigner: the PEM`.
 * @throws `CONFIGURATION` with the remedy, unless there is a PKCS#8, encrypted or not. Never shows what it was given.
 */
export function readPrivatePem(pem: unknown, subject: string): PrivatePem {
  if (typeof pem !== "string") {
    throw configurationError(
      `${subject} is not text; read the file with readFileSync(path, "utf8")`,
    );
  }
  const text = pem.replaceAll(/\\[rn]/g, "\n");
  const plain = blockIn(text, "PRIVATE KEY");
  const body = plain ?? blockIn(text, "ENCRYPTED PRIVATE KEY");
  if (body === undefined) throw configurationError(`${subject} ${whyThereIsNone(text)}`);
  const der = bytesOf(body);
  if (der === undefined) throw configurationError(`${subject} ${DAMAGED}`);
  return { encrypted: plain === undefined, der };
}

/** What is between the two lines of a label, or what there is where the second is cut off. */
function blockIn(text: string, label: string): string | undefined {
  const [, rest] = text.split(`-----BEGIN ${label}-----`, 2);
  return rest?.split(`-----END ${label}-----`, 1)[0];
}

/** Told without a word of the text, which may be a secret. */
function whyThereIsNone(text: string): string {
  if (!text.includes("-----BEGIN")) {
    return (
      "is no PEM: it has no -----BEGIN PRIVATE KEY-----. The secret of an HMAC key belongs in hmacSigner, " +
      "the path of a file in keyFileSigner of @listenkey/signing/node"
    );
  }
  const kind = Object.keys(OTHER_KINDS).find((label) => text.includes(`-----BEGIN ${label}-----`));
  return OTHER_KINDS[kind ?? ""] ?? `holds no private key for signing; ${MAKE_A_KEY}`;
}
