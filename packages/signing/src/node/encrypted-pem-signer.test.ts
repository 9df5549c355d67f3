import { createPrivateKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import {
  ED25519_BASE64,
  ED25519_PEM,
  failureOf,
  leaksOf,
  refusal,
  rsaKeys,
} from "../keys.fixture.ts";
import { pemSigner } from "../pem-signer.ts";
import { encryptedPemSigner } from "./encrypted-pem-signer.ts";

const PASSPHRASE = "correct horse battery staple ü";

function encrypted(pem: string, passphrase = PASSPHRASE): string {
  const encryption = { cipher: "aes-256-cbc", passphrase };
  return createPrivateKey(pem)
    .export({ type: "pkcs8", format: "pem", ...encryption })
    .toString();
}

test("an encrypted Ed25519 key signs as it does unencrypted", async () => {
  const signer = encryptedPemSigner(encrypted(ED25519_PEM), PASSPHRASE);
  expect(await signer("payload")).toBe(await pemSigner(ED25519_PEM)("payload"));
});

test("an encrypted RSA key signs, its line ends written out", async () => {
  const { pem, publicKey } = rsaKeys();
  const signer = encryptedPemSigner(encrypted(pem).replaceAll("\n", "\\n"), PASSPHRASE);
  const signature = Buffer.from(await signer("payload"), "base64");
  expect(verify("RSA-SHA256", Buffer.from("payload"), publicKey, signature)).toBe(true);
});

const weak = encrypted(rsaKeys(1024).pem);
const cut = encrypted(ED25519_PEM).replace(/.{8}\n-----END/, "\n-----END");

interface Refused {
  readonly title: string;
  readonly pem: string;
  readonly passphrase: string | undefined;
  readonly remedy: RegExp;
}

const pem = encrypted(ED25519_PEM);
const passphrase = PASSPHRASE;

test.each<Refused>([
  {
    title: "a wrong passphrase",
    pem,
    passphrase: "no",
    remedy: /the passphrase is wrong, .* tells/,
  },
  { title: "no passphrase", pem, passphrase: undefined, remedy: /encrypted; give the passphrase/ },
  { title: "an empty passphrase", pem, passphrase: "", remedy: /encrypted; give the passphrase/ },
  { title: "a key cut off", pem: cut, passphrase, remedy: /cannot be decrypted: .* is damaged/ },
  { title: "a plain key", pem: ED25519_PEM, passphrase, remedy: /use pemSigner of @listenkey/ },
  { title: "a weak key", pem: weak, passphrase, remedy: /of 1024 bits/ },
  {
    title: "no PEM",
    pem: PASSPHRASE,
    passphrase,
    remedy: /^encryptedPemSigner: the PEM is no PEM/,
  },
])("$title is refused at once, with the remedy", async ({ remedy, ...given }) => {
  const error = await failureOf(() => encryptedPemSigner(given.pem, given.passphrase as string));
  expect(error).toMatchObject(refusal(remedy));
  expect(leaksOf(error, [PASSPHRASE, given.pem, ED25519_BASE64])).toEqual([]);
});
