import type { UserDataStreamOptions } from "../options.ts";
import type { FeedRequest } from "./feed.ts";
import { acknowledge, replies, setup } from "./key-feed.fixture.ts";

type Request = Partial<FeedRequest>;

/** Accounts that share sockets: the key of API key `A7` is `K7`. */
export function accounts(more: Partial<UserDataStreamOptions> = {}) {
  const made = setup({ shareSockets: true, ...more });
  const { rest, sourceWith } = made;
  rest.answer = ({ headers }) => replies.key((headers["x-mbx-apikey"] ?? "").replace("A", "K"));
  const account = (
    number: number,
    request: Request = {},
    act?: Parameters<typeof made.open>[1],
  ) => {
    const { source, open } = sourceWith({ apiKey: `A${number}` });
    return { source, reopen: open, ...open(request, act) };
  };
  const many = (count: number, request: (index: number) => Request = () => ({})) =>
    Array.from({ length: count }, (_, index) => account(index, request(index)));
  return { ...made, account, many };
}

/** Some accounts on one socket, live. */
export async function seated(count: number, more: Partial<UserDataStreamOptions> = {}) {
  const made = accounts(more);
  const feeds = made.many(count);
  await made.clock.advance(0);
  made.socket(0).handlers.open();
  await made.clock.advance(0);
  acknowledge(made.socket(0));
  await made.clock.advance(20);
  return { ...made, feeds };
}

/** What each of several feeds has told. */
export function names(feeds: readonly { names: () => string[] }[]): string[][] {
  return feeds.map((feed) => feed.names());
}
