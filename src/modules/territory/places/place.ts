import type { CityId, CommunityId, PartnerId, RegionId, StoreId } from '#kernel/ids';
import type { Position } from '#kernel/geo';
import { Refusal } from '#kernel/errors';

export interface Region {
  readonly id: RegionId;
  readonly code: string;
  readonly name: string;
}

export interface City {
  readonly id: CityId;
  readonly regionId: RegionId;
  readonly regionName: string;
  readonly code: string;
  readonly name: string;
  readonly position: Position;
}

export const PARTNER_KINDS = ['property_company', 'agency'] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

/** An organisation whose people work with us in communities: a property company or an agency. */
export interface Partner {
  readonly id: PartnerId;
  readonly externalCode: string;
  readonly kind: PartnerKind;
  readonly name: string;
}

/** What people may edit of a store. */
export interface StoreFacts {
  readonly externalCode: string;
  readonly cityId: CityId;
  readonly name: string;
  readonly position: Position;
}

export interface Store extends StoreFacts {
  readonly id: StoreId;
  readonly cityName: string;
  readonly updatedAt: Date;
  /** Grows by one with every change; the entity tag of the store. */
  readonly version: number;
}

/** What people may edit of a community. */
export interface CommunityFacts {
  readonly externalCode: string;
  readonly cityId: CityId;
  readonly name: string;
  /** 行政区; empty where unknown. */
  readonly district: string;
  readonly position: Position;
  readonly builtYear: number | null;
  readonly households: number | null;
  readonly partnerId: PartnerId | null;
}

export interface Community extends CommunityFacts {
  readonly id: CommunityId;
  readonly cityCode: string;
  readonly cityName: string;
  readonly partnerCode: string | null;
  readonly partnerName: string | null;
  readonly updatedAt: Date;
  /** Grows by one with every change; the entity tag of the community. */
  readonly version: number;
}

/** Mainland China with its islands, in degrees, generously: what lies outside is a typing error. */
export const CHINA = { west: 73, east: 136, south: 3, north: 54 } as const;

/** Households beyond this are a typing error: the largest compounds of the country have some 30,000. */
export const MAX_HOUSEHOLDS = 100_000;

export const FIRST_BUILT_YEAR = 1900;

/** Communities that are still being built are known some years ahead. */
export const YEARS_AHEAD = 5;

export function isInChina(position: Position): boolean {
  const { lng, lat } = position;
  return lng >= CHINA.west && lng <= CHINA.east && lat >= CHINA.south && lat <= CHINA.north;
}

/** Longitude and latitude in each other's column: the commonest fault of such files. */
export function isSwapped(position: Position): boolean {
  return isInChina({ lng: position.lat, lat: position.lng });
}

/** The names of the facts in which `next` differs; positions closer than 1 cm are the same. */
export function changedFields<Facts extends object>(before: Facts, next: Facts): string[] {
  return Object.keys(next).filter((key) => !same(before[key as keyof Facts], next[key as keyof Facts]));
}

function same(a: unknown, b: unknown): boolean {
  if (isPositionLike(a) && isPositionLike(b)) return Math.abs(a.lng - b.lng) < 1e-7 && Math.abs(a.lat - b.lat) < 1e-7;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => item === b[at]);
  return a === b;
}

function isPositionLike(value: unknown): value is Position {
  return typeof value === 'object' && value !== null && 'lng' in value && 'lat' in value;
}

/** Somebody saved the place after this reader loaded it. */
export class PlaceChangedMeanwhile extends Refusal {
  constructor(name: string) {
    super('place-changed-meanwhile', 'conflict', { name });
  }
}

export class PlaceCodeTaken extends Refusal {
  constructor(code: string) {
    super('place-code-taken', 'conflict', { code });
  }
}

/** Trade is kept by city: a place never moves to another one. */
export class PlaceStaysInItsCity extends Refusal {
  constructor(name: string) {
    super('place-stays-in-its-city', 'invalid', { name });
  }
}

export class PositionOutsideChina extends Refusal {
  constructor() {
    super('place-outside-china', 'invalid');
  }
}

export class UnknownCity extends Refusal {
  constructor() {
    super('place-unknown-city', 'invalid');
  }
}

export class UnknownPartner extends Refusal {
  constructor() {
    super('place-unknown-partner', 'invalid');
  }
}

export class UnknownStore extends Refusal {
  constructor() {
    super('place-unknown-store', 'invalid');
  }
}

/** An edit has to say which version it is based on. */
export class VersionRequired extends Refusal {
  constructor() {
    super('place-version-required', 'invalid');
  }
}
