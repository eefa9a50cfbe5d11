import { sql } from 'kysely';
import type { CityId, CommunityId, Id, PartnerId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { LeadId } from '../leads/lead.ts';
import type { OrderAttribution } from './order-attribution.ts';

/** False when it is known already whose the order is. */
export async function insertAttribution(db: DatabaseTransaction, it: OrderAttribution): Promise<boolean> {
  const added = await sql`
    insert into growth.order_attribution (city_id, order_id, community_id, package_id, basis, lead_id, share_token,
      play_id, touchpoint_id, job_role, partner_id, attributed_at)
    values (${it.cityId}, ${it.orderId}, ${it.communityId}, ${it.packageId}, ${it.basis}, ${it.leadId},
      ${it.shareToken}, ${it.playId}, ${it.touchpointId}, ${it.role}, ${it.partnerId}, ${it.attributedAt})
    on conflict (city_id, order_id) do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** For other modules, without a reader's scope: whose each order is. Those that are not attributed yet are absent. */
export async function orderAttributions(
  db: Database | DatabaseTransaction,
  orderIds: readonly Id<'Order'>[],
): Promise<Map<Id<'Order'>, OrderAttribution>> {
  const found = await sql<{
    city_id: CityId;
    order_id: Id<'Order'>;
    community_id: CommunityId;
    package_id: Id<'Package'>;
    basis: OrderAttribution['basis'];
    lead_id: LeadId | null;
    share_token: string | null;
    play_id: Id<'Play'> | null;
    touchpoint_id: TouchpointId | null;
    job_role: string | null;
    partner_id: PartnerId | null;
    attributed_at: Date;
  }>`
    select a.* from growth.order_attribution a where a.order_id = any(${[...orderIds]}::uuid[])`.execute(db);
  return new Map(
    found.rows.map((row) => [
      row.order_id,
      {
        orderId: row.order_id,
        cityId: row.city_id,
        communityId: row.community_id,
        packageId: row.package_id,
        basis: row.basis,
        leadId: row.lead_id,
        shareToken: row.share_token,
        playId: row.play_id,
        touchpointId: row.touchpoint_id,
        role: row.job_role,
        partnerId: row.partner_id,
        attributedAt: row.attributed_at,
      },
    ]),
  );
}
