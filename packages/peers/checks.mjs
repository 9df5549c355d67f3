import { cmfutures } from "@listenkey/cmfutures";
import { margin } from "@listenkey/margin";
import { portfolioMargin } from "@listenkey/portfolio-margin";
import { spot } from "@listenkey/spot";
import { umfutures } from "@listenkey/umfutures";
import * as binance from "./clients/binance.mjs";
import * as ccxt from "./clients/ccxt.mjs";
import * as connector from "./clients/connector.mjs";

/**
 * @typedef {object} Check
 * @property {string} client The name of its package.
 * @property {string} way How it obtains the stream.
 * @property {import("@listenkey/core/product").Product} product
 * @property {(market: import("./rig/market.mjs").Market, hear: (id?: string) => void) => Promise<() => unknown>} connect
 *   Makes the client listen to the market's account, and hands each order event on; what it returns ends it.
 */

const key = "listen key";
const token = "listen token";
const signature = "subscription by signature";
const logon = "subscription after logon";

/** @type {readonly Check[]} */
export const checks = [
  ...of("binance", [
    { product: umfutures, way: key, connect: binance.umfutures },
    { product: cmfutures, way: key, connect: binance.cmfutures },
    { product: portfolioMargin, way: key, connect: binance.portfolioMargin },
    { product: spot, way: signature, connect: binance.spot },
    { product: margin.cross, way: token, connect: binance.marginCross },
  ]),
  ...of("@binance/derivatives-trading-usds-futures", [
    { product: umfutures, way: key, connect: connector.umfutures },
  ]),
  ...of("@binance/spot", [
    { product: spot, way: signature, connect: connector.spotBySignature },
    { product: spot, way: logon, connect: connector.spotByLogon },
  ]),
  ...of("ccxt", [
    { product: umfutures, way: key, connect: ccxt.umfutures },
    { product: cmfutures, way: key, connect: ccxt.cmfutures },
    { product: portfolioMargin, way: key, connect: ccxt.portfolioMargin },
    { product: spot, way: signature, connect: ccxt.spot },
    { product: margin.cross, way: token, connect: ccxt.marginCross },
  ]),
];

/** @returns {readonly Check[]} */
function of(client, ways) {
  return ways.map((way) => ({ client, ...way }));
}
