// The texts of order events, as the exchange writes them, by the product whose socket they come on. Field by field from
// the examples of its documents; what differs from event to event is the order's id, the trade's id and the times.

/**
 * @callback EventText
 * @param {number} index Which event it is: its trade id.
 * @param {number} now In epoch milliseconds.
 * @returns {string}
 */

/** Every fifth order id is beyond 2^53, as those of some accounts are: a client that rounds it loses it. */
export function orderIdOf(index) {
  return index % 5 === 0
    ? `90071992547${String(41_000_000 + index)}`
    : String(8_886_774_000 + index);
}

/** https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams/Event-Order-Update */
export const orderTradeUpdate = (index, now) =>
  `{"e":"ORDER_TRADE_UPDATE","T":${now - 2},"E":${now},"o":${futuresOrder(index, now)}}`;

/** The same event of portfolio margin says which of its accounts it is about. */
const portfolioOrder = (index, now) =>
  `{"e":"ORDER_TRADE_UPDATE","fs":"UM","i":"","T":${now - 2},"E":${now},"o":${futuresOrder(index, now)}}`;

/** https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams/Event-Balance-and-Position-Update */
export const accountUpdate = (index, now) =>
  `{"e":"ACCOUNT_UPDATE","T":${now - 2},"E":${now},"a":{"B":[` +
  `{"a":"USDT","wb":"122624.${String(index).padStart(8, "0")}","cw":"100.12345678","bc":"50.12345678"},` +
  `{"a":"BUSD","wb":"1.00000000","cw":"0.00000000","bc":"-49.12345678"}],"P":[` +
  `{"s":"BTCUSDT","pa":"${index % 90}.001","ep":"7250.10","cr":"200","up":"-1.25","mt":"cross","iw":"0.00000000","ps":"BOTH","ma":"USDT","bep":"7250.24"},` +
  `{"s":"ETHUSDT","pa":"20","ep":"6563.66500","cr":"0","up":"2850.21200","mt":"cross","iw":"13200.70726908","ps":"LONG","ma":"USDT","bep":"6564.1"}],"m":"ORDER"}}`;

/** https://github.com/binance/binance-spot-api-docs/blob/master/user-data-stream.md */
const executionReport = (index, now) =>
  `{"e":"executionReport","E":${now},"s":"BTCUSDT","c":"mUvoqJxFIILMdfAW5iGSOW","S":"BUY","o":"LIMIT","f":"GTC",` +
  `"q":"1.00000000","p":"67264.41000000","P":"0.00000000","F":"0.00000000","g":-1,"C":"","x":"TRADE","X":"PARTIALLY_FILLED",` +
  `"r":"NONE","i":${orderIdOf(index)},"l":"0.00100000","z":"0.40100000","L":"67264.41000000","n":"0.00000100","N":"BNB",` +
  `"T":${now - 1},"t":${index},"v":3,"I":${8_641_984 + index},"w":true,"m":false,"M":false,"O":${now - 60_000},` +
  `"Z":"26973.02841000","Y":"67.26441000","Q":"0.00000000","W":${now - 60_000},"V":"NONE"}`;

/** The products of the mix, by the path of their sockets' origin, and what comes on those. */
export const textsOf = {
  umfutures: orderTradeUpdate,
  cmfutures: orderTradeUpdate,
  options: orderTradeUpdate,
  "portfolio-margin": portfolioOrder,
  spot: executionReport,
  margin: executionReport,
};

function futuresOrder(index, now) {
  return (
    `{"s":"BTCUSDT","c":"x-Cb7ytekJ5e8d0f4c2a1b9d","S":"SELL","o":"LIMIT","f":"GTC","q":"0.250","p":"67264.40","ap":"67264.41",` +
    `"sp":"0","x":"TRADE","X":"PARTIALLY_FILLED","i":${orderIdOf(index)},"l":"0.001","z":"0.101","L":"67264.41","n":"0.03363221",` +
    `"N":"USDT","T":${now - 2},"t":${index},"b":"0","a":"10.50000","m":true,"R":false,"wt":"CONTRACT_PRICE","ot":"LIMIT",` +
    `"ps":"BOTH","cp":false,"rp":"0.00140000","pP":false,"si":0,"ss":0,"V":"EXPIRE_TAKER","pm":"NONE","gtd":0,"er":"0"}`
  );
}
