import { createPrivateKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { ED25519_BASE64, ED25519_PEM, failureOf, leaksOf, refusal } from "../keys.fixture.ts";
import { pemSigner } from "../pem-signer.ts";
import { keyFileSigner, type KeyFileOptions } from "./key-file-signer.ts";

const PASSPHRASE = "correct horse battery staple";
const ENCRYPTED_PEM = createPrivateKey(ED25519_PEM)
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: PASSPHRASE })
  .toString();

const folder = mkdtempSync(join(tmpdir(), "listenkey-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string, name = "key.pem"): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const plain = fileWith(ED25519_PEM, "plain.pem");
const encrypted = fileWith(ENCRYPTED_PEM, "encrypted.pem");

test.each<[string, KeyFileOptions]>([
  ["that is not encrypted", { path: plain }],
  ["at a URL", { path: pathToFileURL(plain) }],
  ["without a passphrase, told so", { path: plain, passphrase: undefined }],
  ["that is encrypted", { path: encrypted, passphrase: PASSPHRASE }],
])("a key in a file %s signs", async (_, options) => {
  expect(await keyFileSigner(options)("payload")).toBe(await pemSigner(ED25519_PEM)("payload"));
});

test("a file is read at once, and not again", async () => {
  const path = fileWith(ED25519_PEM);
  const signer = keyFileSigner({ path });
  rmSync(path);
  expect(await signer("payload")).toBe(await pemSigner(ED25519_PEM)("payload"));
});

test.each<[string, unknown, RegExp]>([
  ["no options", undefined, /path is missing; give { path, passphrase }/],
  ["no path", {}, /path is missing/],
  ["an empty path", { path: "" }, /path is missing/],
  ["a file that is not there", { path: join(folder, "none.pem") }, /\(ENOENT\); check path/],
  ["a folder", { path: folder }, /cannot be read \(EISDIR\)/],
  ["the URL of a page", { path: new URL("https://key.test/") }, /cannot be read \(ERR_INVALID_URL/],
  ["a PEM as the path", { path: ED25519_PEM }, /cannot be read \(ENOENT\); check path/],
  ["a secret as the path", { path: ED25519_BASE64 }, /cannot be read \(ENOENT\)/],
  ["a file of other things", { path: fileWith("Hello", "hello.txt") }, /the file is no PEM/],
  ["no passphrase", { path: encrypted }, /the file is encrypted; give the passphrase/],
  ["a wrong passphrase", { path: encrypted, passphrase: "no" }, /cannot be decrypted: the passph/],
  [
    "a passphrase too many",
    { path: plain, passphrase: PASSPHRASE },
    /leave the passphrase out, or/,
  ],
])("%s is refused at once, with the remedy", async (_, options, remedy) => {
  const error = await failureOf(() => keyFileSigner(options as KeyFileOptions));
  expect(error).toMatchObject(refusal(remedy));
  expect(leaksOf(error, [PASSPHRASE, ED25519_BASE64, ENCRYPTED_PEM])).toEqual([]);
});
