import type { Clock } from "@listenkey/core";
import type { StreamItem, UserDataStream } from "@listenkey/stream";
import type { NamedProduct } from "../account/products.ts";
import type { CommandContext } from "../command-context.ts";
import type { Screen } from "../terminal.ts";
import { timeOfDay } from "../time-words.ts";
import { announce } from "./announce.ts";
import { isGap, linesOf } from "./event-lines.ts";
import { StatusLine } from "./status-line.ts";
import { statusOf } from "./stream-words.ts";
import { isAbout } from "./symbols.ts";

/** How a stream is told. */
export interface TellingOptions {
  readonly product: NamedProduct;
  /** The only symbols; absent if all are. */
  readonly symbols?: ReadonlySet<string>;
  /** After how many items it is enough; `Infinity` if never. */
  readonly count: number;
  /** Whether items are told as JSON. */
  readonly json: boolean;
}

/** Tells what a stream brings, and what it says about itself. */
export class Teller {
  readonly clock: Clock;
  readonly #options: TellingOptions;
  readonly #out: Screen;
  /** Where everything goes that is no item. */
  readonly #aside: Screen;
  #status: StatusLine | undefined;
  #shown = 0;
  #finish: () => void = () => undefined;
  #giveUp: (error: unknown) => void = () => undefined;

  constructor(options: TellingOptions, { terminal, real }: CommandContext) {
    const { out, err } = terminal;
    this.clock = real;
    this.#options = options;
    this.#out = out;
    this.#aside = out.isInteractive && !options.json ? out : err;
  }

  /** How many items were told. */
  get shown(): number {
    return this.#shown;
  }

  /** Tells until the stream is closed, or enough was told. Rejects with what made it fail. */
  tell(stream: UserDataStream): Promise<void> {
    const { clock } = this;
    const out = this.#out;
    if (!this.#options.json) {
      this.#status = new StatusLine(out, clock, () => statusOf(stream, clock.now(), out));
    }
    return new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#giveUp = reject;
      announce(
        stream,
        () => clock.now(),
        (words) => this.say(words),
      );
      stream.on("event", (item) => this.#item(item));
      stream.on("closed", () => resolve());
      stream.on("failed", ({ error }) => reject(error));
    });
  }

  /** Says something that is no item. */
  say(words: string): void {
    const aside = this.#aside;
    aside.print(aside.colors.dim(`${timeOfDay(this.clock.now())}  ${words}`));
    this.#status?.refresh();
  }

  /** Something went wrong in telling. */
  fail(error: unknown): void {
    this.#giveUp(error);
  }

  /** Says the last words. */
  end(words: string): void {
    this.#status?.end();
    this.#status = undefined;
    this.say(words);
  }

  #item(item: StreamItem): void {
    const { count, symbols, json, product } = this.#options;
    if (this.#shown >= count) return;
    const { toChanges } = product;
    if (symbols && !isGap(item) && !isAbout(item, toChanges(item), symbols)) return;
    const style = { colors: this.#out.colors, toChanges, ...(symbols && { symbols }) };
    const lines = json ? [JSON.stringify(item)] : linesOf(item, style);
    for (const line of lines) this.#out.print(line);
    this.#status?.refresh();
    this.#shown += 1;
    if (this.#shown === count) this.#finish();
  }
}
