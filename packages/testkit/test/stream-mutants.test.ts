import { describe, expect, test } from "vitest";
import type { StreamMutant } from "../src/mutants/mutant.ts";
import { mutatedStream } from "../src/mutants/mutated-stream.ts";
import { streamMutants } from "../src/mutants/stream-mutants.ts";
import { streamPromises } from "../src/streams/stream-promises.ts";
import { trialsOf, type Trial } from "../src/streams/trial.ts";

const trials = trialsOf(streamPromises);

describe("mutants of the stream", () => {
  const unchanged = mutatedStream([]);

  test.each(streamMutants)("$id is caught by $caughtBy: $defect", async (mutant) => {
    const trial = trialFor(mutant);
    const library = await mutatedStream(mutant.changes);
    await expect(trial.run(library)).rejects.toThrow(mutant.complaint);
  });

  test.each(streamMutants)(
    "the stream built the same way, but unchanged, keeps what $id breaks",
    async (mutant) => {
      const trial = trialFor(mutant);
      await expect(trial.run(await unchanged)).resolves.toBeUndefined();
    },
  );
});

/** The one trial that has to catch a mutant. */
function trialFor({ caughtBy, title: start, way }: StreamMutant): Trial {
  const [trial, ...others] = trials.filter(
    ({ title }) => title.startsWith(`${caughtBy}: ${start}`) && title.endsWith(` (${way})`),
  );
  if (trial === undefined || others.length > 0)
    throw new Error(`there is not one trial, once: ${caughtBy}: ${start} … (${way})`);
  return trial;
}
