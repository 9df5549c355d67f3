/** A hash over a sequence of texts and numbers, 53 bits: the same for the same sequence. */
export class Fingerprint {
  #high = 0xdeadbeef;
  #low = 0x41c6ce57;

  /** Takes in what comes next. */
  add(text: string): void {
    let high = this.#high;
    let low = this.#low;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      high = Math.imul(high ^ unit, 2654435761);
      low = Math.imul(low ^ unit, 1597334677);
    }
    this.#high = Math.imul(high ^ (low >>> 15), 2246822507);
    this.#low = Math.imul(low ^ (high >>> 13), 3266489909);
  }

  /** What it has come to. */
  get value(): string {
    return (4_294_967_296 * (2_097_151 & this.#low) + (this.#high >>> 0)).toString(36);
  }
}
