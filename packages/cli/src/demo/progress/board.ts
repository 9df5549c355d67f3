import type { StreamState } from "@listenkey/stream";
import type { Screen } from "../../terminal.ts";
import type { DayView, ProductView } from "./day-watcher.ts";
import type { News } from "../news.ts";
import { clockTime } from "../../time-words.ts";

/** How wide, and how colourful. */
export type BoardStyle = Pick<Screen, "columns" | "colors">;

const BAR_LENGTH = 24;

/** On narrower terminals the news matter more than the counts, which the report has in any case. */
const ROOMY_COLUMNS = 100;

/** For how long news stand out, in simulated milliseconds. */
const FRESH_MS = 30 * 60_000;

type ColorName = "dim" | "green" | "yellow" | "red";

/** How a stream's state looks. */
const MARKS: Readonly<Record<StreamState, readonly [mark: string, color: ColorName]>> = {
  opening: ["◌", "dim"],
  live: ["●", "green"],
  interrupted: ["○", "red"],
  closed: ["·", "dim"],
  failed: ["✘", "red"],
};

const TONES: Readonly<Record<News["tone"], ColorName>> = {
  trouble: "yellow",
  mended: "green",
  plain: "dim",
};

/** The state of the day at this moment: a line for the time, and one for each product. Pure. */
export function boardOf(view: DayView, style: BoardStyle): string {
  const now = view.clock.now();
  const width = Math.max(...view.products.map(({ name }) => name.length));
  const lines = view.products.map((product) => productLine(product, { ...style, now, width }));
  return [headLine(view, style), ...lines].join("\n");
}

function headLine({ clock, startsAt, endsAt }: DayView, { colors }: BoardStyle): string {
  const share = Math.min(1, (clock.now() - startsAt) / (endsAt - startsAt));
  const done = Math.round(share * BAR_LENGTH);
  const bar = colors.green("━".repeat(done)) + colors.dim("─".repeat(BAR_LENGTH - done));
  const percent = `${Math.floor(share * 100)} %`;
  return `${colors.bold("One trading day")}  ${clockTime(clock.now())}  ${bar}  ${percent}`;
}

function productLine(
  { name, state, eventsReceived, gaps, lastNews }: ProductView,
  { columns, colors, now, width }: BoardStyle & { readonly now: number; readonly width: number },
): string {
  const [mark, color] = MARKS[state];
  const facts = `${count(eventsReceived, "event")}  ${count(gaps, "gap")}  `;
  const left = `${mark} ${name.padEnd(width)}  ${state.padEnd(11)}  ${columns < ROOMY_COLUMNS ? "" : facts}`;
  const news = lastNews === undefined ? "" : `${clockTime(lastNews.at)} ${lastNews.text}`;
  const line = fitted(left + news, columns);
  const isFresh = lastNews !== undefined && now - lastNews.at <= FRESH_MS;
  const tone = isFresh ? TONES[lastNews.tone] : "dim";
  const [facade, told] = [line.slice(mark.length, left.length), line.slice(left.length)];
  return `${colors[color](mark)}${facade}${colors[tone](told)}`;
}

function count(many: number, what: string): string {
  return `${String(many).padStart(5)} ${many === 1 ? `${what} ` : `${what}s`}`;
}

/** A text cut to so many characters, so that no line wraps. */
function fitted(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`;
}
