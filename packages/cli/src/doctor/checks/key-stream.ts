import type { SocketForm } from "@listenkey/core/product";
import type { Ear } from "../ear.ts";
import type { KeyedExam } from "../exam.ts";
import { listenInAllForms, listenInForm, openForm, tellForm, type FormEar } from "./forms.ts";
import { tellIds } from "./ids.ts";
import { checkListenKey } from "./listen-key.ts";
import { checkPings, checkProbe } from "./liveness.ts";
import { checkTwoSockets, type PairVerdict } from "./two-sockets.ts";

/** Everything about the stream of a listen key. */
export async function checkKeyStream(exam: KeyedExam): Promise<void> {
  const listenKey = await checkListenKey(exam);
  if (listenKey === undefined) return;
  const all = await listenInAllForms(exam, listenKey);
  const found = all.find(({ ear }) => ear.events.length > 0);
  const form = (found ?? all[0])?.form;
  if (form === undefined || exam.signal.aborted) return;
  const pair = await checkPair(exam, { form, listenKey, hasHeard: found !== undefined });
  const forms = pair === "lacking" ? await again(exam, all, listenKey) : all;
  // Unless a second socket gets everything, one that is silent beside another says nothing.
  for (const one of forms) tellForm(exam, one, pair === "everything");
  tellIds(
    exam,
    forms.flatMap(({ ear }) => ear.events),
  );
}

/** Two sockets on one key, opened alike; and while they are open, whether the exchange shows that they live. */
async function checkPair(
  exam: KeyedExam,
  { form, listenKey, hasHeard }: { form: SocketForm; listenKey: string; hasHeard: boolean },
): Promise<PairVerdict> {
  const first = openForm(exam, form, listenKey);
  await first.opened();
  const second = openForm(exam, form, listenKey);
  await second.opened();
  const pair: readonly [Ear, Ear] = [first, second];
  try {
    const verdict = await checkTwoSockets(exam, pair, hasHeard);
    const open = first.isOpen ? first : second;
    if (open.isOpen) {
      await checkProbe(exam, open, "LIST_SUBSCRIPTIONS");
      await checkPings(exam, open);
    }
    return verdict;
  } finally {
    for (const ear of pair) ear.close();
  }
}

/** Where a second socket on a key gets nothing, silence beside another socket says nothing about the form. */
async function again(
  exam: KeyedExam,
  all: readonly FormEar[],
  listenKey: string,
): Promise<readonly FormEar[]> {
  const forms: FormEar[] = [];
  for (const one of all) {
    const isDecided = one.ear.events.length > 0 || one.ear.openedAt === undefined;
    forms.push(isDecided ? one : await listenInForm(exam, one.form, listenKey));
  }
  return forms;
}
