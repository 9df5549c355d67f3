import { openUserDataStream } from "@listenkey/stream";
import { expect, test } from "vitest";
import { conductPromises } from "../src/streams/stream-promises.ts";
import { trialsOf } from "../src/streams/trial.ts";

const trials = trialsOf(conductPromises).map((trial) => [trial.title, trial] as const);

test.each(trials)("%s", async (_, trial) => {
  await expect(trial.run({ openUserDataStream })).resolves.toBeUndefined();
});
