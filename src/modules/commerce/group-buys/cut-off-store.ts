import { sql } from 'kysely';
import type { CityId, RegionId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { isUniqueViolation } from '#platform/postgres';
import { CutOffRuleTaken, type CategoryId, type CutOffRule, type CutOffRuleId } from './cut-off.ts';

type Db = Database | DatabaseTransaction;

interface RuleRow {
  cut_off_rule_id: CutOffRuleId;
  area_kind: 'all' | 'region' | 'city';
  area_id: string | null;
  area_name: string;
  category_id: CategoryId | null;
  cut_off_minute: number;
  pickup_days: number;
  revision: number;
}

const toRule = (row: RuleRow): CutOffRule => ({
  cutOffRuleId: row.cut_off_rule_id,
  area: areaOf(row),
  areaName: row.area_name,
  categoryId: row.category_id,
  minute: row.cut_off_minute,
  pickupDays: row.pickup_days,
  revision: row.revision,
});

function areaOf({ area_kind: kind, area_id: id }: RuleRow): CutOffRule['area'] {
  // The table checks that an id is there exactly where there is an area.
  if (kind === 'region') return { kind, regionId: id as RegionId };
  if (kind === 'city') return { kind, cityId: id as CityId };
  return { kind };
}

const idOfArea = ({ area }: CutOffRule): string | null => {
  if (area.kind === 'all') return null;
  return area.kind === 'city' ? area.cityId : area.regionId;
};

/** More than that is no table of rules that people keep. */
const MAX_RULES = 2_000;

/** All rules: a few for each region and city. */
export async function cutOffRules(db: Db): Promise<CutOffRule[]> {
  const found = await sql<RuleRow>`
    select * from commerce.cut_off_rule order by area_kind, area_name, category_id limit ${MAX_RULES}`.execute(db);
  return found.rows.map(toRule);
}

const taken = (error: unknown): never => {
  throw isUniqueViolation(error) ? new CutOffRuleTaken() : error;
};

/** @throws CutOffRuleTaken */
export async function insertCutOffRule(db: DatabaseTransaction, rule: CutOffRule, now: Date): Promise<void> {
  await sql`
    insert into commerce.cut_off_rule (cut_off_rule_id, area_kind, area_id, area_name, category_id, cut_off_minute,
      pickup_days, revision, updated_at)
    values (${rule.cutOffRuleId}, ${rule.area.kind}, ${idOfArea(rule)}, ${rule.areaName}, ${rule.categoryId},
      ${rule.minute}, ${rule.pickupDays}, ${rule.revision}, ${now})`
    .execute(db)
    .catch(taken);
}

/** Saves a change made from the revision before it; false if somebody was faster. @throws CutOffRuleTaken */
export async function updateCutOffRule(db: DatabaseTransaction, rule: CutOffRule, now: Date): Promise<boolean> {
  const saved = await sql`
    update commerce.cut_off_rule set area_kind = ${rule.area.kind}, area_id = ${idOfArea(rule)},
      area_name = ${rule.areaName}, category_id = ${rule.categoryId}, cut_off_minute = ${rule.minute},
      pickup_days = ${rule.pickupDays}, revision = ${rule.revision}, updated_at = ${now}
    where cut_off_rule_id = ${rule.cutOffRuleId} and revision = ${rule.revision - 1}`
    .execute(db)
    .catch(taken);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

export async function deleteCutOffRule(db: DatabaseTransaction, id: CutOffRuleId): Promise<boolean> {
  const gone = await sql`delete from commerce.cut_off_rule where cut_off_rule_id = ${id}`.execute(db);
  return (gone.numAffectedRows ?? 0n) > 0n;
}
