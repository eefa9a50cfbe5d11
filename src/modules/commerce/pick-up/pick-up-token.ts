import { createHmac, timingSafeEqual } from 'node:crypto';
import { isUuid } from '#kernel/ids';
import type { Parcel, ParcelId } from '../orders/parcel.ts';

const MAC_BYTES = 16;
const MARK = 'TWP1';

/** HMAC-SHA-256 (RFC 2104) over parcel and code, cut to 128 bits (section 5): another code makes another token. */
const macOf = (secret: Uint8Array, parcelId: string, code: string): Buffer =>
  createHmac('sha256', secret).update(`${MARK}\0${parcelId}\0${code}`).digest().subarray(0, MAC_BYTES);

/**
 * What the QR code of a parcel holds: which parcel, and a signature that only we can make. Whoever photographed a list of
 * codes cannot make one, and it is of no use for another parcel or after the code changed.
 */
export function writePickUpToken(secret: Uint8Array, { parcelId, code }: Pick<Parcel, 'parcelId' | 'code'>): string {
  const id = Buffer.from(parcelId.replaceAll('-', ''), 'hex').toString('base64url');
  return `${MARK}.${id}.${macOf(secret, parcelId, code ?? '').toString('base64url')}`;
}

/** Which parcel a token names, unchecked; undefined for what is no token. */
export function parcelNamedBy(token: string): ParcelId | undefined {
  const [mark, id = ''] = token.trim().split('.');
  const hex = Buffer.from(id, 'base64url').toString('hex');
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return mark === MARK && isUuid(uuid) ? (uuid as ParcelId) : undefined;
}

/** Whether we signed it for the parcel as it is. */
export function isPickUpToken(secret: Uint8Array, token: string, parcel: Pick<Parcel, 'parcelId' | 'code'>): boolean {
  const given = Buffer.from(token.trim().split('.')[2] ?? '', 'base64url');
  const wanted = macOf(secret, parcel.parcelId, parcel.code ?? '');
  return parcel.code !== null && given.length === wanted.length && timingSafeEqual(given, wanted);
}
