import { timingSafeEqual } from 'node:crypto';

/** Whether two digests are the same, in a time that says nothing of where they differ. Those of two lengths are not. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
