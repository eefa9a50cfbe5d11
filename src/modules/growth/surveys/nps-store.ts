import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { toSurvey, type SurveyRow } from './survey-store.ts';
import type { Survey, SurveyId } from './survey.ts';

type Db = Database | DatabaseTransaction;

/** Answers (or invitations) of a period, `before` not included, at some places. */
export interface NpsFilter {
  readonly from: Date;
  readonly before: Date;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
}

const visible = (scope: Scope) =>
  within(scope, { city: 's.city_id', store: 's.store_id', community: 's.community_id' });

function at(filter: NpsFilter): RawBuilder<SqlBool> {
  const places = { 's.city_id': filter.cityId, 's.store_id': filter.storeId, 's.community_id': filter.communityId };
  const conditions = Object.entries(places).flatMap(([column, value]) =>
    value === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = ${value}`],
  );
  return conditions.length === 0 ? sql<SqlBool>`true` : (sql.join(conditions, sql` and `) as RawBuilder<SqlBool>);
}

const answered = (filter: NpsFilter) =>
  sql<SqlBool>`s.answered_at >= ${filter.from} and s.answered_at < ${filter.before} and ${at(filter)}`;

export async function countInvited(db: Db, scope: Scope, filter: NpsFilter): Promise<number> {
  const counted = await sql<{ invited: number }>`
    select count(*) as invited from growth.survey s
    where ${visible(scope)} and s.sent_at >= ${filter.from} and s.sent_at < ${filter.before} and ${at(filter)}`.execute(
    db,
  );
  return counted.rows[0]?.invited ?? 0;
}

/** How many gave 0, 1, … 10. */
export async function distributionOf(db: Db, scope: Scope, filter: NpsFilter): Promise<number[]> {
  const counted = await sql<{ score: number; answers: number }>`
    select s.score, count(*) as answers from growth.survey s
    where ${visible(scope)} and ${answered(filter)} group by s.score`.execute(db);
  const distribution = Array.from({ length: 11 }, () => 0);
  for (const { score, answers } of counted.rows) distribution[score] = answers;
  return distribution;
}

/** The same by community or by store, those with most answers first; at most 200. */
export async function distributionsBy(
  db: Db,
  scope: Scope,
  filter: NpsFilter,
  by: 'community' | 'store',
): Promise<{ readonly placeId: string; readonly distribution: number[] }[]> {
  const place = sql.ref(by === 'community' ? 's.community_id' : 's.store_id');
  const counts = Array.from({ length: 11 }, (_, score) => sql`count(*) filter (where s.score = ${score}::integer)`);
  const counted = await sql<{ place_id: string; distribution: number[] }>`
    select ${place} as place_id, array[${sql.join(counts)}]::integer[] as distribution from growth.survey s
    where ${visible(scope)} and ${answered(filter)} and ${place} is not null
    group by ${place} order by count(*) desc, ${place} limit 200`.execute(db);
  return counted.rows.map((row) => ({ placeId: row.place_id, distribution: row.distribution }));
}

/** The last answers; at most `limit`. */
export async function lastAnswered(db: Db, scope: Scope, filter: NpsFilter, limit: number): Promise<Survey[]> {
  const found = await sql<SurveyRow>`
    select s.* from growth.survey s where ${visible(scope)} and ${answered(filter)}
    order by s.answered_at desc, s.survey_id desc limit ${limit}`.execute(db);
  return found.rows.map(toSurvey);
}

export async function surveyInScope(db: Db, scope: Scope, surveyId: SurveyId): Promise<Survey | undefined> {
  const found = await sql<SurveyRow>`
    select s.* from growth.survey s where s.survey_id = ${surveyId} and ${visible(scope)}`.execute(db);
  return found.rows.map(toSurvey)[0];
}
