import type { ScriptedReply } from "../testing.ts";

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
