import { sql } from 'kysely';
import type { CityId, CommunityId, Id, RegionId, StoreId, UserId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { DeliveryRule } from '../carts/cart.ts';
import type { Area, AreaKind, SellingPlace } from '../prices/area-entry.ts';
import { holdingAt, visibleEntry } from '../prices/area-entry-store.ts';
import type { OwnPlaces } from './promotion-store.ts';

type Db = Database | DatabaseTransaction;

/** What delivery costs in an area, while nothing nearer says otherwise. */
export interface SignedDeliveryRule {
  readonly ruleId: Id<'DeliveryRule'>;
  readonly areaKind: AreaKind;
  readonly areaId: string | null;
  readonly areaName: string;
  readonly feeFen: Fen;
  readonly freeFromFen: Fen | null;
  readonly signedAt: Date;
}

interface RuleRow {
  rule_id: Id<'DeliveryRule'>;
  area_kind: AreaKind;
  region_id: RegionId | null;
  city_id: CityId | null;
  store_id: StoreId | null;
  community_id: CommunityId | null;
  area_name: string;
  fee_fen: Fen;
  free_from_fen: Fen | null;
  signed_at: Date;
}

const toRule = (row: RuleRow): SignedDeliveryRule => ({
  ruleId: row.rule_id,
  areaKind: row.area_kind,
  areaId: row.community_id ?? row.store_id ?? row.city_id ?? row.region_id,
  areaName: row.area_name,
  feeFen: row.fee_fen,
  freeFromFen: row.free_from_fen,
  signedAt: row.signed_at,
});

/** The rule of the nearest area: community before store before city before region before everywhere. */
export async function nearestDeliveryRule(db: Db, place: SellingPlace, at: Date): Promise<DeliveryRule | undefined> {
  const { rows } = await sql<DeliveryRule>`
    select a.fee_fen as "feeFen", a.free_from_fen as "freeFromFen" from commerce.delivery_rule a
    where ${holdingAt('a', place, at)}
    order by array_position(array['community', 'store', 'city', 'region', 'all'], a.area_kind), a.valid_from desc
    limit 1`.execute(db);
  return rows[0];
}

/** Those in force that a reader may see, the widest first. */
export async function deliveryRulesInForce(db: Db, scope: Scope, mine: OwnPlaces): Promise<SignedDeliveryRule[]> {
  const { rows } = await sql<RuleRow>`
    select a.* from commerce.delivery_rule a where a.valid_until is null and ${visibleEntry(scope, mine)}
    order by array_position(array['all', 'region', 'city', 'store', 'community'], a.area_kind), a.area_name, a.rule_id
    limit 1000`.execute(db);
  return rows.map(toRule);
}

const columnsOf = (area: Area) => ({
  region: area.kind === 'region' ? area.regionId : null,
  city: area.kind === 'all' || area.kind === 'region' ? null : area.cityId,
  store: area.kind === 'store' ? area.storeId : null,
  community: area.kind === 'community' ? area.communityId : null,
});

/** Adds a rule; whatever was in force for the same area ends at that moment. */
export async function replaceRule(
  tx: DatabaseTransaction,
  it: SignedDeliveryRule & { readonly area: Area; readonly signedBy: UserId | null },
): Promise<void> {
  const { region, city, store, community } = columnsOf(it.area);
  // One after the other: two at once would both be in force.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`commerce.delivery_rule ${it.areaId ?? 'all'}`}, 0))`.execute(
    tx,
  );
  await sql`
    update commerce.delivery_rule set valid_until = greatest(valid_from, ${it.signedAt}::timestamptz)
    where valid_until is null and area_kind = ${it.area.kind} and region_id is not distinct from ${region}::uuid
      and city_id is not distinct from ${city}::uuid and store_id is not distinct from ${store}::uuid
      and community_id is not distinct from ${community}::uuid`.execute(tx);
  await sql`
    insert into commerce.delivery_rule (rule_id, area_kind, region_id, city_id, store_id, community_id, area_name,
      fee_fen, free_from_fen, valid_from, signed_by, signed_at)
    values (${it.ruleId}, ${it.area.kind}, ${region}, ${city}, ${store}, ${community}, ${it.areaName}, ${it.feeFen},
      ${it.freeFromFen}, ${it.signedAt}, ${it.signedBy}, ${it.signedAt})`.execute(tx);
}

/** Ends a rule within the scope; undefined if there is none in force. */
export async function endRule(
  tx: DatabaseTransaction,
  scope: Scope,
  ruleId: Id<'DeliveryRule'>,
  now: Date,
): Promise<SignedDeliveryRule | undefined> {
  const { rows } = await sql<RuleRow>`
    update commerce.delivery_rule a set valid_until = greatest(valid_from, ${now}::timestamptz)
    where a.rule_id = ${ruleId} and a.valid_until is null
      and ${within(scope, { city: 'a.city_id', store: 'a.store_id', community: 'a.community_id' })}
    returning a.*`.execute(tx);
  return rows.map(toRule)[0];
}
