// A thread that lives days, one after the other: each in a single task, so that messages are heard between days only.
import { parentPort, workerData } from "node:worker_threads";
import { CompiledLibrary } from "../../machine/compiled-library.ts";
import { answerTo } from "./answer.ts";
import type { DayRequest, DayWorkerData } from "./worker-messages.ts";

const { code } = workerData as DayWorkerData;
const reached = new Set<string>();
const libraries = new CompiledLibrary(code, (what) => reached.add(what));

parentPort?.on("message", (request: DayRequest) => {
  void answerTo(request, {
    libraries,
    reached,
    post: (message) => parentPort?.postMessage(message),
  });
});
