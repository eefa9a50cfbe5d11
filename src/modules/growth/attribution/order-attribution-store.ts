import { sql } from 'kysely';
import type { CityId, CommunityId, Id, PartnerId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { LeadId } from '../leads/lead.ts';
import type { OrderAttribution } from './order-attribution.ts';

/** Adds those of which it is not known yet whose they are; answers them. */
export async function insertAttributions(
  db: DatabaseTransaction,
  all: readonly OrderAttribution[],
): Promise<Set<Id<'Order'>>> {
  const added = await sql<{ order_id: Id<'Order'> }>`
    insert into growth.order_attribution (city_id, order_id, community_id, package_id, basis, lead_id, share_token,
      play_id, touchpoint_id, job_role, partner_id, attributed_at)
    select x."cityId", x."orderId", x."communityId", x."packageId", x.basis, x."leadId", x."shareToken", x."playId",
      x."touchpointId", x.role, x."partnerId", x."attributedAt"
    from json_to_recordset(${JSON.stringify(all)}::json) as x ("cityId" uuid, "orderId" uuid, "communityId" uuid,
      "packageId" uuid, basis text, "leadId" uuid, "shareToken" text, "playId" uuid, "touchpointId" uuid, role text,
      "partnerId" uuid, "attributedAt" timestamptz)
    order by x."cityId", x."orderId"
    on conflict (city_id, order_id) do nothing
    returning order_id`.execute(db);
  return new Set(added.rows.map((row) => row.order_id));
}

/** Of these orders those of which it is known whose they are. */
export async function attributedAmong(
  db: DatabaseTransaction,
  orderIds: readonly Id<'Order'>[],
): Promise<Set<Id<'Order'>>> {
  const found = await sql<{ order_id: Id<'Order'> }>`
    select a.order_id from growth.order_attribution a where a.order_id = any(${[...orderIds]}::uuid[])`.execute(db);
  return new Set(found.rows.map((row) => row.order_id));
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
    package_id: Id<'Package'> | null;
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
