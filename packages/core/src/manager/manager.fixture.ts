import { onTestFinished } from "vitest";
import {
  createListenKeyManager,
  type ListenKeyManager,
  type ListenKeyManagerOptions,
} from "../index.ts";
import {
  scriptedTransport,
  virtualClock,
  type ScriptedAnswer,
  type ScriptedReply,
} from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";

/** A minute in milliseconds. */
export const MINUTE = 60_000;

/** Every event of a manager. */
export const eventNames = [
  "created",
  "createFailed",
  "renewed",
  "renewalFailed",
  "suspended",
  "replaced",
  "lost",
  "failed",
  "closed",
] as const;

/** What an exchange answers. */
export const replies = {
  key: (listenKey: string): ScriptedReply => ({ status: 200, body: { listenKey } }),
  refused: (status: number, code?: number): ScriptedReply => ({
    status,
    body: code === undefined ? "" : { code, msg: "refused" },
  }),
  done: { status: 200, body: {} } satisfies ScriptedReply,
};

/** Tests use the same few keys again and again; a process never meets a revoked key twice. */
export function forgetHeldKeys(): void {
  Reflect.deleteProperty(globalThis, Symbol.for("@listenkey/held-keys"));
}

/** A manager whose exchange is the test: it answers what `answer` says, and waits where that says nothing. */
export function setup(
  answer: ScriptedAnswer = () => replies.key("K1"),
  more: Partial<ListenKeyManagerOptions> = {},
) {
  const clock = virtualClock();
  const transport = scriptedTransport((request) => answer(request));
  const open = (other: Partial<ListenKeyManagerOptions> = {}) => {
    const options = {
      product: testProduct(),
      apiKey: "A",
      transport,
      clock,
      random: () => 0.5,
      ...more,
      ...other,
    };
    const manager = createListenKeyManager(options as ListenKeyManagerOptions);
    onTestFinished(() => manager.close());
    return { manager, seen: watch(manager) };
  };
  const methods = () => transport.requests.map(({ method }) => method);
  return { clock, transport, methods, another: open, ...open() };
}

/** Notes each event with the state it was seen in. */
function watch(manager: ListenKeyManager): string[] {
  const seen: string[] = [];
  for (const name of eventNames) manager.on(name, () => seen.push(`${name} ${manager.state}`));
  return seen;
}

/** Answers in turn; the last one for ever. */
export function inTurn(...answers: ReturnType<ScriptedAnswer>[]): ScriptedAnswer {
  let turn = 0;
  return () => answers[Math.min(turn++, answers.length - 1)];
}
