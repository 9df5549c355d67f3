import { createPublicKey, verify } from "node:crypto";
import { signedParams } from "@listenkey/core/kit";
import { afterEach, describe, expect, test, vi } from "vitest";
import { hmacSigner } from "./hmac-signer.ts";
import {
  ED25519_BASE64,
  ED25519_PEM,
  failureOf,
  leaksOf,
  refusal,
  rsaKeys,
} from "./keys.fixture.ts";
import { pemSigner } from "./pem-signer.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** The same key as RFC 8410 section 10.3 writes it where the public key follows, as some libraries do. */
const ED25519_WITH_PUBLIC_KEY = `-----BEGIN PRIVATE KEY-----
${withPublicKey(ED25519_BASE64, "GUIKv9dSpWXBViXp2m6vAIb8QMFJYBgyFEQsFJlqgA0=")}
-----END PRIVATE KEY-----`;

function withPublicKey(pkcs8: string, publicKey: string): string {
  const inside = Buffer.from(pkcs8, "base64").subarray(5);
  const version = [2, 1, 1];
  const bits = [0x81, 0x21, 0, ...Buffer.from(publicKey, "base64")];
  const info = [...version, ...inside, ...bits];
  return Buffer.from([0x30, info.length, ...info]).toString("base64");
}

describe("an Ed25519 key", () => {
  test("signs the logon of the documents as they show it", async () => {
    const payload = ["A", "EXAMPLE", "SPOT", "1", "20240627-11:17:25.223"].join("\x01");
    expect(await pemSigner(ED25519_PEM)(payload)).toBe(
      "4MHXelVVcpkdwuLbl6n73HQUXUf1dse2PCgT1DYqW9w8AVZ1RACFGM+5UdlGPrQHrgtS3CvsRURC1oj73j8gCA==",
    );
  });

  test("signs a subscription", async () => {
    const apiKey = "4yNzx3yWC5bS6YTwEkSRaC0nRmSQIIStAUOh1b6kqaBrTLIhjCpI5lJH8q8R8WNO";
    const params = { timestamp: 1747385641636, apiKey };
    expect(await signedParams(params, pemSigner(ED25519_PEM))).toEqual({
      ...params,
      signature:
        "Zbw3iSiivieZE4UTpDuG96UxHcy4OQRsgQipzzwJOkjFUsmKOGycHZig9Zl1lWuTspo8KSdtw5/fe4edF0GFBA==",
    });
  });

  test.each([
    ["with the line ends of Windows", ED25519_PEM.replaceAll("\n", "\r\n")],
    ["with line ends written out", ED25519_PEM.replaceAll("\n", "\\n")],
    ["on one line", ED25519_PEM.replaceAll("\n", " ")],
    ["with words around it", `Bag Attributes: none\n${ED25519_PEM}\nThe end`],
    [
      "behind other blocks",
      `-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----\n${ED25519_PEM}`,
    ],
    ["followed by its public key", ED25519_WITH_PUBLIC_KEY],
  ])("is read %s", async (_, pem) => {
    expect(await pemSigner(pem)("payload")).toBe(await pemSigner(ED25519_PEM)("payload"));
  });

  test("says so where the runtime has no Ed25519, and how to go on", async () => {
    const unknown = new DOMException(`no name for ${ED25519_BASE64}`, "NotSupportedError");
    const subtle = { importKey: () => Promise.reject(unknown) };
    vi.stubGlobal("crypto", { subtle });
    const signer = pemSigner(ED25519_PEM);
    const error = await failureOf(() => signer("payload"));
    const remedy = /no Ed25519; use a newer runtime, an RSA key, or a signer of your own/;
    expect(error).toMatchObject(refusal(remedy));
    expect(leaksOf(error, [ED25519_BASE64])).toEqual([]);
  });
});

describe("an RSA key", () => {
  test.each([
    [2048, rsaKeys(2048)],
    [3072, rsaKeys(3072)],
  ])("of %i bits signs by PKCS#1 v1.5 with SHA-256", async (bits, { pem, publicKey }) => {
    const payload = "symbol=１２３４５６&timestamp=1";
    const signature = Buffer.from(await pemSigner(pem)(payload), "base64");
    expect(signature).toHaveLength(bits / 8);
    expect(verify("RSA-SHA256", Buffer.from(payload), publicKey, signature)).toBe(true);
  });

  test("whose inside is damaged is found when it signs", async () => {
    const { privateKey } = rsaKeys();
    const der = privateKey.export({ type: "pkcs8", format: "der" });
    der.fill(0xff, 400);
    const base64 = der.toString("base64");
    const signer = pemSigner(`-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----`);
    const error = await failureOf(() => signer("payload"));
    expect(error).toMatchObject(refusal(/is damaged; give the whole text/));
    expect(leaksOf(error, [base64])).toEqual([]);
  });
});

test("a key is imported by the first signature, once for all", async () => {
  const importKey = vi.spyOn(crypto.subtle, "importKey");
  const signer = pemSigner(ED25519_PEM);
  expect(importKey).not.toHaveBeenCalled();
  const signatures = await Promise.all(["one", "two", "two"].map(signer));
  await signer("three");
  expect(importKey).toHaveBeenCalledTimes(1);
  expect(signatures[1]).toBe(signatures[2]);
  expect(signatures[0]).not.toBe(signatures[1]);
});

test("a key in Web Crypto cannot be taken out again", async () => {
  const importKey = vi.spyOn(crypto.subtle, "importKey");
  await pemSigner(ED25519_PEM)("payload");
  await hmacSigner("secret")("payload");
  const keys = await Promise.all(importKey.mock.results.map(({ value }) => value));
  expect(keys).toEqual([
    expect.objectContaining({ extractable: false, usages: ["sign"] }),
    expect.objectContaining({ extractable: false, usages: ["sign"] }),
  ]);
});

test.each([undefined, {}])("no signer is made in a runtime whose crypto is %o", async (crypto) => {
  vi.stubGlobal("crypto", crypto);
  const remedy = /needs Web Crypto, .* https: and localhost .* a signer of your own/;
  expect(() => pemSigner(ED25519_PEM)).toThrow(expect.objectContaining(refusal(remedy)));
  expect(() => hmacSigner("secret")).toThrow(expect.objectContaining(refusal(remedy)));
});

test("the published public key is that of the published private key", async () => {
  const spki = Buffer.from(
    "MCowBQYDK2VwAyEAGUIKv9dSpWXBViXp2m6vAIb8QMFJYBgyFEQsFJlqgA0=",
    "base64",
  );
  const key = createPublicKey({ key: spki, format: "der", type: "spki" });
  const signature = Buffer.from(await pemSigner(ED25519_PEM)("payload"), "base64");
  expect(verify(null, Buffer.from("payload"), key, signature)).toBe(true);
});
