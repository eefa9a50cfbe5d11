import { sql } from 'kysely';
import type { CommunityId, WarehouseId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { PickupPoint } from './pickup-point.ts';
import { activePointsOf } from './pickup-point-store.ts';
import type { Supply, SupplyChange, SupplyKind } from './warehouse.ts';

type Db = Database | DatabaseTransaction;

/** What supplies a community, and where its people may pick up. */
export interface CommunitySupply extends Supply {
  /** Those that are open for business, by code. */
  readonly pickupPoints: PickupPoint[];
}

/** Which warehouses supply each community, and its active pick-up points. Every community asked for is there. */
export async function supplyOf(
  db: Db,
  communityIds: readonly CommunityId[],
): Promise<Map<CommunityId, CommunitySupply>> {
  const found = await sql<{ community_id: CommunityId; kind: SupplyKind; warehouse_id: WarehouseId }>`
    select wc.community_id, wc.kind, wc.warehouse_id
    from territory.warehouse_community wc
    join territory.warehouse w on w.id = wc.warehouse_id and w.active
    where wc.community_id = any(${[...communityIds]}::uuid[])
  `.execute(db);
  const points = await activePointsOf(db, communityIds);
  const supplier = (id: CommunityId, kind: SupplyKind): WarehouseId | null =>
    found.rows.find((row) => row.community_id === id && row.kind === kind)?.warehouse_id ?? null;
  return new Map(
    communityIds.map((id) => [
      id,
      { gridId: supplier(id, 'grid'), flashId: supplier(id, 'flash'), pickupPoints: points.get(id) ?? [] },
    ]),
  );
}

/** Moves communities to a warehouse of a kind, or takes them off every one; answers the warehouses that lost or gained any. */
export async function moveSupply(db: DatabaseTransaction, change: SupplyChange): Promise<WarehouseId[]> {
  const { kind, warehouseId } = change;
  const ids = [...new Set(change.communityIds)].toSorted();
  const gone = await sql<{ warehouse_id: WarehouseId }>`
    delete from territory.warehouse_community
    where community_id = any(${ids}::uuid[]) and kind = ${kind}
      and warehouse_id is distinct from ${warehouseId}::uuid
    returning warehouse_id
  `.execute(db);
  const come =
    warehouseId === null
      ? []
      : (
          await sql<{ warehouse_id: WarehouseId }>`
            insert into territory.warehouse_community (community_id, kind, warehouse_id)
            select wanted.id, ${kind}, ${warehouseId}::uuid from unnest(${ids}::uuid[]) as wanted (id) order by 1
            on conflict (community_id, kind) do nothing returning warehouse_id
          `.execute(db)
        ).rows;
  return [...new Set([...gone.rows, ...come].map((row) => row.warehouse_id))];
}

/** Makes each warehouse supply exactly the communities given for it; answers the other warehouses that lost some. */
export async function setSupplied(
  db: DatabaseTransaction,
  supplied: readonly { warehouseId: WarehouseId; kind: SupplyKind; communityIds: readonly CommunityId[] }[],
): Promise<WarehouseId[]> {
  const own = supplied.map((each) => each.warehouseId);
  const links = JSON.stringify(
    supplied.flatMap(({ warehouseId, kind, communityIds }) =>
      communityIds.map((id) => ({ warehouse_id: warehouseId, kind, community_id: id })),
    ),
  );
  const wanted = sql`jsonb_to_recordset(${links}::jsonb) as w (warehouse_id uuid, kind text, community_id uuid)`;
  const gone = await sql<{ warehouse_id: WarehouseId }>`
    delete from territory.warehouse_community wc
    where (wc.warehouse_id = any(${own}::uuid[])
        or exists (select 1 from ${wanted} where w.kind = wc.kind and w.community_id = wc.community_id))
      and not exists (select 1 from ${wanted} where w.warehouse_id = wc.warehouse_id
        and w.community_id = wc.community_id)
    returning wc.warehouse_id
  `.execute(db);
  await sql`
    insert into territory.warehouse_community (community_id, kind, warehouse_id)
    select w.community_id, w.kind, w.warehouse_id from ${wanted} order by 1, 2
    on conflict (community_id, kind) do nothing
  `.execute(db);
  const mine = new Set<string>(own);
  return [...new Set(gone.rows.map((row) => row.warehouse_id))].filter((id) => !mine.has(id));
}
