import { chromium } from "playwright-core";
import { chromiumBinary } from "./binaries.mjs";

/** Nothing that reaches beyond loopback. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Opens a page.
 *
 * @param {string} url
 * @returns {Promise<{ page: import("playwright-core").Page, version: string, said: () => string, close: () => Promise<void> }>}
 */
export async function openPage(url) {
  const browser = await chromium.launch({ executablePath: chromiumBinary(), args: ARGS });
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error.stack)));
  await page.goto(url);
  return {
    page,
    version: browser.version(),
    said: () => said.join("\n"),
    close: () => browser.close(),
  };
}
