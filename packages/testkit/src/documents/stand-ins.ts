import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as core from "@listenkey/core";
import type { KeySource, ListenKeyManagerOptions, Signer } from "@listenkey/core";
import * as signing from "@listenkey/signing";
import * as signingNode from "@listenkey/signing/node";
import * as stream from "@listenkey/stream";
import type { StreamProduct, UserDataStream, UserDataStreamOptions } from "@listenkey/stream";
import type { Stage } from "./stage.ts";

/** What a block imports instead of a module. */
export type Module = Readonly<Record<string, unknown>>;

/** The packages as a block knows them, but on the stage's clock and with its exchange behind the transports. */
export function standIns(stage: Stage): Readonly<Record<string, Module>> {
  const signers = new SignersOf(stage);
  return {
    "@listenkey/core": { ...core, ...coreOn(stage) },
    "@listenkey/stream": { ...stream, openUserDataStream: streamOn(stage, signers) },
    "@listenkey/signing": {
      ...signing,
      hmacSigner: (secret: string) => stage.watched(signing.hmacSigner(secret)),
      pemSigner: (pem: string) => signers.byPrivateKey(signing.pemSigner(pem)),
    },
    "@listenkey/signing/node": {
      encryptedPemSigner: (pem: string, passphrase: string) =>
        signers.byPrivateKey(signingNode.encryptedPemSigner(pem, passphrase)),
      keyFileSigner: (options: signingNode.KeyFileOptions) =>
        signers.byPrivateKey(signingNode.keyFileSigner({ ...options, path: keyFile(stage) })),
    },
    "@listenkey/transport-fetch": { fetchTransport: () => stage.transport },
    "@listenkey/transport-node-http": { nodeHttpTransport: () => stage.transport },
    "node:process": { default: processOn(stage) },
  };
}

/** Which API key goes with a signer. */
class SignersOf {
  readonly #stage: Stage;
  readonly #byPrivateKey = new WeakSet<Signer>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  byPrivateKey(signer: Signer): Signer {
    const watched = this.#stage.watched(signer);
    this.#byPrivateKey.add(watched);
    return watched;
  }

  /** A reader has one API key, and it goes with what he signs with. Here they are two. */
  apiKeyFor(signer: Signer | undefined, apiKey: string): string {
    return signer !== undefined && this.#byPrivateKey.has(signer) ? this.#stage.pemApiKey : apiKey;
  }
}

function coreOn(stage: Stage): Module {
  const { clock } = stage;
  return {
    createListenKeyApi: (options: core.ListenKeyApiOptions) =>
      core.createListenKeyApi({ ...options, clock }),
    createListenKeyManager(options: ListenKeyManagerOptions) {
      const manager = core.createListenKeyManager({ ...options, clock });
      stage.opened.push({ works: () => manager.state !== "opening", close: () => manager.close() });
      return manager;
    },
  };
}

type AnyOptions = UserDataStreamOptions & { readonly apiKey?: string; readonly keys?: KeySource };

function streamOn(stage: Stage, signers: SignersOf): (options: AnyOptions) => UserDataStream {
  return (options) => {
    const { signer, apiKey } = options;
    const right = apiKey === undefined ? {} : { apiKey: signers.apiKeyFor(signer, apiKey) };
    const clock = clockFor(stage, options.clock);
    const opened = stream.openUserDataStream({ ...options, ...right, clock } as never);
    let works = false;
    opened.once("live", () => (works = true));
    const close = opened.close.bind(opened);
    opened.close = () => {
      works = true; // A block that closes it has had what it wanted.
      return close();
    };
    stage.opened.push({ works: () => works, close });
    const { id } = options.product as StreamProduct;
    stage.trade(apiKey ?? stage.account.credentials().apiKey, id);
    return opened as UserDataStream;
  };
}

/** A block that brings a clock to be moved by hand, moves it; any other lives in the time of the stage. */
function clockFor(stage: Stage, clock?: core.Clock): core.Clock {
  return clock !== undefined && "advance" in clock ? clock : stage.clock;
}

/** The process that a block believes to run in. */
function processOn({ account }: Stage): Module {
  const { apiKey, secret } = account.credentials();
  return {
    env: { BINANCE_API_KEY: apiKey, BINANCE_API_SECRET: secret },
    once() {},
    on() {},
    argv: [],
  };
}

/** The key file that a block names, where it can be read. */
function keyFile({ encryptedPem }: Stage): string {
  const path = join(tmpdir(), `listenkey-documents-${process.pid}.pem`);
  writeFileSync(path, encryptedPem, { mode: 0o600 });
  return path;
}
