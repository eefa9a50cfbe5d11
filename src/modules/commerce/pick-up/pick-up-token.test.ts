import { describe, expect, it } from 'vitest';
import type { ParcelId } from '../orders/parcel.ts';
import { isPickUpToken, parcelNamedBy, writePickUpToken } from './pick-up-token.ts';

const secret = new Uint8Array(32).fill(7);
const parcel = { parcelId: '01900000-0000-7000-8000-00000000000a' as ParcelId, code: '12345678' };

describe('the token of a QR code', () => {
  it('names its parcel and does not hold its digits', () => {
    const token = writePickUpToken(secret, parcel);
    expect(parcelNamedBy(token)).toBe(parcel.parcelId);
    expect(isPickUpToken(secret, token, parcel)).toBe(true);
    expect(Buffer.from(token.split('.')[2] ?? '', 'base64url').toString()).not.toContain(parcel.code);
  });

  it('opens no other parcel, no other code, and not with another key', () => {
    const token = writePickUpToken(secret, parcel);
    expect(isPickUpToken(secret, token, { ...parcel, code: '12345679' })).toBe(false);
    expect(isPickUpToken(secret, token, { ...parcel, code: null })).toBe(false);
    expect(
      isPickUpToken(secret, token, { ...parcel, parcelId: '01900000-0000-7000-8000-00000000000b' as ParcelId }),
    ).toBe(false);
    expect(isPickUpToken(new Uint8Array(32), token, parcel)).toBe(false);
    for (const bad of ['', 'TWP1', '12345678', 'TWP1.xx.yy', token.slice(0, -1)]) {
      expect(isPickUpToken(secret, bad, parcel)).toBe(false);
    }
    expect(parcelNamedBy('12345678')).toBeUndefined();
  });
});
