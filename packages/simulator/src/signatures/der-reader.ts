/** Reads the values of a DER encoding one after another. */
export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /**
   * The content of the next value.
   *
   * @throws `RangeError` if the next value has another tag, or the bytes end.
   */
  take(tag: number): Uint8Array {
    const found = this.#byte();
    if (found !== tag) throw new RangeError(`DER: tag ${found} where ${tag} was expected`);
    const length = this.#length();
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError("DER: the bytes end in a value");
    const content = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return content;
  }

  /** Below 128 the length is one byte; else that byte says how many bytes of length follow. */
  #length(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    let length = 0;
    for (let left = first & 0x7f; left > 0; left -= 1) length = length * 256 + this.#byte();
    return length;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new RangeError("DER: the bytes end");
    this.#at += 1;
    return byte;
  }
}
