import type { LibraryMaker } from "../../machine/library-maker.ts";
import { runDay } from "../../run/run-day.ts";
import type { Trace, TraceLine } from "../../trace/trace.ts";
import type { DayMessage, DayRequest } from "./worker-messages.ts";

/** How many lines of a timeline go together. */
const BATCH = 500;

/** What a worker answers with. */
export interface AnswerTools {
  readonly libraries: LibraryMaker;
  /** What libraries have reached for that would let real time or chance into a day. */
  readonly reached: Set<string>;
  readonly post: (message: DayMessage) => void;
}

/** Lives the day that was asked for, and says what became of it. Never rejects. */
export async function answerTo(
  { plan, isTraced }: DayRequest,
  { libraries, reached, post }: AnswerTools,
): Promise<void> {
  const lines = new LineBatches(post);
  reached.clear();
  try {
    const result = await runDay(plan, { libraries, ...(isTraced && { trace: lines.add }) });
    lines.flush();
    if (reached.size === 0) return post({ kind: "lived", result });
    post({ kind: "brokenOff", message: `the code has reached for ${[...reached].join(", ")}` });
  } catch (error) {
    lines.flush();
    post({ kind: "brokenOff", message: stackOf(error) });
  }
}

/** Posts lines many at a time. */
class LineBatches {
  #lines: TraceLine[] = [];

  readonly #post: AnswerTools["post"];

  constructor(post: AnswerTools["post"]) {
    this.#post = post;
  }

  readonly add: Trace = (line) => {
    this.#lines.push(line);
    if (this.#lines.length >= BATCH) this.flush();
  };

  flush(): void {
    if (this.#lines.length > 0) this.#post({ kind: "lines", lines: this.#lines });
    this.#lines = [];
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
