import type { CommunityId, TouchpointId } from '#kernel/ids';
import type { Context, Database, Tx } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { touchpointsByIds } from '#modules/touchpoints';
import { OrderAttributed } from '../events.ts';
import { findShareLink } from '../links/find-share-link.ts';
import type { ShareLink } from '../links/share-link.ts';
import { attributionOf, type Attribution } from './lead-attribution.ts';
import { attributedAmong, insertAttributions } from './order-attribution-store.ts';
import {
  attributed,
  NOBODY,
  type Bringer,
  type OrderAttribution,
  type OrderOrigin,
  type Person,
} from './order-attribution.ts';

/** One order; answers whether it was announced this time. */
export async function attributeOrder(ctx: Context, origin: OrderOrigin): Promise<{ announced: boolean }> {
  return ctx.transaction(async (tx) => ({ announced: (await attributeOrders(ctx, tx, [origin])) > 0 }));
}

/**
 * Part: says whose orders are: by the leader of their group buy, else by their lead, else by their share token, else
 * nobody's; and which organisation looks after the community. Announced exactly once for an order, however often it is
 * asked; answers how many were this time.
 */
export async function attributeOrders(ctx: Context, tx: Tx, origins: readonly OrderOrigin[]): Promise<number> {
  const once = [...new Map(origins.map((origin) => [origin.orderId, origin])).values()];
  const known = await attributedAmong(
    tx.db,
    once.map((origin) => origin.orderId),
  );
  const fresh = once.filter((origin) => !known.has(origin.orderId));
  if (fresh.length === 0) return 0;
  const bringerOf = await readBringers(ctx.db, fresh);
  const communityIds = [...new Set(fresh.map((origin) => origin.communityId))] satisfies CommunityId[];
  const communities = await communitiesByIds(tx.db, communityIds);
  const made = fresh.map((origin) =>
    attributed(origin, bringerOf(origin), communities.get(origin.communityId)?.partnerId ?? null, tx.now),
  );
  const added = await insertAttributions(tx.db, made);
  await tx.announce(made.filter((each) => added.has(each.orderId)).map(newsOf));
  return added.size;
}

/** Who brought each order, with a read of each kind for all of them. */
async function readBringers(db: Database, origins: readonly OrderOrigin[]): Promise<(origin: OrderOrigin) => Bringer> {
  const leads = await attributionOf(
    db,
    origins.flatMap(({ leadId }) => leadId ?? []),
  );
  const links = new Map<string, ShareLink>();
  for (const token of new Set(origins.flatMap(({ shareToken }) => shareToken ?? []))) {
    const link = await findShareLink(db, token);
    if (link !== undefined) links.set(token, link);
  }
  const ids = [
    ...origins.flatMap(({ leaderId }) => leaderId ?? []),
    ...[...leads.values(), ...links.values()].map(({ touchpointId }) => touchpointId),
  ];
  const found = ids.length === 0 ? [] : await touchpointsByIds(db, [...new Set(ids)]);
  const people = new Map(found.map(({ touchpointId, role }) => [touchpointId, { touchpointId, role }]));
  return (origin) => bringer(origin, { leads, links, people });
}

interface Known {
  readonly leads: ReadonlyMap<string, Attribution>;
  readonly links: ReadonlyMap<string, ShareLink>;
  readonly people: ReadonlyMap<TouchpointId, Person>;
}

function bringer({ leaderId, leadId, shareToken }: OrderOrigin, { leads, links, people }: Known): Bringer {
  const leader = leaderId === null ? undefined : people.get(leaderId);
  if (leader !== undefined) return { basis: 'group_buy', leadId: null, playId: null, by: leader };
  const lead = leadId === null ? undefined : leads.get(leadId);
  if (lead !== undefined) {
    const by = people.get(lead.touchpointId);
    return by === undefined ? NOBODY : { basis: 'lead', leadId: lead.leadId, playId: lead.playId, by };
  }
  const link = shareToken === null ? undefined : links.get(shareToken);
  const by = link && people.get(link.touchpointId);
  return link === undefined || by === undefined
    ? NOBODY
    : { basis: 'share_link', leadId: null, playId: link.playId, by };
}

function newsOf(attribution: OrderAttribution) {
  const { orderId, cityId, communityId, packageId, leadId, playId, touchpointId, role, partnerId } = attribution;
  const facts = { orderId, cityId, communityId, packageId, leadId, playId, touchpointId, role, partnerId };
  return OrderAttributed(orderId, facts);
}
