import type { Stage } from "./stage.ts";

/** A program under way. */
export interface Play {
  /** Settles with the program. */
  readonly ending: Promise<void>;
  /** Whether it has told all that it has to tell. */
  readonly isTold: () => boolean;
}

/** How much time passes at once, in milliseconds. */
const STEP_MS = 500;
const STEPS_A_MINUTE = 60_000 / STEP_MS;
/** After so many minutes everything has happened that can. */
const LONGEST_MINUTES = 90;
/** How many minutes a program has for coming to its end once what it has opened is closed. */
const ENDING_MINUTES = 2;

/** Lets the exchange live until a program has told everything and what it has opened works; then closes that. */
export async function playThrough(stage: Stage, { ending, isTold }: Play): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  let isOver = false;
  const watched = ending.then(
    () => (isOver = true),
    (error: unknown) => (failure = { error }),
  );
  const works = (): boolean => stage.opened.every((opened) => opened.works());
  const isDone = (): boolean =>
    failure !== undefined || (isTold() && works() && (isOver || stage.opened.length > 0));
  await liveUntil(stage, isDone, LONGEST_MINUTES);
  if (failure === undefined && !works()) throw new Error("what the block has opened does not work");
  const closing = Promise.all(stage.opened.map(({ close }) => close()));
  await liveUntil(stage, () => isOver || failure !== undefined, ENDING_MINUTES);
  if (failure !== undefined) throw failure.error;
  if (!isOver) throw new Error("the block does not end, although what it has opened is closed");
  await Promise.all([closing, watched]);
}

async function liveUntil(stage: Stage, isDone: () => boolean, minutes: number): Promise<void> {
  for (let step = 1; step <= minutes * STEPS_A_MINUTE && !isDone(); step += 1) {
    await stage.pass(STEP_MS);
    if (step % STEPS_A_MINUTE === 0) stage.trouble(step / STEPS_A_MINUTE);
  }
}
