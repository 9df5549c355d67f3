/** The length of listen keys and API keys. */
const KEY_LENGTH = 64;

/** Secrets that are shorter would be found in any text. */
const SHORTEST = 16;

/** Finds secrets in texts. Nearly no text has a run of letters and digits that is as long as in a secret. */
export class SecretSearch {
  readonly #secrets: readonly string[];
  readonly #known: ReadonlySet<string>;
  readonly #shortestRun: number;

  constructor(secrets: ReadonlySet<string>) {
    this.#known = secrets;
    this.#secrets = [...secrets].filter(({ length }) => length >= SHORTEST);
    this.#shortestRun = Math.min(KEY_LENGTH, ...this.#secrets.map(longestRun));
  }

  /** Whether a text holds a secret, or something that looks like a key. */
  finds(text: string): boolean {
    if (!hasRun(text, this.#shortestRun)) return false;
    const runs = text.match(RUNS) ?? [];
    if (runs.some((run) => this.#known.has(run) || looksLikeKey(run))) return true;
    return this.#secrets.some((secret) => text.includes(secret));
  }
}

const RUNS = /[A-Za-z0-9]+/g;

/** Whether a text has so many letters and digits in a row: it need be looked at here and there only. */
function hasRun(text: string, length: number): boolean {
  let at = length - 1;
  while (at < text.length) {
    let back = 0;
    while (back < length && isLetterOrDigit(text.charCodeAt(at - back))) back += 1;
    if (back === length) return true;
    // No run can begin before what stopped it.
    at += length - back;
  }
  return false;
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
}

function longestRun(secret: string): number {
  return Math.max(1, ...(secret.match(RUNS) ?? []).map(({ length }) => length));
}

/** Listen keys and API keys are drawn from all letters and digits; what repeats itself is filling. */
function looksLikeKey(run: string): boolean {
  return run.length === KEY_LENGTH && new Set(run).size > KEY_LENGTH / 4;
}
