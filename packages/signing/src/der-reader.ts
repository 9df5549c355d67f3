/** The types of ASN.1 that a private key is made of. */
export const TAG = {
  integer: 0x02,
  octetString: 0x04,
  objectIdentifier: 0x06,
  sequence: 0x30,
} as const;

/** Reads the elements of DER one after the other. Every method throws a `RangeError` where there is not what was asked for. */
export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The content of the next element, which has to be of this type. */
  next(tag: number): Uint8Array {
    if (this.#byte() !== tag) throw new RangeError("An element of another type");
    return this.#take(this.#length());
  }

  /** The elements inside the next one, which has to be of this type. */
  inside(tag: number): DerReader {
    return new DerReader(this.next(tag));
  }

  /** Up to 127 in one byte; above, the first byte says how many bytes the length has. */
  #length(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    // Three bytes suffice for 16 MB. None would be a length that is not told, which DER does not allow.
    const bytes = this.#take(first - 0x80);
    if (bytes.length < 1 || bytes.length > 3) throw new RangeError("No such length");
    return bytes.reduce((length, byte) => length * 256 + byte, 0);
  }

  #byte(): number {
    const [byte = 0] = this.#take(1);
    return byte;
  }

  #take(count: number): Uint8Array {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw new RangeError("It ends too early");
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
