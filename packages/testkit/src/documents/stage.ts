import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { Signer, Transport } from "@listenkey/core";
import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import {
  compatibleHosts,
  createExchange,
  defaultHosts,
  type Exchange,
  type ProductId,
  type SimulatedAccount,
} from "@listenkey/simulator";
import type { LabelledAccount } from "./given.ts";

/** Something that a block has opened and not closed: a stream, a manager. */
export interface Opened {
  /** Whether it has come so far that it works. */
  readonly works: () => boolean;
  readonly close: () => Promise<void>;
}

/** Exchanges of the same seed hand out the same keys, and a process meets a key once. */
let seeds = 900_000;

/** The simulated exchange that a block is run against: its accounts trade, and things go wrong on a timetable. */
export class Stage {
  readonly clock: VirtualClock = virtualClock();
  readonly exchange: Exchange;
  readonly transport: Transport & { close(): void };
  readonly account: SimulatedAccount;
  readonly accounts: readonly LabelledAccount[];
  readonly passphrase = "correct horse battery staple";
  readonly pem: string;
  readonly encryptedPem: string;
  /** The public key, in PEM. */
  readonly publicKey: string;
  /** The API key that goes with the private key. */
  readonly pemApiKey: string;
  /** What the block has opened. */
  readonly opened: Opened[] = [];
  /** Signatures that are being made. */
  readonly #signing = new Set<Promise<unknown>>();
  readonly #members = new Map<string, SimulatedAccount>();
  readonly #trading = new Map<string, { account: SimulatedAccount; product: ProductId }>();

  constructor() {
    const hosts = [...defaultHosts, ...compatibleHosts("api.example.com", "stream.example.com")];
    seeds += 1;
    this.exchange = createExchange({ clock: this.clock, seed: seeds, hosts, log: false });
    this.transport = { ...this.exchange.transport(), close() {} };
    this.account = this.#openAccount();
    this.accounts = ["alpha", "beta", "gamma"].map((label) => ({
      label,
      ...this.#openAccount().credentials(),
    }));
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    this.pem = pemOf(privateKey);
    this.encryptedPem = pemOf(privateKey, this.passphrase);
    this.publicKey = publicKey.export({ type: "spki", format: "pem" }).toString();
    this.pemApiKey = this.account.createApiKey({ publicKey: this.publicKey });
    this.#members.set(this.pemApiKey, this.account);
  }

  /** Lets an account trade what somebody listens to. */
  trade(apiKey: string, product: string): void {
    const account = this.#members.get(apiKey) ?? this.account;
    const id = product as ProductId;
    const name = `${account.id} ${id}`;
    if (this.#trading.has(name)) return;
    this.#trading.set(name, { account, product: id });
    account.trade({ product: id, perMinute: 30 });
  }

  /** Lets so much time pass, but none while something is signed. */
  async pass(ms: number): Promise<void> {
    await this.clock.settle();
    while (this.#signing.size > 0) {
      await Promise.allSettled(this.#signing);
      await this.clock.settle();
    }
    await this.clock.advance(ms);
  }

  /** The same signer; no time passes while it is at work. */
  watched(signer: Signer): Signer {
    return (payload) => {
      const work = signer(payload);
      const isDone = (): boolean => this.#signing.delete(done);
      const done: Promise<boolean> = work.then(isDone, isDone);
      this.#signing.add(done);
      return work;
    };
  }

  /** What goes wrong in a minute of the day. */
  trouble(minute: number): void {
    if (minute % 10 === 1) for (const socket of this.exchange.sockets) socket.cut();
    if (minute % 30 === 15)
      for (const { account, product } of this.#listenKeys()) account.keys(product).expire();
    if (minute === 48) this.exchange.goDown();
    if (minute === 49) this.exchange.comeBack();
  }

  end(): void {
    this.exchange.close();
  }

  #openAccount(): SimulatedAccount {
    const account = this.exchange.createAccount();
    for (const apiKey of account.apiKeys) this.#members.set(apiKey, account);
    return account;
  }

  #listenKeys(): readonly { account: SimulatedAccount; product: ProductId }[] {
    return [...this.#trading.values()].filter(
      ({ account, product }) => account.keys(product).listenKey !== undefined,
    );
  }
}

function pemOf(key: KeyObject, passphrase?: string): string {
  const cipher = passphrase === undefined ? {} : { cipher: "aes-256-cbc", passphrase };
  return createPrivateKey(key.export({ type: "pkcs8", format: "pem" }))
    .export({ type: "pkcs8", format: "pem", ...cipher })
    .toString();
}
