import { sql } from 'kysely';
import type { CityId, CommunityId, PartnerId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { CommunityKey } from '../communities/community-store.ts';
import type { CommunityFacts } from './facts.ts';
import { measureKey, type Measure, type Rule } from './rule.ts';
import { compileRules, type Among } from './rule-store.ts';

type Db = Database | DatabaseTransaction;

/** A community with all that the rules asked about it. */
export interface EvaluatedCommunity extends CommunityFacts {
  readonly communityId: CommunityId;
  readonly name: string;
  /** Whether it fulfils each rule, in the order of the rules. */
  readonly inside: readonly boolean[];
}

interface EvaluatedRow {
  communityId: CommunityId;
  cityId: CityId;
  name: string;
  district: string | null;
  storeIds: StoreId[];
  partnerId: PartnerId | null;
  builtYear: number | null;
  households: number | null;
  members: number;
  measured: number[];
  inside: boolean[];
}

const attributes = sql`
  p.community_id as "communityId", p.city_id as "cityId", p.name, p.district, p.store_ids as "storeIds",
  p.partner_id as "partnerId", p.built_year as "builtYear", p.households, p.members`;

function toEvaluated({ measured, ...row }: EvaluatedRow, measures: readonly Measure[]): EvaluatedCommunity {
  return { ...row, measured: new Map(measures.map((measure, at) => [measureKey(measure), measured[at] ?? 0])) };
}

/**
 * Takes communities for evaluation: others who evaluate them wait until this transaction ends and then see what it
 * did. Sorted, so that two of them never wait for each other.
 */
export async function holdForEvaluation(
  tx: DatabaseTransaction,
  communities: readonly CommunityKey[],
  now: Date,
): Promise<void> {
  await sql`
    insert into cdp.community_evaluation (city_id, community_id, evaluated_at)
    select distinct v.city_id, v.community_id, ${now}::timestamptz
    from unnest(${communities.map((each) => each.cityId)}::uuid[],
                ${communities.map((each) => each.communityId)}::uuid[]) as v (city_id, community_id)
    order by 1, 2
    on conflict (city_id, community_id) do update set evaluated_at = excluded.evaluated_at`.execute(tx);
}

/** Decides all rules for communities in one statement; answers those that fulfil at least one. */
export async function evaluateRules(
  db: Db,
  rules: readonly Rule[],
  today: string,
  among: Among,
): Promise<EvaluatedCommunity[]> {
  if (rules.length === 0) return [];
  const compiled = compileRules(rules, today, among);
  const { rows } = await sql<EvaluatedRow>`
    ${compiled.prelude}
    select ${attributes}, ${compiled.measured} as measured, array[${sql.join([...compiled.inside])}]::boolean[] as inside
    from ${compiled.from}
    where ${compiled.known} and (${sql.join([...compiled.inside], sql` or `)})
    order by p.community_id`.execute(db);
  return rows.map((row) => toEvaluated(row, compiled.measures));
}

export interface Preview {
  /** Communities of the reader's scope that fulfil the rule. */
  readonly count: number;
  /** Their households, where known: how many homes the rule reaches. */
  readonly households: number;
  readonly items: readonly EvaluatedCommunity[];
}

/** Who fulfils a rule now, within the scope: the count, and a page by id after `after`. */
export async function previewRule(
  db: Db,
  scope: Scope,
  rule: Rule,
  today: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<Preview> {
  const compiled = compileRules([rule], today, 'all');
  const mine = within(scope, { city: 'p.city_id', community: 'p.community_id' });
  const after = page.after === undefined ? sql`true` : sql`"communityId" > ${page.after}::uuid`;
  const { rows } = await sql<{ count: number; households: number; items: EvaluatedRow[] }>`
    ${compiled.prelude}${compiled.measures.length === 0 ? sql`with` : sql`,`} matched as materialized (
      select ${attributes}, ${compiled.measured} as measured, array[true] as inside
      from ${compiled.from}
      where ${compiled.known} and ${compiled.inside[0]!} and ${mine})
    select (select count(*)::integer from matched) as count,
           (select coalesce(sum(matched.households), 0)::integer from matched) as households,
           (select coalesce(jsonb_agg(to_jsonb(item) order by item."communityId"), '[]') from (
              select * from matched where ${after} order by "communityId" limit ${page.limit}) item) as items`.execute(
    db,
  );
  const found = rows[0];
  if (found === undefined) return { count: 0, households: 0, items: [] };
  return { ...found, items: found.items.map((row) => toEvaluated(row, compiled.measures)) };
}

/** A page of the communities that have a profile, by city and id: for evaluating everything, part by part. */
export async function communityKeys(
  db: Db,
  page: { readonly after: CommunityKey | undefined; readonly limit: number },
): Promise<CommunityKey[]> {
  const { after } = page;
  const rest =
    after === undefined ? sql`true` : sql`(p.city_id, p.community_id) > (${after.cityId}, ${after.communityId})`;
  const { rows } = await sql<CommunityKey>`
    select p.city_id as "cityId", p.community_id as "communityId" from cdp.community_profile p
    where ${rest} order by p.city_id, p.community_id limit ${page.limit}`.execute(db);
  return rows;
}
