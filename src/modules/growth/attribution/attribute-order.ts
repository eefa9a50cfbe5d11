import type { TouchpointId } from '#kernel/ids';
import type { Context, Database } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { touchpointsByIds } from '#modules/touchpoints';
import { OrderAttributed } from '../events.ts';
import { findShareLink } from '../links/find-share-link.ts';
import { attributionOf } from './lead-attribution.ts';
import { insertAttribution } from './order-attribution-store.ts';
import {
  attributed,
  NOBODY,
  type Bringer,
  type OrderAttribution,
  type OrderOrigin,
  type Person,
} from './order-attribution.ts';

/**
 * Says whose an order is: by its lead, else by its share token, else nobody's; and which organisation looks after the
 * community. Announced exactly once for an order, however often it is asked; answers whether it was this time.
 */
export async function attributeOrder(ctx: Context, origin: OrderOrigin): Promise<{ announced: boolean }> {
  const bringer = await bringerOf(ctx.db, origin);
  const community = (await communitiesByIds(ctx.db, [origin.communityId])).get(origin.communityId);
  return ctx.transaction(async (tx) => {
    const attribution = attributed(origin, bringer, community?.partnerId ?? null, tx.now);
    const announced = await insertAttribution(tx.db, attribution);
    if (announced) await tx.announce([newsOf(attribution)]);
    return { announced };
  });
}

async function bringerOf(db: Database, { leadId, shareToken }: OrderOrigin): Promise<Bringer> {
  const lead = leadId === null ? undefined : (await attributionOf(db, [leadId])).get(leadId);
  if (lead !== undefined) {
    const by = await personOf(db, lead.touchpointId);
    return by === undefined ? NOBODY : { basis: 'lead', leadId: lead.leadId, playId: lead.playId, by };
  }
  const link = shareToken === null ? undefined : await findShareLink(db, shareToken);
  const by = link && (await personOf(db, link.touchpointId));
  return link === undefined || by === undefined
    ? NOBODY
    : { basis: 'share_link', leadId: null, playId: link.playId, by };
}

async function personOf(db: Database, touchpointId: TouchpointId): Promise<Person | undefined> {
  const [person] = await touchpointsByIds(db, [touchpointId]);
  return person && { touchpointId, role: person.role };
}

function newsOf(attribution: OrderAttribution) {
  const { orderId, cityId, communityId, packageId, leadId, playId, touchpointId, role, partnerId } = attribution;
  const facts = { orderId, cityId, communityId, packageId, leadId, playId, touchpointId, role, partnerId };
  return OrderAttributed(orderId, facts);
}
