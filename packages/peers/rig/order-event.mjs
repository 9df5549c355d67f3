/**
 * What tells one order event from all others, in the words of any client: they all hand on Binance's own fields.
 *
 * @param {object} event An event of a spot, margin or futures account.
 * @returns {string | undefined} Absent if it is about no order.
 */
export function orderEventId(event) {
  if (event.e === "ORDER_TRADE_UPDATE") return idOf(event.o);
  if (event.e === "executionReport") return idOf(event);
  return undefined;
}

/** @param {object} order The part of the event that is about the order: the pair, its id, what happened, and the trade. */
export function idOf({ s: symbol, i: order, x: execution, X: status, t: trade }) {
  return [symbol, order, execution, status, trade].join(" ");
}
