import { createHash } from 'node:crypto';
import type { Random } from '#kernel/random';

/** 192 random bits in letters that survive a copy from a chat. */
export function newWriteKey(random: Random): string {
  return `twk_${Buffer.from(random.bytes(24)).toString('base64url')}`;
}

/** What is kept of a key. A plain hash will do: the key is random, nobody can guess it from the hash. */
export function hashWriteKey(writeKey: string): Buffer {
  return createHash('sha256').update(`twinwheel/write-key/1\0${writeKey}`).digest();
}

export function hintOf(writeKey: string): string {
  return writeKey.slice(-4);
}
