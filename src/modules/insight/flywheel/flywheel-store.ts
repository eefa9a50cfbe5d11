import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId } from '#kernel/ids';
import type { Database } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { instantsOf, type Period } from './period.ts';
import { MEASURED, type Kind, type Passage, type Stage, type StageKey } from './stage.ts';

/** Where to look, beside the reader's scope. */
export interface Where {
  readonly cityId?: CityId | undefined;
  /** Only these: one community, or those that a store serves. */
  readonly communityIds?: readonly CommunityId[] | undefined;
}

/** A fact or sum, in a query under the name `f`, lies within the scope and where somebody looks. */
export function visible(scope: Scope, where: Where): RawBuilder<SqlBool> {
  const conditions = [within(scope, { city: 'f.city_id', community: 'f.community_id' })];
  if (where.cityId !== undefined) conditions.push(sql<SqlBool>`f.city_id = ${where.cityId}`);
  if (where.communityIds !== undefined) {
    conditions.push(sql<SqlBool>`f.community_id = any(${[...where.communityIds]}::uuid[])`);
  }
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

const duringDays = ({ from, to }: Period) => sql<SqlBool>`f.day between ${from}::date and ${to}::date`;
/** Nearly every stage counts one kind: an equality, by which the index also gives the order. */
const isOneOf = (column: string, [first, ...others]: readonly Kind[]): RawBuilder<SqlBool> =>
  others.length === 0
    ? sql<SqlBool>`${sql.ref(column)} = ${first}`
    : sql<SqlBool>`${sql.ref(column)} = any(${[first, ...others]}::text[])`;

export interface Volume {
  readonly current: number;
  readonly previous: number;
}

/** How much of each kind there was in a period and in the one before, from the sums. */
export async function volumes(
  db: Database,
  scope: Scope,
  where: Where,
  periods: { readonly current: Period; readonly previous: Period },
): Promise<Map<Kind, Volume>> {
  const { current, previous } = periods;
  const found = await sql<{ kind: Kind; volume: number; before: number }>`
    select f.kind,
      coalesce(sum(f.volume) filter (where ${duringDays(current)}), 0)::bigint as volume,
      coalesce(sum(f.volume) filter (where ${duringDays(previous)}), 0)::bigint as before
    from insight.stage_day f
    where ${duringDays({ from: previous.from, to: current.to })} and ${visible(scope, where)}
    group by f.kind`.execute(db);
  return new Map(found.rows.map((row) => [row.kind, { current: row.volume, previous: row.before }]));
}

export interface Delay {
  readonly medianMinutes: number;
  readonly p90Minutes: number;
  readonly measured: number;
}

/** A stage with the one before it. */
export interface Link {
  readonly before: Stage;
  readonly stage: Stage;
}

/**
 * How long it took from the last fact of the stage before, of the same chain, to each fact of the stage in the period:
 * median and 90th percentile in minutes, interpolated. Stages of which nothing can be measured are absent.
 */
export async function delays(
  db: Database,
  scope: Scope,
  where: Where,
  period: Period,
  links: readonly Link[],
): Promise<Map<StageKey, Delay>> {
  const { start, end } = instantsOf(period);
  const one = ({ before, stage }: Link) => {
    const key = sql.ref(stage.chain);
    return sql`
      select ${stage.stage}::text as stage, count(*) as measured,
        percentile_cont(0.5) within group (order by minutes) as median,
        percentile_cont(0.9) within group (order by minutes) as p90
      from (
        select extract(epoch from f.occurred_at - p.occurred_at)::float8 / 60 as minutes
        from (
          select f.city_id, f.${key} as chain, f.occurred_at from insight.stage_fact f
          where ${isOneOf('f.kind', stage.counts)} and f.occurred_at >= ${start} and f.occurred_at < ${end}
            and f.${key} is not null and ${visible(scope, where)}
          order by f.occurred_at desc limit ${MEASURED}
        ) f
        cross join lateral (
          select p.occurred_at from insight.stage_fact p
          where p.city_id = f.city_id and p.${key} = f.chain and ${isOneOf('p.kind', before.counts)}
            and p.occurred_at <= f.occurred_at
          order by p.occurred_at desc limit 1
        ) p
      ) as delay`;
  };
  if (links.length === 0) return new Map();
  const found = await sql<{ stage: StageKey; measured: number; median: number | null; p90: number | null }>`
    ${sql.join(links.map(one), sql` union all `)}`.execute(db);
  return new Map(
    found.rows.flatMap(({ stage, measured, median, p90 }) =>
      median === null || p90 === null ? [] : [[stage, { medianMinutes: median, p90Minutes: p90, measured }] as const],
    ),
  );
}

/**
 * What became of those who came to the stage before in the period, each counted from its first time there: passed, if a
 * fact of the stage followed in time; leaked, if its time is over; waiting otherwise.
 */
export async function passages(
  db: Database,
  scope: Scope,
  where: Where,
  period: Period,
  links: readonly Link[],
  now: Date,
): Promise<Map<StageKey, Passage>> {
  const { start, end } = instantsOf(period);
  const one = ({ before, stage }: Link) => {
    const key = sql.ref(stage.chain);
    const inTime = sql`${stage.leak?.withinDays ?? 0}::float8 * interval '1 day'`;
    return sql`
      select ${stage.stage}::text as stage, count(*) as cohort, count(*) filter (where passed) as passed,
        count(*) filter (where not passed and arrived_at + ${inTime} <= ${now}) as leaked
      from (
        select c.arrived_at, exists (
          select 1 from insight.stage_fact s
          where s.city_id = c.city_id and s.${key} = c.chain and ${isOneOf('s.kind', stage.counts)}
            and s.occurred_at >= c.arrived_at and s.occurred_at <= c.arrived_at + ${inTime}
        ) as passed
        from (
          select n.city_id, n.chain, min(n.occurred_at) as arrived_at from (
            select f.city_id, f.${key} as chain, f.occurred_at from insight.stage_fact f
            where ${isOneOf('f.kind', before.counts)} and f.occurred_at >= ${start} and f.occurred_at < ${end}
              and f.${key} is not null and ${visible(scope, where)}
            order by f.occurred_at desc limit ${MEASURED}
          ) n
          group by n.city_id, n.chain
        ) c
      ) as arrival`;
  };
  if (links.length === 0) return new Map();
  const found = await sql<{ stage: StageKey; cohort: number; passed: number; leaked: number }>`
    ${sql.join(links.map(one), sql` union all `)}`.execute(db);
  return new Map(
    found.rows.map(({ stage, ...row }) => [stage, { ...row, waiting: row.cohort - row.passed - row.leaked }]),
  );
}
