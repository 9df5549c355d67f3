import type pc from "picocolors";

/** Where a command writes. */
export interface Terminal {
  /** For results. */
  readonly out: Screen;
  /** For complaints, and for progress where the results are read by a program. */
  readonly err: Screen;
}

/** One stream of output: a person's terminal, a file, or a pipe. */
export interface Screen {
  /** Whether lines can be taken back. */
  readonly isInteractive: boolean;
  /** How many characters fit on a line. */
  readonly columns: number;
  /** Colours; they do nothing where there are none. */
  readonly colors: Colors;
  /** Writes text and a line end, below everything so far. */
  print(text: string): void;
  /** Shows text in place of what was shown before; `""` takes it away. Does nothing unless interactive. */
  show(text: string): void;
}

/** Functions that colour text. */
export type Colors = ReturnType<typeof pc.createColors>;
