import { Hearing } from "./hearing.mjs";
import { openMarket } from "./market.mjs";
import { orderEventId } from "./order-event.mjs";
import { listen } from "./our-stream.mjs";
import { within } from "./within.mjs";

const STEPS = 25;
const CONNECT_MS = 10_000;
const EVENT_MS = 5_000;

/**
 * Lets the account of a new market trade while the client and a stream of ours listen.
 *
 * @param {import("../checks.mjs").Check} check
 * @returns {Promise<readonly string[]>} The order events that both have heard.
 * @throws What went wrong, or what one of them has not heard as it was.
 */
export async function compare(check) {
  const market = await openMarket();
  const theirs = new Hearing();
  const ours = new Hearing();
  try {
    await meet(check, market, { theirs, ours });
  } finally {
    await market.close();
  }
  const told = ordersTold(market);
  if (told.length === 0) throw new Error("no order event was produced");
  assertSame("the client", theirs.heard, told);
  assertSame("openUserDataStream", ours.heard, told);
  return told;
}

async function meet({ product, connect }, market, { theirs, ours }) {
  const leave = await within(CONNECT_MS, "the client to connect", connect(market, theirs.hear));
  await within(CONNECT_MS, "the client to listen", market.listener);
  const close = await within(CONNECT_MS, "openUserDataStream", listen(market, product, ours.hear));
  await trade(market, product, [theirs, ours]);
  await within(CONNECT_MS, "openUserDataStream to close", close());
  await within(CONNECT_MS, "the client to leave", leave());
}

/** One thing at a time: some clients tell of an order's latest state alone. */
async function trade(market, product, hearings) {
  const trading = market.account.trade({ product: product.id, perMinute: 0, reports: false });
  while (trading.steps < STEPS) {
    trading.step();
    const { length } = ordersTold(market);
    await Promise.all(hearings.map((hearing) => hearing.reaches(length, EVENT_MS)));
    if (hearings.some(({ heard }) => heard.length !== length)) return;
  }
}

/** What the exchange has told the account about orders. */
function ordersTold({ exchange }) {
  return exchange.log
    .of("eventProduced")
    .map(({ text = "{}" }) => orderEventId(JSON.parse(text)))
    .filter((id) => id !== undefined);
}

function assertSame(who, heard, told) {
  const same = told.findIndex((id, index) => heard[index] !== id);
  const at = same < 0 ? told.length : same;
  if (at === told.length && heard.length === told.length) return;
  const [expected, got] = [told, heard].map((ids) => ids[at] ?? "nothing");
  throw new Error(
    `${who} heard ${heard.length} order events of ${told.length}: after ${at} came "${got}" instead of "${expected}"`,
  );
}
