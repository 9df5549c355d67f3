import type {
  AccountChange,
  AccountEvent,
  EventPayload,
  Product,
  Transport,
} from "@listenkey/core";
import type { Exchange, SimulatedAccount } from "@listenkey/simulator";

/** What blocks of documentation may use without a word: what their reader has already. */
export interface GivenNames {
  /** An API key of the simulated account. */
  readonly apiKey: string;
  /** The secret that belongs to it. */
  readonly secret: string;
  /** A private key whose public key the account knows. */
  readonly pem: string;
  /** Of the same private key, where it is encrypted. */
  readonly passphrase: string;
  /** The way to the simulated exchange. */
  readonly transport: Transport;
}

/** What else there is for comments in front of blocks, as `given`. */
export interface Given extends GivenNames {
  /** The simulated exchange that answers as Binance's hosts do. */
  readonly exchange: Exchange;
  /** The account on it. */
  readonly account: SimulatedAccount;
  /** Three more accounts, each with an API key, its secret, and a label. */
  readonly accounts: readonly LabelledAccount[];
  /** The public key that belongs to `pem`. */
  readonly publicKey: string;
  /** The private key, encrypted with the passphrase. */
  readonly encryptedPem: string;
  /** What the block has exported as its default. */
  readonly exported: unknown;
  /** The next event of the account that makes a change of this kind. */
  eventThatMakes<Payload extends EventPayload>(
    kind: AccountChange["kind"],
    maker: ChangeMaker<Payload>,
  ): Promise<AccountEvent<Payload>>;
}

/** A product, and what makes changes of its events. */
export interface ChangeMaker<Payload extends EventPayload> {
  readonly product: Product<Payload>;
  readonly toChanges: (event: AccountEvent<Payload>) => readonly AccountChange[];
}

/** One of many accounts. */
export interface LabelledAccount {
  readonly label: string;
  readonly apiKey: string;
  readonly secret: string;
}
