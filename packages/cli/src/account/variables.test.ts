import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { variablesFrom } from "./variables.ts";

const folder = mkdtempSync(join(tmpdir(), "listenkey-"));
afterAll(() => rmSync(folder, { recursive: true }));

const env = {
  BINANCE_API_KEY: "key of the environment",
  BINANCE_API_SECRET: "secret of the environment",
  LISTENKEY_REST: "https://environment.test",
};

function withFile(text: string) {
  const path = join(folder, "account.env");
  writeFileSync(path, text);
  return variablesFrom(env, path);
}

test("without a file there is the environment", () => {
  expect(variablesFrom(env, undefined)).toEqual(env);
});

test("a file that names one credential gives all of them, for a secret belongs to its key", () => {
  expect(withFile("BINANCE_API_KEY='key of the file'\n# no secret\n")).toMatchObject({
    BINANCE_API_KEY: "key of the file",
    BINANCE_API_SECRET: undefined,
    LISTENKEY_REST: "https://environment.test",
  });
});

test("a file that names one host gives all of them, and leaves the credentials alone", () => {
  expect(withFile("LISTENKEY_STREAM=wss://file.test\nBINANCE_API_KEY=\n")).toMatchObject({
    BINANCE_API_KEY: "key of the environment",
    BINANCE_API_SECRET: "secret of the environment",
    LISTENKEY_REST: undefined,
    LISTENKEY_STREAM: "wss://file.test",
  });
});

test("a file that cannot be read is an error that does not tell what was taken for its path", () => {
  const read = () => variablesFrom(env, "/secret/secret");
  expect(read).toThrow(/--env-file cannot be read \(ENOENT\)/);
  expect(read).not.toThrow(/secret/);
});
