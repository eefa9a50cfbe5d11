import type { Random } from './random.ts';

declare const brand: unique symbol;

/** A UUIDv7 that says whose it is: `Id<'Order'>` cannot be passed where `Id<'Task'>` is wanted. */
export type Id<Noun extends string> = string & { readonly [brand]: Noun };

export type RegionId = Id<'Region'>;
export type CityId = Id<'City'>;
export type StoreId = Id<'Store'>;
export type CommunityId = Id<'Community'>;
export type PartnerId = Id<'Partner'>;
export type UserId = Id<'User'>;
export type PersonId = Id<'Person'>;
export type TouchpointId = Id<'Touchpoint'>;
export type WarehouseId = Id<'Warehouse'>;
export type PickupPointId = Id<'PickupPoint'>;
export type SkuId = Id<'Sku'>;
/** Where stock lies: the id of a warehouse or of a store. */
export type StockPlaceId = WarehouseId | StoreId;

/** The keyed hash of a customer's phone (64 hex digits): what is theirs is kept under it, and no phone with it. */
export type CustomerKey = string & { readonly [brand]: 'CustomerKey' };

let lastMs = 0;
let sequence = 0;

/**
 * UUIDv7 (RFC 9562, method 1): 48 bits of milliseconds, a 12-bit counter that keeps ids made in the same millisecond
 * in order within this process, 62 random bits. A clock that steps back does not break the order.
 */
export function uuidv7(nowMs: number, random: Random): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    sequence = 0;
  } else {
    sequence += 1;
    if (sequence > 0xfff) {
      lastMs += 1;
      sequence = 0;
    }
  }
  return uuidFrom(lastMs, sequence, random.bytes(8));
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Of whole milliseconds, a counter of 12 bits, and 8 bytes of which two bits are overwritten. An order needs a dozen. */
function uuidFrom(ms: number, counter: number, tail: Uint8Array): string {
  const time = Math.floor(ms).toString(16).padStart(12, '0');
  const count = counter.toString(16).padStart(3, '0');
  const hex = (at: number): string => HEX[tail[at] ?? 0] ?? '';
  const variant = HEX[0x80 | ((tail[0] ?? 0) & 0x3f)] ?? '';
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${hex(1)}-${hex(2)}${hex(3)}${hex(4)}${hex(5)}${hex(6)}${hex(7)}`;
}

/** The smallest id that a moment (milliseconds since 1970) can have: where an index of ids begins to be that young. */
export function firstUuidOf(ms: number): string {
  return uuidFrom(ms, 0, new Uint8Array(8));
}

/** An id that depends only on the seeded source and the moment: for simulation and replay. */
export function seededUuid(ms: number, random: Random): string {
  return uuidFrom(ms, (random.next() * 4096) | 0, random.bytes(8));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
