import { sql } from 'kysely';
import type { CityId, CommunityId, Id } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { PackageId } from '#modules/commerce';
import type { CommunityTally, SegmentTally } from './bandit-input.ts';

type Db = Database | DatabaseTransaction;

export interface ResultKey {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly packageId: PackageId;
}

/** Adds to what came of a package in a community, and to the sums of its segment; answers the trials here so far. */
export async function addResults(
  tx: DatabaseTransaction,
  { cityId, communityId, packageId }: ResultKey,
  segment: string,
  added: { readonly trials: number; readonly successes: number },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ trials: number }>`
    insert into intelligence.community_result as r
      (city_id, community_id, package_id, trials, successes, won, lost, last_result_at)
    values (${cityId}, ${communityId}, ${packageId}, ${added.trials}, ${added.successes}, 0, 0, ${now})
    on conflict (city_id, community_id, package_id) do update
    set trials = r.trials + excluded.trials, successes = r.successes + excluded.successes,
        last_result_at = excluded.last_result_at
    returning r.trials`.execute(tx);
  await sql`
    insert into intelligence.segment_result as s (city_id, segment, package_id, trials, successes)
    values (${cityId}, ${segment}, ${packageId}, ${added.trials}, ${added.successes})
    on conflict (city_id, segment, package_id) do update
    set trials = s.trials + excluded.trials, successes = s.successes + excluded.successes`.execute(tx);
  return rows[0]?.trials ?? 0;
}

export interface LeadOutcome extends ResultKey {
  readonly leadId: Id<'Lead'>;
  readonly outcome: 'won' | 'lost';
  readonly reason: string | null;
}

/** Keeps how a lead ended, the last word counting; answers what was known before. */
export async function keepOutcome(
  tx: DatabaseTransaction,
  it: LeadOutcome,
  now: Date,
): Promise<'won' | 'lost' | undefined> {
  const known = await sql<{ outcome: 'won' | 'lost' }>`
    select outcome from intelligence.lead_outcome where city_id = ${it.cityId} and lead_id = ${it.leadId}`.execute(tx);
  await sql`
    insert into intelligence.lead_outcome
      (city_id, lead_id, community_id, package_id, outcome, reason, recorded_at)
    values (${it.cityId}, ${it.leadId}, ${it.communityId}, ${it.packageId}, ${it.outcome}, ${it.reason}, ${now})
    on conflict (city_id, lead_id) do update
    set outcome = excluded.outcome, reason = excluded.reason, recorded_at = excluded.recorded_at`.execute(tx);
  return known.rows[0]?.outcome;
}

/** Moves the counts of leads that ended. */
export async function addOutcomes(
  tx: DatabaseTransaction,
  { cityId, communityId, packageId }: ResultKey,
  moved: { readonly won: number; readonly lost: number },
  now: Date,
): Promise<void> {
  await sql`
    insert into intelligence.community_result as r
      (city_id, community_id, package_id, trials, successes, won, lost, last_result_at)
    values (${cityId}, ${communityId}, ${packageId}, 0, 0, greatest(0, ${moved.won}::integer),
            greatest(0, ${moved.lost}::integer), ${now})
    on conflict (city_id, community_id, package_id) do update
    set won = greatest(0, r.won + ${moved.won}::integer), lost = greatest(0, r.lost + ${moved.lost}::integer),
        last_result_at = excluded.last_result_at`.execute(tx);
}

export interface ResultRow {
  readonly communityId: CommunityId;
  readonly packageId: PackageId;
  readonly trials: number;
  readonly successes: number;
  readonly won: number;
  readonly lost: number;
  readonly lostReason: string | null;
}

/** What came of packages in communities, with the reason given most often for lost leads. */
export async function resultsOf(db: Db, communityIds: readonly CommunityId[]): Promise<ResultRow[]> {
  const { rows } = await sql<ResultRow>`
    select r.community_id as "communityId", r.package_id as "packageId", greatest(r.trials, r.successes) as trials,
           r.successes, r.won, r.lost, why.reason as "lostReason"
    from intelligence.community_result r
    left join (
      select distinct on (o.city_id, o.community_id, o.package_id) o.city_id, o.community_id, o.package_id, o.reason
      from intelligence.lead_outcome o
      where o.community_id = any(${[...communityIds]}::uuid[]) and o.outcome = 'lost' and o.reason is not null
      group by o.city_id, o.community_id, o.package_id, o.reason
      order by o.city_id, o.community_id, o.package_id, count(*) desc, o.reason) why
      on why.city_id = r.city_id and why.community_id = r.community_id and why.package_id = r.package_id
    where r.community_id = any(${[...communityIds]}::uuid[])
    order by r.community_id, r.package_id`.execute(db);
  return rows;
}

/** Communities of one segment are spelled out up to here; beyond, they say nothing new about it. */
const MOST_ROWS = 20_000;

/** The results of all communities of some segments, one row per package (or one without, where there are none yet). */
export async function talliesOf(
  db: Db,
  segments: readonly { readonly cityId: CityId; readonly segment: string }[],
): Promise<CommunityTally[]> {
  const { rows } = await sql<CommunityTally>`
    select m.city_id as "cityId", m.community_id as "communityId", m.segment,
           m.current_package_id as "currentPackageId", r.package_id as "packageId",
           coalesce(greatest(r.trials, r.successes), 0) as trials, coalesce(r.successes, 0) as successes
    from intelligence.main_push m
    join (select distinct * from unnest(
      ${segments.map((each) => each.cityId)}::uuid[], ${segments.map((each) => each.segment)}::text[])
      as v (city_id, segment)) v on v.city_id = m.city_id and v.segment = m.segment
    left join intelligence.community_result r on r.city_id = m.city_id and r.community_id = m.community_id
    order by m.community_id, r.package_id limit ${MOST_ROWS}`.execute(db);
  return rows;
}

/** The sums of all segments: a few rows per city. */
export async function segmentTallies(db: Db): Promise<SegmentTally[]> {
  const { rows } = await sql<SegmentTally>`
    select s.city_id as "cityId", s.segment, s.package_id as "packageId", greatest(s.trials, s.successes) as trials,
           s.successes
    from intelligence.segment_result s order by s.city_id, s.segment, s.package_id limit ${MOST_ROWS}`.execute(db);
  return rows;
}

/** Adds up the segments of a city afresh from its communities. */
export async function rebuildSegments(tx: DatabaseTransaction, cityId: CityId): Promise<void> {
  await sql`delete from intelligence.segment_result where city_id = ${cityId}`.execute(tx);
  await sql`
    insert into intelligence.segment_result (city_id, segment, package_id, trials, successes)
    select m.city_id, m.segment, r.package_id, sum(r.trials), sum(r.successes)
    from intelligence.community_result r
    join intelligence.main_push m on m.city_id = r.city_id and m.community_id = r.community_id
    where m.city_id = ${cityId}
    group by 1, 2, 3`.execute(tx);
}
