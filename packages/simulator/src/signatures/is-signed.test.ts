import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { isSigned } from "./is-signed.ts";
import { readPublicKey } from "./public-key.ts";

const SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
const API_KEY = "apiKey=vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";

/** The published vectors of the WebSocket API; one holds characters outside ASCII. */
const HMAC_VECTORS = [
  [
    `${API_KEY}&price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL&symbol=BTCUSDT&timeInForce=GTC&timestamp=1645423376532&type=LIMIT`,
    "aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24",
  ],
  [
    `${API_KEY}&price=0.10000000&quantity=1.00000000&recvWindow=5000&side=BUY&symbol=１２３４５６&timeInForce=GTC&timestamp=1645423376532&type=LIMIT`,
    "b33892ae8e687c939f4468c6268ddd4c40ac1af18ad19a064864c47bae0752cd",
  ],
  [
    `${API_KEY}&timestamp=1649729878532`,
    "1cf54395b336b0a9727ef27d5d98987962bc47aca6e13fe978612d0adee066ed",
  ],
] as const;

describe("HMAC", () => {
  const material = { kind: "hmac", secret: SECRET } as const;

  test.each(HMAC_VECTORS)(
    "the published signature over %s is right, in either case",
    (payload, signature) => {
      expect(isSigned(material, payload, signature)).toBe(true);
      expect(isSigned(material, payload, signature.toUpperCase())).toBe(true);
    },
  );

  test("another payload, another secret or another encoding is wrong", () => {
    const [payload, signature] = HMAC_VECTORS[2];
    expect(isSigned(material, `${payload}0`, signature)).toBe(false);
    expect(isSigned({ kind: "hmac", secret: "other" }, payload, signature)).toBe(false);
    const base64 = Buffer.from(signature, "hex").toString("base64");
    expect(isSigned(material, payload, base64)).toBe(false);
  });
});

describe("Ed25519", () => {
  const privateKey = createPrivateKey(
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy+qa8WEf0lQOl1s4CLIAB9m89u\n-----END PRIVATE KEY-----",
  );
  const material = readPublicKey(pemOf(createPublicKey(privateKey)));
  const payload = ["A", "EXAMPLE", "SPOT", "1", "20240627-11:17:25.223"].join("\u0001");
  const signature =
    "4MHXelVVcpkdwuLbl6n73HQUXUf1dse2PCgT1DYqW9w8AVZ1RACFGM+5UdlGPrQHrgtS3CvsRURC1oj73j8gCA==";

  test("the published signature is right", () => {
    expect(material.kind).toBe("ed25519");
    expect(isSigned(material, payload, signature)).toBe(true);
  });

  test("another payload, another key, a cut signature and no base64 are wrong", () => {
    expect(isSigned(material, `${payload}0`, signature)).toBe(false);
    const other = readPublicKey(pemOf(generateKeyPairSync("ed25519").publicKey));
    expect(isSigned(other, payload, signature)).toBe(false);
    expect(isSigned(material, payload, signature.slice(0, 84))).toBe(false);
    expect(isSigned(material, payload, "not base64")).toBe(false);
  });
});

describe.each([2048, 4096])("RSA of %d bits", (modulusLength) => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength });
  const material = readPublicKey(pemOf(publicKey));
  const [[payload]] = HMAC_VECTORS;
  const signature = sign("RSA-SHA256", Buffer.from(payload), privateKey);

  test("what the private key has signed is right", () => {
    expect(material.kind).toBe("rsa");
    expect(isSigned(material, payload, signature.toString("base64"))).toBe(true);
  });

  test("another payload, another digest, and a signature of another length or size are wrong", () => {
    expect(isSigned(material, `${payload}0`, signature.toString("base64"))).toBe(false);
    const sha512 = sign("RSA-SHA512", Buffer.from(payload), privateKey);
    expect(isSigned(material, payload, sha512.toString("base64"))).toBe(false);
    expect(isSigned(material, payload, signature.subarray(1).toString("base64"))).toBe(false);
    expect(
      isSigned(material, payload, Buffer.alloc(modulusLength / 8, 0xff).toString("base64")),
    ).toBe(false);
  });
});

test("anything that is no public key of a known kind is refused with the remedy", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const truncated = pemOf(publicKey).replace(/^(.{60})[\s\S]*(-----END)/m, "$1\n$2");
  for (const pem of [
    "",
    "NhqPtmdSJYdKjVHjA7PZj4Mge3R5",
    pemOf(publicKey),
    truncated,
    // An Ed25519 key of 31 bytes.
    `-----BEGIN PUBLIC KEY-----\nMCkwBQYDK2VwAyAA${"A".repeat(42)}==\n-----END PUBLIC KEY-----`,
    privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  ]) {
    expect(() => readPublicKey(pem)).toThrow(/PEM \(-----BEGIN PUBLIC KEY-----\)/);
  }
});

function pemOf(key: { export(options: { type: "spki"; format: "pem" }): string | Buffer }): string {
  return key.export({ type: "spki", format: "pem" }).toString();
}
