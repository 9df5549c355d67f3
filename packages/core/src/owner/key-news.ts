import type { Herald } from "./herald.ts";
import type { Key } from "./key.ts";

/** A key that has just been proved, and what there was before it. */
interface ProvenKey {
  readonly key: Key;
  /** The key held until now; nothing if none could be vouched for. */
  readonly before: Key | undefined;
  /** Fingerprint of the key that was lost, if one was. */
  readonly previousKeyId: string | undefined;
  readonly expiresAt: number;
}

/** A key that is proved is news: it is there, it lives on, or it has taken another's place. */
export function noteKey(
  herald: Herald,
  { key, before, previousKeyId, expiresAt }: ProvenKey,
): void {
  const { keyId } = key;
  const news = { keyId, expiresAt };
  if (before === undefined) {
    herald.note("created", { ...news, ...(previousKeyId !== undefined && { previousKeyId }) });
  } else if (before.listenKey === key.listenKey) {
    herald.note("renewed", news);
  } else {
    herald.note("replaced", { ...news, previousKeyId: before.keyId });
  }
}
