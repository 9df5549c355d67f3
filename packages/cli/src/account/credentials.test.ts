import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Variables } from "../command-context.ts";
import { credentialsFrom } from "./credentials.ts";

const folder = mkdtempSync(join(tmpdir(), "listenkey-"));
afterAll(() => rmSync(folder, { recursive: true }));

const plain = join(folder, "key.pem");
const encrypted = join(folder, "encrypted.pem");
const { privateKey } = generateKeyPairSync("ed25519");
writeFileSync(plain, privateKey.export({ type: "pkcs8", format: "pem" }));
writeFileSync(
  encrypted,
  privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "open" }),
);
const PEM = String(privateKey.export({ type: "pkcs8", format: "pem" }));

function from(variables: Variables) {
  return credentialsFrom({ BINANCE_API_KEY: "key", ...variables });
}

test("the API key alone has no signer", () => {
  const empty = { BINANCE_API_SECRET: "", BINANCE_KEY_FILE: "", BINANCE_PASSPHRASE: "" };
  expect(from(empty)).toEqual({ apiKey: "key" });
});

test("a secret signs with HMAC, a key file with its key, encrypted or not", async () => {
  const hmac = await from({ BINANCE_API_SECRET: "secret" }).signer?.("payload");
  expect(hmac).toMatch(/^[0-9a-f]{64}$/);
  const signature = await from({ BINANCE_KEY_FILE: plain }).signer?.("payload");
  expect(signature).toMatch(/^[A-Za-z0-9+/]{86}==$/);
  const other = from({ BINANCE_KEY_FILE: encrypted, BINANCE_PASSPHRASE: "open" });
  expect(await other.signer?.("payload")).toBe(signature);
});

test.each<{ variables: Variables; said: string }>([
  { variables: { BINANCE_API_KEY: "" }, said: "BINANCE_API_KEY is not set; set it" },
  { variables: { BINANCE_API_KEY: "key\n" }, said: "BINANCE_API_KEY has white space" },
  { variables: { BINANCE_API_SECRET: "x", BINANCE_KEY_FILE: "y" }, said: "are both set" },
  { variables: { BINANCE_API_SECRET: "x " }, said: "BINANCE_API_SECRET: the secret has white" },
  {
    variables: { BINANCE_API_SECRET: PEM },
    said: "put it into a file, and name that in BINANCE_KEY_FILE",
  },
  { variables: { BINANCE_KEY_FILE: PEM }, said: "BINANCE_KEY_FILE: the file cannot be read" },
  { variables: { BINANCE_KEY_FILE: import.meta.filename }, said: "BINANCE_API_SECRET" },
  { variables: { BINANCE_KEY_FILE: encrypted }, said: "set BINANCE_PASSPHRASE to what it was" },
  {
    variables: { BINANCE_KEY_FILE: encrypted, BINANCE_PASSPHRASE: "wrong" },
    said: "the passphrase is wrong",
  },
  {
    variables: { BINANCE_KEY_FILE: plain, BINANCE_PASSPHRASE: "open" },
    said: "leave BINANCE_PASSPHRASE out",
  },
])("what cannot sign is refused, in words of variables: $said", ({ variables, said }) => {
  expect(() => from(variables)).toThrow(
    expect.objectContaining({
      code: "CONFIGURATION",
      message: expect.stringContaining(said) as string,
    }),
  );
  expect(() => from(variables)).not.toThrow(/Signer/);
});
