import { sql } from 'kysely';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { Survey, SurveyId } from './survey.ts';

type Db = Database | DatabaseTransaction;

export interface SurveyRow {
  city_id: CityId;
  survey_id: SurveyId;
  survey_token: string;
  project_id: Id<'Project'>;
  order_id: Id<'Order'>;
  community_id: CommunityId;
  store_id: StoreId | null;
  customer_key: CustomerKey;
  person_id: PersonId;
  sent_at: Date;
  expires_at: Date;
  score: number | null;
  comment_sealed: Buffer | null;
  answered_at: Date | null;
}

export const toSurvey = (row: SurveyRow): Survey => ({
  surveyId: row.survey_id,
  surveyToken: row.survey_token,
  projectId: row.project_id,
  orderId: row.order_id,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  customerKey: row.customer_key,
  personId: row.person_id,
  sentAt: row.sent_at,
  expiresAt: row.expires_at,
  score: row.score,
  commentSealed: row.comment_sealed,
  answeredAt: row.answered_at,
});

/** Keeps a survey with its link; false when its project was asked about before. */
export async function insertSurvey(db: DatabaseTransaction, survey: Survey): Promise<boolean> {
  const added = await sql`
    insert into growth.survey (city_id, survey_id, survey_token, project_id, order_id, community_id, store_id,
      customer_key, person_id, sent_at, expires_at)
    values (${survey.cityId}, ${survey.surveyId}, ${survey.surveyToken}, ${survey.projectId}, ${survey.orderId},
      ${survey.communityId}, ${survey.storeId}, ${survey.customerKey}, ${survey.personId}, ${survey.sentAt},
      ${survey.expiresAt})
    on conflict (city_id, project_id) do nothing`.execute(db);
  if ((added.numAffectedRows ?? 0n) === 0n) return false;
  await sql`
    insert into growth.survey_link (survey_token, city_id, survey_id)
    values (${survey.surveyToken}, ${survey.cityId}, ${survey.surveyId})`.execute(db);
  return true;
}

/** The survey behind a link, for whoever holds it. */
export async function surveyByToken(db: Db, token: string): Promise<Survey | undefined> {
  const found = await sql<SurveyRow>`
    select s.* from growth.survey_link l
    join growth.survey s on s.city_id = l.city_id and s.survey_id = l.survey_id
    where l.survey_token = ${token}`.execute(db);
  return found.rows.map(toSurvey)[0];
}

/** Keeps the answer of a survey that has none; false when somebody was faster. */
export async function saveAnswer(
  db: DatabaseTransaction,
  survey: Survey,
  answer: { readonly score: number; readonly commentSealed: Buffer | null; readonly answeredAt: Date },
): Promise<boolean> {
  const saved = await sql`
    update growth.survey set score = ${answer.score}, comment_sealed = ${answer.commentSealed},
      answered_at = ${answer.answeredAt}
    where city_id = ${survey.cityId} and survey_id = ${survey.surveyId} and answered_at is null`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

/** Surveys of whoever reads, the newest first; at most 50. */
export async function ownSurveys(db: Db, scope: Scope): Promise<Survey[]> {
  const found = await sql<SurveyRow>`
    select s.* from growth.survey s where ${within(scope, { customer: 's.customer_key' })}
    order by s.sent_at desc limit 50`.execute(db);
  return found.rows.map(toSurvey);
}
