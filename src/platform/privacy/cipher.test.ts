import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PersonId } from '#kernel/ids';
import { openBlob, sealBlobs } from './blob.ts';
import { decrypt, encrypt, nonces, SealBroken, secretBytes, toKey } from './cipher.ts';
import { KeyCache } from './key-cache.ts';
import { MasterKeys } from './master-keys.ts';
import { MasterKeyMissing } from './refusals.ts';

const [keyBytes, otherBytes] = secretBytes(2, 32) as [Buffer, Buffer];
const [key, otherKey] = [toKey(keyBytes), toKey(otherBytes)];
const [wang, li] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as [
  PersonId,
  PersonId,
];
const sealOne = (personId: PersonId, json: unknown): Buffer =>
  sealBlobs([{ personId, json }], new Map([[personId, key]]))[0] as Buffer;

test('what was sealed opens, and only as it was sealed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (plain, place, flip) => {
      const sealed = encrypt(key, nonces(1)[0] as Buffer, 'row 1', plain);
      expect(decrypt(key, 'row 1', sealed)).toEqual(Buffer.from(plain));
      expect(() => decrypt(key, 'row 2', sealed)).toThrow(SealBroken);
      expect(() => decrypt(otherKey, 'row 1', sealed)).toThrow(SealBroken);
      const at = place % sealed.length;
      sealed.writeUInt8(sealed.readUInt8(at) ^ flip, at);
      expect(() => decrypt(key, 'row 1', sealed)).toThrow(SealBroken);
    }),
  );
});

test('a cut ciphertext does not open', () => {
  const sealed = encrypt(key, nonces(1)[0] as Buffer, 'row', Buffer.from('text'));
  for (let length = 0; length < sealed.length; length++) {
    expect(() => decrypt(key, 'row', sealed.subarray(0, length))).toThrow(SealBroken);
  }
});

test('JSON and bytes come back as they were, for their person only', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const normal = JSON.parse(JSON.stringify(json)) as unknown;
      expect(openBlob(wang, key, sealOne(wang, json))).toEqual(normal);
    }),
  );
  const bytes = Buffer.from([0, 1, 123, 255]);
  expect(openBlob(wang, key, sealOne(wang, bytes))).toEqual(bytes);
  expect(() => openBlob(li, key, sealOne(wang, { event: 'x' }))).toThrow(SealBroken);
  expect(openBlob(wang, undefined, sealOne(wang, { event: 'x' }))).toBeUndefined();
});

test('equal content is never sealed to equal bytes', () => {
  expect(new Set(Array.from({ length: 200 }, () => sealOne(wang, 'same').toString('hex'))).size).toBe(200);
});

test('a key is wrapped for one person under one master key', () => {
  const masters = new MasterKeys([
    { id: 'new', key: keyBytes },
    { id: 'old', key: otherBytes },
  ]);
  const [wrapped] = masters.wrap([{ personId: wang, key: otherKey }]);
  if (wrapped === undefined) throw new Error('nothing was wrapped');
  expect(masters.unwrap(wang, 'new', wrapped.wrapped).equals(otherKey)).toBe(true);
  expect(() => masters.unwrap(li, 'new', wrapped.wrapped)).toThrow(SealBroken);
  expect(() => masters.unwrap(wang, 'old', wrapped.wrapped)).toThrow(SealBroken);
  expect(() => masters.unwrap(wang, 'gone', wrapped.wrapped)).toThrow(MasterKeyMissing);
});

test('the memory of keys is bounded and forgets what was used longest ago', () => {
  const cache = new KeyCache(2);
  cache.set('a', key);
  cache.set('b', key);
  cache.get('a');
  cache.set('c', key);
  expect(['a', 'b', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([true, false, true]);
});
