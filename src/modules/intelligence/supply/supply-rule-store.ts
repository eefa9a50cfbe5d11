import { sql } from 'kysely';
import type { CityId, StockPlaceId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { SupplyRule, SupplyTerms } from './supply-rule.ts';

type Db = Database | DatabaseTransaction;

/** All rules, by what they are of: an item or a category. */
export async function supplyRules(db: Db): Promise<Map<string, SupplyRule>> {
  const { rows } = await sql<SupplyRule>`
    select subject_id as "subjectId", subject_kind as "subjectKind", lead_days as "leadDays", every_days as "everyDays",
      pack, minimum, keeps_days as "keepsDays", missing_margins::float8 as "missingMargins", revision
    from intelligence.supply_rule`.execute(db);
  return new Map(rows.map((row) => [row.subjectId, row]));
}

interface Said {
  readonly expectedRevision: number;
  readonly userId: UserId | null;
  readonly at: Date;
}

/** False where somebody else said something since that revision. */
export async function saveSupplyRule(
  db: DatabaseTransaction,
  subject: Pick<SupplyRule, 'subjectId' | 'subjectKind'>,
  terms: SupplyTerms,
  { expectedRevision, userId, at }: Said,
): Promise<boolean> {
  const { rows } = await sql`
    insert into intelligence.supply_rule (subject_id, subject_kind, lead_days, every_days, pack, minimum, keeps_days,
      missing_margins, revision, set_by, updated_at)
    select ${subject.subjectId}::uuid, ${subject.subjectKind}, ${terms.leadDays}, ${terms.everyDays}, ${terms.pack},
      ${terms.minimum}, ${terms.keepsDays}, ${terms.missingMargins}, 1, ${userId}, ${at}
    where ${expectedRevision} = 0
      or exists (select 1 from intelligence.supply_rule where subject_id = ${subject.subjectId}::uuid)
    on conflict (subject_id) do update
    set lead_days = excluded.lead_days, every_days = excluded.every_days, pack = excluded.pack, minimum = excluded.minimum,
      keeps_days = excluded.keeps_days, missing_margins = excluded.missing_margins, revision = supply_rule.revision + 1,
      set_by = excluded.set_by, updated_at = excluded.updated_at
    where supply_rule.revision = ${expectedRevision}
    returning 1`.execute(db);
  return rows.length > 0;
}

export async function deleteSupplyRule(
  db: DatabaseTransaction,
  subjectId: string,
  expectedRevision: number,
): Promise<boolean> {
  const { rows } = await sql`
    delete from intelligence.supply_rule where subject_id = ${subjectId}::uuid and revision = ${expectedRevision}
    returning 1`.execute(db);
  return rows.length > 0;
}

/** What all orders of a place share, a day. */
export interface SupplyLimit {
  readonly placeId: StockPlaceId;
  readonly cityId: CityId;
  readonly budgetFen: number | null;
  readonly roomUnits: number | null;
  readonly revision: number;
}

export async function supplyLimits(db: Db): Promise<Map<StockPlaceId, SupplyLimit>> {
  const { rows } = await sql<SupplyLimit>`
    select place_id as "placeId", city_id as "cityId", budget_fen::float8 as "budgetFen", room_units as "roomUnits", revision
    from intelligence.supply_limit`.execute(db);
  return new Map(rows.map((row) => [row.placeId, row]));
}

export async function saveSupplyLimit(
  db: DatabaseTransaction,
  limit: Omit<SupplyLimit, 'revision'>,
  { expectedRevision, userId, at }: Said,
): Promise<boolean> {
  const { rows } = await sql`
    insert into intelligence.supply_limit (place_id, city_id, budget_fen, room_units, revision, set_by, updated_at)
    select ${limit.placeId}::uuid, ${limit.cityId}::uuid, ${limit.budgetFen}, ${limit.roomUnits}, 1, ${userId}, ${at}
    where ${expectedRevision} = 0
      or exists (select 1 from intelligence.supply_limit where place_id = ${limit.placeId}::uuid)
    on conflict (place_id, city_id) do update
    set budget_fen = excluded.budget_fen, room_units = excluded.room_units, revision = supply_limit.revision + 1,
      set_by = excluded.set_by, updated_at = excluded.updated_at
    where supply_limit.revision = ${expectedRevision}
    returning 1`.execute(db);
  return rows.length > 0;
}
