import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, TouchpointId } from '#kernel/ids';
import type { BookingCode } from '../codes/booking-code.ts';
import type { OfferState } from '../offers/offer-state.ts';
import type { ShareLink } from '../links/share-link.ts';

/** What residents book by themselves. */
export const MEASURE = 'measure';
export const MEASURE_NAME = '上门量房';
/** What happens, in the order in which it does. */
export const MEASURE_STEPS = ['设计师上门，免费量房、看问题', '当场说清楚能不能做、怎么做', '出报价单，做不做你说了算'];

/** The kind of thing that is done at somebody's home, and measured there first. */
export const HOME_SCENE = 'renewal';
export const isBookable = (scene: string): boolean => scene === HOME_SCENE;

/** Where a booking comes from: the link of an offer, or a printed code. */
export interface BookingSource {
  readonly token: string;
  readonly state: OfferState;
  readonly link: ShareLink | undefined;
  readonly code: BookingCode | undefined;
  /** Whose lead it becomes; null where it is whoever comes. */
  readonly touchpointId: TouchpointId | null;
  /** Where somebody may be asked to come. */
  readonly communityIds: readonly CommunityId[];
  /** The one thing it may be about; null for anything. */
  readonly packageId: Id<'Package'> | null;
}

/** A visit that a resident booked. A lead has one at a time. */
export interface Booking {
  readonly cityId: CityId;
  readonly visitId: Id<'Visit'>;
  readonly leadId: Id<'Lead'>;
  readonly shareToken: string | null;
  readonly bookingCode: string | null;
  readonly bookedAt: Date;
}

/** The page is no longer taking bookings. */
export class BookingClosed extends Refusal {
  constructor() {
    super('booking-closed', 'conflict');
  }
}

/** Of several communities none was picked, or one that this page is not for. */
export class CommunityNotOffered extends Refusal {
  constructor() {
    super('booking-community-missing', 'invalid', {}, { faults: [{ path: 'communityId', message: '选一下你家小区' }] });
  }
}

/** The phone has a visit to come: when it is, is told to nobody but its holder. */
export class BookedBefore extends Refusal {
  constructor() {
    super('booked-before', 'conflict');
  }
}

/** The community that is meant. @throws CommunityNotOffered */
export function communityOf(source: BookingSource, picked: CommunityId | undefined): CommunityId {
  const [only, ...others] = source.communityIds;
  if (picked === undefined && only !== undefined && others.length === 0) return only;
  if (picked === undefined || !source.communityIds.includes(picked)) throw new CommunityNotOffered();
  return picked;
}
