import { createPrivateKey } from "node:crypto";
import { configurationError } from "@listenkey/core/product";

/**
 * Decrypts an encrypted PKCS#8.
 *
 * @param subject What an error is about, e.g. `keyFileSigner: the file`.
 * @throws `CONFIGURATION` for a passphrase that is missing or wrong. Never shows it.
 */
export function decrypted(
  der: Uint8Array,
  passphrase: unknown,
  subject: string,
): Uint8Array<ArrayBuffer> {
  if (typeof passphrase !== "string" || passphrase === "") {
    throw configurationError(`${subject} is encrypted; give the passphrase it was encrypted with`);
  }
  try {
    const key = createPrivateKey({
      key: Buffer.from(der),
      format: "der",
      type: "pkcs8",
      passphrase,
    });
    return new Uint8Array(key.export({ format: "der", type: "pkcs8" }));
  } catch {
    // What was thrown differs between runtimes and versions, and helps nobody.
    throw configurationError(
      `${subject} cannot be decrypted: the passphrase is wrong, the text is damaged, or its cipher is too old for ` +
        "this runtime. `openssl pkey -in key.pem -noout` tells which",
    );
  }
}
