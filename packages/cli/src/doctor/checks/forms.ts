import type { SocketForm } from "@listenkey/core/product";
import { Ear } from "../ear.ts";
import type { KeyedExam } from "../exam.ts";
import { extraForms } from "../extra-forms.ts";
import { WAIT_REMEDY } from "./two-sockets.ts";

/** A way to open the stream, and the socket that was opened by it. */
export interface FormEar {
  readonly form: SocketForm;
  readonly ear: Ear;
}

/** The ways that the product knows, and those that are only asked about. */
function formsOf({ product }: KeyedExam): readonly SocketForm[] {
  return [...product.listenKey.socketForms, ...(extraForms[product.id] ?? [])];
}

/** Opens a socket. The key in its URL, or in what is subscribed to, is a secret. */
export function openForm(exam: KeyedExam, form: SocketForm, listenKey: string): Ear {
  const { hosts, product } = exam;
  const { stream = "" } = hosts;
  const { names } = product.events;
  return "url" in form
    ? new Ear(exam, form.url(stream, listenKey, names))
    : new Ear(exam, stream + form.path, form.items(listenKey, names));
}

/** Opens the stream in every way at once, and listens. */
export async function listenInAllForms(
  exam: KeyedExam,
  listenKey: string,
): Promise<readonly FormEar[]> {
  const { patience, times } = exam;
  const all: FormEar[] = [];
  for (const form of formsOf(exam)) {
    const ear = openForm(exam, form, listenKey);
    all.push({ form, ear });
    await ear.opened();
  }
  const hasHeard = ({ ear }: FormEar): boolean => ear.events.length > 0;
  if (await patience.until(() => all.some(hasHeard), times.waitMs)) {
    await patience.until(() => all.every(hasHeard), times.settleMs * 2);
  }
  for (const { ear } of all) ear.close();
  return all;
}

/** Opens the stream in one way alone, and listens until it is heard. */
export async function listenInForm(
  exam: KeyedExam,
  form: SocketForm,
  listenKey: string,
): Promise<FormEar> {
  const ear = openForm(exam, form, listenKey);
  await exam.patience.until(
    () => ear.events.length > 0 || ear.end !== undefined,
    exam.times.waitMs,
  );
  ear.close();
  return { form, ear };
}

/** Tells whether a way to open the stream brings events. */
export function tellForm(
  { product, tell }: KeyedExam,
  { form, ear }: FormEar,
  wasHeardElsewhere: boolean,
): void {
  const check = `form ${form.name}`;
  const [event] = ear.events;
  if (event !== undefined) {
    const says = `events come this way, ${event.isWrapped ? "wrapped in stream and data" : "bare"}`;
    tell({ check, verdict: "told", says });
    return;
  }
  if (ear.openedAt === undefined) {
    tell({ check, verdict: "told", says: `no socket: ${ear.end ?? "no answer in time"}` });
  } else if (ear.notices.has("listenKeyExpired")) {
    tell({
      check,
      verdict: "told",
      says: "the socket is told listenKeyExpired, and hears nothing",
    });
  } else if (wasHeardElsewhere) {
    const isOurs = product.listenKey.socketForms.includes(form);
    const remedy = isOurs && isFirst(product.listenKey.socketForms, form);
    tell({
      check,
      verdict: remedy ? "wrong" : "told",
      says: "the socket opens and stays silent, while events come another way",
      ...(remedy && { remedy: "open streams with a socketForm that events come by" }),
    });
  } else {
    tell({ check, verdict: "undecided", says: "no event came", remedy: WAIT_REMEDY });
  }
}

function isFirst(forms: readonly SocketForm[], form: SocketForm): boolean {
  return forms[0] === form;
}
