import { readFileSync } from "node:fs";
import type { Signer } from "@listenkey/core";
import { configurationError } from "@listenkey/core/product";
import { readPrivatePem } from "../pem.ts";
import { pkcs8Signer } from "../pkcs8-signer.ts";
import { decrypted } from "./decrypted.ts";

/** Where a private key is kept. */
export interface KeyFileOptions {
  /** A PEM file with a PKCS#8, encrypted or not: an absolute path or a `file:` URL, or a path from the working directory. */
  readonly path: string | URL;
  /** What the key was encrypted with. Defaults to none, for a key that is not encrypted. */
  readonly passphrase?: string | undefined;
}

const SUBJECT = "keyFileSigner: the file";

/**
 * Signs as `pemSigner` does, with the private key in a file. The file is read and decrypted at once, and not again.
 *
 * @throws `CONFIGURATION` for a file that cannot be read, a passphrase that is missing, wrong or not needed, and as
 *   `pemSigner` does.
 * @example
 * const signer = keyFileSigner({ path: "binance.pem", passphrase: process.env["KEY_PASSPHRASE"] });
 */
export function keyFileSigner(options: KeyFileOptions): Signer {
  const { encrypted, der } = readPrivatePem(contentOf(options), SUBJECT);
  if (encrypted) return pkcs8Signer(decrypted(der, options.passphrase, SUBJECT), SUBJECT);
  if (options.passphrase === undefined) return pkcs8Signer(der, SUBJECT);
  throw configurationError(
    `${SUBJECT} is not encrypted; leave the passphrase out, or encrypt the key with ` +
      "`openssl pkcs8 -topk8 -in key.pem -out encrypted.pem`",
  );
}

/** Never tells the path: whoever confuses options has put a secret there. */
function contentOf(options: Partial<KeyFileOptions> | undefined): string {
  const path = options?.path;
  if ((typeof path !== "string" || path === "") && !(path instanceof URL)) {
    throw configurationError("keyFileSigner: path is missing; give { path, passphrase }");
  }
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw configurationError(
      `${SUBJECT} cannot be read (${code}); check path, which starts from the working directory, and who may read it`,
    );
  }
}
