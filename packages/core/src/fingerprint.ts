/**
 * A short name for a secret, the same for the same secret: 53 bits, far fewer than a listen key has, so that it
 * gives nothing away. (The public-domain mixing function cyrb53, which is synchronous, unlike Web Crypto.)
 */
export function fingerprint(secret: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < secret.length; index += 1) {
    const unit = secret.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(11, "0");
}
