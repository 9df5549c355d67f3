import type {
  LogRecord,
  RequestRecord,
  SocketRefusedRecord,
  WsRequestRecord,
} from "@listenkey/simulator";

/** A handshake as it came in. */
export interface Dial {
  readonly at: number;
  readonly ip: string;
  readonly host: string;
  readonly path: string;
  /** The accounts of the keys that it named; empty on the WebSocket API. */
  readonly accounts: readonly string[];
  /** The number of the socket that it opened; absent if it was refused. */
  readonly socket?: number;
  /** Why it was refused. */
  readonly refusal?: Pick<SocketRefusedRecord, "status" | "fault">;
}

/** What the programs with one name on the exchange have asked for, each in the order in which it came in. */
export interface ClientCalls {
  readonly requests: readonly RequestRecord[];
  readonly wsRequests: readonly WsRequestRecord[];
  readonly dials: readonly Dial[];
}

interface Collected {
  readonly requests: RequestRecord[];
  readonly wsRequests: WsRequestRecord[];
  readonly dials: Dial[];
}

/** Everything that was asked of the exchange, by the name of who asked. */
export class CallBook {
  readonly #byClient = new Map<string, Collected>();
  readonly #byAccount = new Map<string, ReadonlyMap<string, ClientCalls>>();
  readonly #accountOf: (key: number) => string | undefined;
  #isInOrder = false;

  /** @param accountOf Whose a listen key is. */
  constructor(accountOf: (key: number) => string | undefined) {
    this.#accountOf = accountOf;
  }

  get clients(): Iterable<string> {
    return this.#byClient.keys();
  }

  add(record: LogRecord): void {
    switch (record.kind) {
      case "request":
        return void this.#collected(record.client).requests.push(record);
      case "wsRequest":
        return void this.#collected(record.client).wsRequests.push(record);
      case "socketOpened": {
        const { client, at, ip, host, path, keys, socket } = record;
        const accounts = new Set(keys.flatMap((key) => this.#accountOf(key) ?? []));
        const dial = { at, ip, host, path, accounts: [...accounts], socket };
        return void this.#collected(client).dials.push(dial);
      }
      case "socketRefused": {
        const { client, at, ip, host, path, accounts, status, fault } = record;
        const refusal = { ...(status && { status }), ...(fault && { fault }) };
        return void this.#collected(client).dials.push({ at, ip, host, path, accounts, refusal });
      }
      default:
    }
  }

  of(client: string): ClientCalls {
    // A record is written when the fate of a request is known; what counts is when it came in.
    if (!this.#isInOrder) for (const each of this.#byClient.values()) putInOrder(each);
    this.#isInOrder = true;
    return this.#byClient.get(client) ?? NOTHING;
  }

  /** Those of them that were about an account; about none that was named, if the name is empty. */
  about(client: string, account: string): ClientCalls {
    let byAccount = this.#byAccount.get(client);
    if (byAccount === undefined) {
      byAccount = sortedByAccount(this.of(client));
      this.#byAccount.set(client, byAccount);
    }
    return byAccount.get(account) ?? NOTHING;
  }

  #collected(client: string): Collected {
    let collected = this.#byClient.get(client);
    if (collected === undefined) {
      collected = { requests: [], wsRequests: [], dials: [] };
      this.#byClient.set(client, collected);
    }
    return collected;
  }
}

const NOTHING: ClientCalls = { requests: [], wsRequests: [], dials: [] };

function putInOrder({ requests, wsRequests, dials }: Collected): void {
  for (const calls of [requests, wsRequests, dials]) calls.sort((a, b) => a.at - b.at);
}

function sortedByAccount({
  requests,
  wsRequests,
  dials,
}: ClientCalls): ReadonlyMap<string, ClientCalls> {
  const byAccount = new Map<string, Collected>();
  const of = (account: string): Collected => {
    let collected = byAccount.get(account);
    if (collected === undefined) {
      collected = { requests: [], wsRequests: [], dials: [] };
      byAccount.set(account, collected);
    }
    return collected;
  };
  for (const request of requests) of(request.account ?? "").requests.push(request);
  for (const request of wsRequests) of(request.account ?? "").wsRequests.push(request);
  for (const dial of dials) {
    if (dial.accounts.length === 0) of("").dials.push(dial);
    for (const account of dial.accounts) of(account).dials.push(dial);
  }
  return byAccount;
}
