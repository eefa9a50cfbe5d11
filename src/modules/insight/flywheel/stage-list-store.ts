import { sql } from 'kysely';
import type { CityId, CommunityId } from '#kernel/ids';
import type { Database } from '#platform/context';
import type { Scope } from '#platform/permission';
import { visible, type Where } from './flywheel-store.ts';
import type { Period } from './period.ts';
import { kindsOf, type Kind, type Stage } from './stage.ts';

/** What one community has of a stage. */
export interface StageRow {
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly volume: number;
  readonly previousVolume: number;
  readonly parts: ReadonlyMap<Kind, number>;
  readonly lastAt: Date | null;
}

/** The place in the list after which to go on: volumes fall, ids rise. */
export interface StageCursor {
  readonly volume: number;
  readonly communityId: string;
}

/** A page of the communities behind a stage, the largest volume of the period first. */
export async function listStage(
  db: Database,
  scope: Scope,
  where: Where,
  stage: Stage,
  periods: { readonly current: Period; readonly previous: Period },
  page: { readonly after: StageCursor | undefined; readonly limit: number },
): Promise<StageRow[]> {
  const { current, previous } = periods;
  const counted = sql`f.kind = any(${[...stage.counts]}::text[])`;
  const during = (period: Period) => sql`f.day between ${period.from}::date and ${period.to}::date`;
  const after =
    page.after === undefined
      ? sql`true`
      : sql`(-volume, community_id) > (${-page.after.volume}::bigint, ${page.after.communityId}::uuid)`;
  const found = await sql<{
    city_id: CityId;
    community_id: CommunityId;
    volume: number;
    before: number;
    last_at: Date | null;
    parts: Record<string, number> | null;
  }>`
    with summed as (
      select f.city_id, f.community_id,
        coalesce(sum(f.volume) filter (where ${counted} and ${during(current)}), 0)::bigint as volume,
        coalesce(sum(f.volume) filter (where ${counted} and ${during(previous)}), 0)::bigint as before
      from insight.stage_day f
      where ${during({ from: previous.from, to: current.to })} and f.kind = any(${[...kindsOf(stage)]}::text[])
        and ${visible(scope, where)}
      group by f.city_id, f.community_id
    ), page as (
      select * from summed where ${after} order by volume desc, community_id limit ${page.limit}
    )
    select page.*, part.parts, newest.last_at
    from page
    left join lateral (
      select jsonb_object_agg(kind, volume) as parts from (
        select f.kind, sum(f.volume)::bigint as volume from insight.stage_day f
        where f.city_id = page.city_id and f.community_id = page.community_id and ${during(current)}
          and f.kind = any(${[...kindsOf(stage)]}::text[])
        group by f.kind) as each_kind
    ) part on true
    left join lateral (
      select max(f.occurred_at) as last_at from insight.stage_fact f
      where f.city_id = page.city_id and f.community_id = page.community_id and ${counted}
    ) newest on true
    order by page.volume desc, page.community_id`.execute(db);
  return found.rows.map((row) => ({
    communityId: row.community_id,
    cityId: row.city_id,
    volume: row.volume,
    previousVolume: row.before,
    parts: new Map(Object.entries(row.parts ?? {}) as [Kind, number][]),
    lastAt: row.last_at,
  }));
}
