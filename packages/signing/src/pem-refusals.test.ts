import { generateKeyPairSync, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ED25519_BASE64,
  ED25519_PEM,
  failureOf,
  leaksOf,
  pemOf,
  refusal,
  rsaKeys,
} from "./keys.fixture.ts";
import { pemSigner } from "./pem-signer.ts";
import { readPrivateKey } from "./private-key.ts";

const SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
const rsa = rsaKeys();
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

function block(label: string, body = ED25519_BASE64): string {
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
}

function ownFormat(key: KeyObject, type: "pkcs1" | "sec1"): string {
  return key.export({ type, format: "pem" } as { type: "pkcs1"; format: "pem" }).toString();
}

/** A PKCS#8 byte by byte: of this object identifier, its key a string of so many bytes. */
function written(identifier: readonly number[], length: number): string {
  const algorithm = [6, identifier.length, ...identifier];
  const key = [4, length, ...new Uint8Array(length)];
  const info = [2, 1, 0, 0x30, algorithm.length, ...algorithm, 4, key.length, ...key];
  return Buffer.from([0x30, info.length, ...info]).toString("base64");
}

function encryptedPem(key: KeyObject): string {
  const encryption = { cipher: "aes-256-cbc", passphrase: "open sesame" };
  return key.export({ type: "pkcs8", format: "pem", ...encryption }).toString();
}

const refused: readonly (readonly [title: string, pem: unknown, remedy: RegExp])[] = [
  [
    "an encrypted key",
    encryptedPem(rsa.privateKey),
    /encryptedPemSigner of @listenkey\/signing\/node, or decrypt it with `openssl pkcs8 -in key.pem -out decrypted.pem`/,
  ],
  [
    "an RSA key in PKCS#1",
    ownFormat(rsa.privateKey, "pkcs1"),
    /`openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem`/,
  ],
  ["an EC key of its own format", ownFormat(ec, "sec1"), /is an EC key, .*`openssl genpkey -alg/],
  ["an EC key", pemOf(ec), /holds an EC key, and the exchange takes RSA and Ed25519; make one/],
  ["an X25519 key", pemOf(generateKeyPairSync("x25519").privateKey), /holds an X25519 key/],
  ["an Ed448 key", pemOf(generateKeyPairSync("ed448").privateKey), /holds an Ed448 key/],
  ["an X448 key", pemOf(generateKeyPairSync("x448").privateKey), /holds an X448 key/],
  [
    "an RSA-PSS key",
    pemOf(generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey),
    /holds an RSA-PSS key/,
  ],
  [
    "a DSA key",
    pemOf(generateKeyPairSync("dsa", { modulusLength: 1024, divisorLength: 160 }).privateKey),
    /holds a DSA key/,
  ],
  [
    "a key of an algorithm that nobody knows",
    block("PRIVATE KEY", written([0x2b, 0x7f], 32)),
    /holds a key of another kind, and the exchange takes RSA and Ed25519/,
  ],
  ["an RSA key of 1024 bits", rsaKeys(1024).pem, /of 1024 bits, and .* 2048 and 4096; make one/],
  ["an RSA key of 2047 bits", rsaKeys(2047).pem, /of 2047 bits/],
  [
    "a public key",
    rsa.publicKey.export({ type: "spki", format: "pem" }),
    /is the public half, .*; give the private key/,
  ],
  [
    "a public key in PKCS#1",
    rsa.publicKey.export({ type: "pkcs1", format: "pem" }),
    /is the public half, .*; give the private key/,
  ],
  [
    "a key of OpenSSH",
    block("OPENSSH PRIVATE KEY"),
    /is a key of OpenSSH, .*`openssl genpkey -alg/,
  ],
  ["a certificate", block("CERTIFICATE"), /holds no private key for signing; make one/],
  ["a block named as a secret", block(SECRET), /holds no private key for signing; make one/],
  ["a secret", SECRET, /is no PEM: .* HMAC key belongs in hmacSigner/],
  ["a path", "/etc/keys/my-own-binance.pem", /path of a file in keyFileSigner of @listenkey/],
  ["base64 alone", ED25519_BASE64, /is no PEM: it has no -----BEGIN PRIVATE KEY-----/],
  ["nothing", "", /is no PEM/],
  ["undefined", undefined, /is not text; read the file with readFileSync\(path, "utf8"\)/],
  ["bytes", Buffer.from(ED25519_PEM), /is not text/],
  ["what is no base64", block("PRIVATE KEY", `${ED25519_BASE64}§`), /is damaged; give the whole/],
  ["an empty block", block("PRIVATE KEY", ""), /is damaged/],
  ["other bytes", block("PRIVATE KEY", btoa(SECRET)), /is damaged/],
  ["a key that lacks a line", rsa.pem.split("\n").toSpliced(9, 1).join("\n"), /is damaged/],
  ["a key that is cut off", rsa.pem.slice(0, 900), /is damaged/],
  ["a seed of 31 bytes", block("PRIVATE KEY", written([0x2b, 0x65, 0x70], 31)), /is damaged/],
];

test.each(refused)("%s is refused at once, with the remedy", async (_, pem, remedy) => {
  const error = await failureOf(async () => pemSigner(pem as string));
  const secrets = [SECRET, ED25519_PEM, String(pem)];
  expect(error).toMatchObject(refusal(remedy));
  expect(leaksOf(error, secrets)).toEqual([]);
});

test("the search finds a secret that shows", () => {
  const leaks = [new Error(SECRET), new Error("", { cause: { SECRET } }), { pem: ED25519_PEM }];
  for (const leak of leaks) expect(leaksOf(leak, [SECRET, ED25519_PEM])).not.toEqual([]);
});

test("a key that is cut off anywhere inside is refused, never misread", () => {
  const whole = Buffer.from(ED25519_BASE64, "base64");
  for (let end = 0; end < whole.length; end += 1)
    expect(readPrivateKey(whole.subarray(0, end))).toBeUndefined();
  expect(readPrivateKey(whole)).toMatchObject({ kind: "Ed25519" });
});

test("no bytes at all break the reader", () => {
  const whole = [...Buffer.from(ED25519_BASE64, "base64")];
  const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 });
  const property = fc.property(changes, (changed) => {
    const bytes = Uint8Array.from(whole);
    for (const [at, byte] of changed) bytes[at] = byte;
    const kind = readPrivateKey(bytes)?.kind;
    expect(["Ed25519", "other", undefined]).toContain(kind);
  });
  fc.assert(property, { numRuns: 2_000 });
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(readPrivateKey(bytes)).toBeUndefined();
    }),
  );
});
