import { sql } from 'kysely';
import type { TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Milestone, MilestoneId, Project } from './project.ts';

type Db = Database | DatabaseTransaction;

/** One time that a milestone was put before the owner, and what they said. Texts are sealed under the owner's key. */
export interface Round {
  readonly milestoneId: MilestoneId;
  readonly round: number;
  readonly touchpointId: TouchpointId;
  readonly noteSealed: Buffer;
  readonly submittedAt: Date;
  readonly answer: 'confirmed' | 'rejected' | null;
  readonly answeredAt: Date | null;
  readonly commentSealed: Buffer | null;
}

interface Row {
  milestone_id: MilestoneId;
  round: number;
  touchpoint_id: TouchpointId;
  note_sealed: Buffer;
  submitted_at: Date;
  answer: 'confirmed' | 'rejected' | null;
  answered_at: Date | null;
  comment_sealed: Buffer | null;
}

export async function insertRound(
  db: DatabaseTransaction,
  milestone: Pick<Milestone, 'cityId' | 'milestoneId'>,
  round: Pick<Round, 'round' | 'touchpointId' | 'noteSealed' | 'submittedAt'>,
): Promise<void> {
  await sql`
    insert into fulfilment.milestone_round (city_id, milestone_id, round, touchpoint_id, note_sealed, submitted_at)
    values (${milestone.cityId}, ${milestone.milestoneId}, ${round.round}, ${round.touchpointId}, ${round.noteSealed},
      ${round.submittedAt})`.execute(db);
}

export async function answerRound(
  db: DatabaseTransaction,
  milestone: Pick<Milestone, 'cityId' | 'milestoneId' | 'round'>,
  given: { readonly answer: 'confirmed' | 'rejected'; readonly at: Date; readonly commentSealed: Buffer | null },
): Promise<void> {
  await sql`
    update fulfilment.milestone_round set answer = ${given.answer}, answered_at = ${given.at},
      comment_sealed = ${given.commentSealed}
    where city_id = ${milestone.cityId} and milestone_id = ${milestone.milestoneId} and round = ${milestone.round}`.execute(
    db,
  );
}

/** The rounds of all milestones of a project that the caller has found within the reader's scope; at most 200. */
export async function roundsOf(db: Db, project: Pick<Project, 'cityId' | 'projectId'>): Promise<Round[]> {
  const found = await sql<Row>`
    select r.* from fulfilment.milestone_round r
    join fulfilment.milestone m using (city_id, milestone_id)
    where m.city_id = ${project.cityId} and m.project_id = ${project.projectId}
    order by m.ordinal, r.round limit 200`.execute(db);
  return found.rows.map((row) => ({
    milestoneId: row.milestone_id,
    round: row.round,
    touchpointId: row.touchpoint_id,
    noteSealed: row.note_sealed,
    submittedAt: row.submitted_at,
    answer: row.answer,
    answeredAt: row.answered_at,
    commentSealed: row.comment_sealed,
  }));
}
