import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@listenkey/core/kit";
import { fault } from "@listenkey/simulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Variables } from "../src/command-context.ts";
import { runCommand } from "../src/command.ts";
import { recordingTerminal } from "./recording-terminal.ts";
import { serve, type ServedExchange } from "./served-exchange.ts";

const PASSPHRASE = "correct horse battery staple";
const folder = mkdtempSync(join(tmpdir(), "listenkey-"));
const keyFile = join(folder, "key");
let served: ServedExchange;

/** A way to sign: its variables, and what of it is secret. */
interface Credential {
  readonly kind: string;
  readonly env: Variables;
  readonly secrets: readonly string[];
}
const credentials: Credential[] = [];

beforeAll(async () => {
  served = await serve();
  const { BINANCE_API_KEY = "", BINANCE_API_SECRET = "", ...hosts } = served.env;
  credentials.push({
    kind: "HMAC",
    env: served.env,
    secrets: [BINANCE_API_KEY, BINANCE_API_SECRET],
  });
  for (const [kind, pair] of [
    ["Ed25519", generateKeyPairSync("ed25519")],
    ["RSA", generateKeyPairSync("rsa", { modulusLength: 2_048 })],
  ] as const) {
    const publicKey = String(pair.publicKey.export({ type: "spki", format: "pem" }));
    const apiKey = served.account.createApiKey({ publicKey });
    const form = {
      type: "pkcs8",
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase: PASSPHRASE,
    } as const;
    const pem = String(pair.privateKey.export(form));
    const path = join(folder, `${kind}.pem`);
    writeFileSync(path, pem);
    const lines = pem.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
    credentials.push({
      kind,
      env: {
        ...hosts,
        BINANCE_API_KEY: apiKey,
        BINANCE_KEY_FILE: path,
        BINANCE_PASSPHRASE: PASSPHRASE,
      },
      secrets: [apiKey, PASSPHRASE, ...lines],
    });
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await served.close();
});

/** Everything that a command prints, shows and asks. */
async function printed(args: readonly string[], env: Variables): Promise<string> {
  const terminal = recordingTerminal({ isInteractive: true });
  const { signal } = new AbortController();
  let asked = "";
  const ask = (question: string): Promise<string> => {
    asked += question;
    return Promise.resolve("y");
  };
  const code = await runCommand(args, {
    terminal: { ...terminal, ask },
    signal,
    real: systemClock,
    env,
  });
  const { out, err } = terminal;
  return [code, asked, out.text, err.text, ...out.shown, ...err.shown].join("\n");
}

/** The listen keys that the account has at present. */
function listenKeys(): readonly string[] {
  return (["spot", "umfutures", "margin-risk"] as const).flatMap(
    (product) => served.account.keys(product).listenKey ?? [],
  );
}

function leaksIn(text: string, secrets: readonly string[]): readonly string[] {
  // Signatures and tokens are known to nobody beforehand; but nothing else is as long as they are.
  const long: readonly string[] = text.match(/[A-Za-z0-9+/=_-]{60,}/g) ?? [];
  return [...secrets, ...listenKeys()].filter((secret) => text.includes(secret)).concat(long);
}

const commands: readonly (readonly string[])[] = [
  ["watch", "umfutures", "--count", "3"],
  ["watch", "spot", "--count", "3", "--json"],
  ["watch", "margin-cross", "--count", "3"],
  ["watch", "margin-risk", "--count", "3"],
  ["keys", "create", "umfutures"],
  ["keys", "create", "spot", "--key-file", keyFile, "--json"],
  ["keys", "renew", "spot", "--key-file", keyFile],
  ["keys", "renew", "umfutures"],
  ["keys", "revoke", "spot", "--key-file", keyFile],
  ["keys", "revoke", "umfutures"],
];

test.each(["HMAC", "Ed25519", "RSA"])("with %s, no command prints a secret", async (kind) => {
  const { env, secrets } = credentials.find((each) => each.kind === kind) ?? { secrets: [] };
  for (const args of commands) {
    const text = await printed(args, env ?? {});
    expect([args, text.split("\n", 1)]).toEqual([args, ["0"]]);
    expect([args, leaksIn(text, secrets)]).toEqual([args, []]);
  }
});

test("what the exchange says when it refuses is not repeated with the secrets in it", async () => {
  const { env, secrets } = credentials[0] ?? { secrets: [] };
  const body = JSON.stringify({
    code: -1000,
    msg: `no ${secrets.join(" ")} ${listenKeys().join(" ")}`,
  });
  for (const args of commands) {
    served.exchange.faults.next({}, fault.reply({ status: 400, body, handled: false }));
    const text = await printed(args, env ?? {});
    served.exchange.faults.clear();
    expect([args, leaksIn(text, secrets)]).toEqual([args, []]);
  }
});

test("a secret in the wrong place is not repeated", async () => {
  const { secrets } = credentials[0] ?? { secrets: [] };
  const [apiKey = "", secret = ""] = secrets;
  const misplaced: readonly (readonly [readonly string[], Variables])[] = [
    [["watch", secret], {}],
    [[secret], {}],
    [["watch", "umfutures", secret], {}],
    [["watch", "umfutures", `--secret=${secret}`], {}],
    [["watch", "umfutures", "--env-file", secret], {}],
    [["watch", "umfutures", "--environment", secret], {}],
    [["watch", "umfutures", "--count", secret], {}],
    [["watch", "umfutures", "--rest", secret], served.env],
    [["watch", "umfutures", "--type", secret], served.env],
    [["keys", "renew", "spot", "--key-file", secret], served.env],
    [["watch", "spot"], { ...served.env, BINANCE_API_SECRET: "", BINANCE_KEY_FILE: secret }],
    [["watch", "spot"], { ...served.env, BINANCE_API_KEY: `${apiKey} ` }],
    [["watch", "spot"], { ...served.env, BINANCE_API_SECRET: `${secret} ` }],
    [["watch", "spot"], { ...served.env, LISTENKEY_WS_API: `wss://x.test/?k=${secret}` }],
  ];
  for (const [args, env] of misplaced) {
    const text = await printed(args, env);
    expect([args, text.split("\n", 1), leaksIn(text, secrets)]).toEqual([args, ["2"], []]);
  }
});
