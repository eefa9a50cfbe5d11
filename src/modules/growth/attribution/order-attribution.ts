import type { CityId, CommunityId, Id, PartnerId, TouchpointId } from '#kernel/ids';
import type { Role } from '#modules/touchpoints';
import type { LeadId } from '../leads/lead.ts';

/** What an order says of where it came from. */
export interface OrderOrigin {
  readonly orderId: Id<'Order'>;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  /** Of a service only. */
  readonly packageId: Id<'Package'> | null;
  readonly leadId: LeadId | null;
  readonly shareToken: string | null;
  /** The leader of the group buy that it is part of. */
  readonly leaderId: TouchpointId | null;
}

/** Who brought an order, and by what it is known. */
export type Bringer =
  | { readonly basis: 'lead'; readonly leadId: LeadId; readonly playId: Id<'Play'> | null; readonly by: Person }
  | { readonly basis: 'share_link'; readonly leadId: null; readonly playId: Id<'Play'>; readonly by: Person }
  | { readonly basis: 'group_buy'; readonly leadId: null; readonly playId: null; readonly by: Person }
  | { readonly basis: 'nobody'; readonly leadId: null; readonly playId: null; readonly by: null };

/** A person at the front. */
export interface Person {
  readonly touchpointId: TouchpointId;
  /** When the order was attributed. */
  readonly role: Role;
}

export const NOBODY: Bringer = { basis: 'nobody', leadId: null, playId: null, by: null };

/** Whose an order is. Written once. */
export interface OrderAttribution extends Omit<OrderOrigin, 'leaderId'> {
  readonly basis: Bringer['basis'];
  readonly playId: Id<'Play'> | null;
  readonly touchpointId: TouchpointId | null;
  readonly role: string | null;
  /** The organisation that looks after the community, whoever brought the order. */
  readonly partnerId: PartnerId | null;
  readonly attributedAt: Date;
}

/** A lead that nobody knows is not kept: what the order is attributed by is what was found. */
export function attributed(
  origin: OrderOrigin,
  { basis, leadId, playId, by }: Bringer,
  partnerId: PartnerId | null,
  attributedAt: Date,
): OrderAttribution {
  const { orderId, cityId, communityId, packageId, shareToken } = origin;
  const person = { touchpointId: by?.touchpointId ?? null, role: by?.role ?? null };
  const order = { orderId, cityId, communityId, packageId, shareToken };
  return { ...order, basis, leadId, playId, ...person, partnerId, attributedAt };
}
