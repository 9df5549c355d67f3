import { assertSecureUrl } from "@listenkey/core/transport";

/** Where a request goes, as `node:http` wants it. */
export interface Address {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  /** With the query. */
  readonly path: string;
}

/** How many addresses are kept. A transport asks for the same few again and again. */
const MOST_KEPT = 64;

/** The addresses of a transport. Each URL is checked and taken apart once, which takes a tenth of what a request takes. */
export class AddressBook {
  readonly #allowInsecure: boolean;
  readonly #kept = new Map<string, Address>();

  constructor(allowInsecure: boolean) {
    this.#allowInsecure = allowInsecure;
  }

  /** @throws `CONFIGURATION` for a URL that would carry secrets in clear text. */
  find(url: string): Address {
    const kept = this.#kept.get(url);
    if (kept !== undefined) return kept;
    assertSecureUrl(url, this.#allowInsecure);
    const { protocol, hostname, port, pathname, search } = new URL(url);
    const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
    const address = { protocol, hostname: bare, port, path: pathname + search };
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(url, address);
    return address;
  }
}
