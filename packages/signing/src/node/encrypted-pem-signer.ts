import type { Signer } from "@listenkey/core";
import { configurationError } from "@listenkey/core/product";
import { readPrivatePem } from "../pem.ts";
import { pkcs8Signer } from "../pkcs8-signer.ts";
import { decrypted } from "./decrypted.ts";

const SUBJECT = "encryptedPemSigner: the PEM";

/**
 * Signs as `pemSigner` does, with a private key that is encrypted. It is decrypted at once, so that a wrong passphrase
 * shows at once.
 *
 * @param pem The text of an encrypted PKCS#8, from `-----BEGIN ENCRYPTED PRIVATE KEY-----`.
 * @param passphrase What it was encrypted with.
 * @throws `CONFIGURATION` for a passphrase that is wrong, for a PEM that is not encrypted, and as `pemSigner` does.
 */
export function encryptedPemSigner(pem: string, passphrase: string): Signer {
  const { encrypted, der } = readPrivatePem(pem, SUBJECT);
  if (!encrypted) {
    throw configurationError(
      `${SUBJECT} is not encrypted; use pemSigner of @listenkey/signing, which takes no passphrase`,
    );
  }
  return pkcs8Signer(decrypted(der, passphrase, SUBJECT), SUBJECT);
}
