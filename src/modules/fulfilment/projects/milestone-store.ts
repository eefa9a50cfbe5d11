import { sql } from 'kysely';
import type { CityId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Milestone, MilestoneId, MilestoneState, Project, ProjectId } from './project.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  city_id: CityId;
  milestone_id: MilestoneId;
  project_id: ProjectId;
  ordinal: number;
  code: string;
  title: string;
  instruction: string;
  ahead_allowed: boolean;
  state: MilestoneState;
  round: number;
  touchpoint_id: TouchpointId | null;
  submitted_at: Date | null;
  answered_at: Date | null;
  reminded_at: Date | null;
}

const toMilestone = (row: Row): Milestone => ({
  milestoneId: row.milestone_id,
  projectId: row.project_id,
  cityId: row.city_id,
  ordinal: row.ordinal,
  code: row.code,
  title: row.title,
  instruction: row.instruction,
  aheadAllowed: row.ahead_allowed,
  state: row.state,
  round: row.round,
  touchpointId: row.touchpoint_id,
  submittedAt: row.submitted_at,
  answeredAt: row.answered_at,
  remindedAt: row.reminded_at,
});

export type Template = Pick<Milestone, 'ordinal' | 'code' | 'title' | 'instruction' | 'aheadAllowed'>;

/** What the works of a scene go through, in order; empty for a scene without a template. */
export async function templateOf(db: Db, scene: string): Promise<Template[]> {
  const found = await sql<Pick<Row, 'ordinal' | 'code' | 'title' | 'instruction' | 'ahead_allowed'>>`
    select ordinal, code, title, instruction, ahead_allowed from fulfilment.milestone_template
    where scene = ${scene} order by ordinal limit 50`.execute(db);
  return found.rows.map((row) => ({
    ordinal: row.ordinal,
    code: row.code,
    title: row.title,
    instruction: row.instruction,
    aheadAllowed: row.ahead_allowed,
  }));
}

export async function insertMilestones(db: DatabaseTransaction, milestones: readonly Milestone[]): Promise<void> {
  await sql`
    insert into fulfilment.milestone (city_id, milestone_id, project_id, ordinal, code, title, instruction,
      ahead_allowed, state, round)
    select * from unnest(
      ${milestones.map((m) => m.cityId)}::uuid[], ${milestones.map((m) => m.milestoneId)}::uuid[],
      ${milestones.map((m) => m.projectId)}::uuid[], ${milestones.map((m) => m.ordinal)}::int[],
      ${milestones.map((m) => m.code)}::text[], ${milestones.map((m) => m.title)}::text[],
      ${milestones.map((m) => m.instruction)}::text[], ${milestones.map((m) => m.aheadAllowed)}::boolean[],
      ${milestones.map((m) => m.state)}::text[], ${milestones.map((m) => m.round)}::int[])`.execute(db);
}

/** The milestones of projects that the caller has found within the reader's scope, in order. */
export async function milestonesOf(
  db: Db,
  projects: readonly Pick<Project, 'cityId' | 'projectId'>[],
): Promise<Map<ProjectId, Milestone[]>> {
  const found = await sql<Row>`
    select m.* from fulfilment.milestone m
    where (m.city_id, m.project_id) in (select * from unnest(
      ${projects.map((p) => p.cityId)}::uuid[], ${projects.map((p) => p.projectId)}::uuid[]))
    order by m.project_id, m.ordinal`.execute(db);
  return Map.groupBy(found.rows.map(toMilestone), (milestone) => milestone.projectId);
}

/** Saves a move; false when somebody moved it since it was read (compare and swap on state and round). */
export async function saveMilestone(db: DatabaseTransaction, before: Milestone, next: Milestone): Promise<boolean> {
  const saved = await sql`
    update fulfilment.milestone set state = ${next.state}, round = ${next.round}, touchpoint_id = ${next.touchpointId},
      submitted_at = ${next.submittedAt}, answered_at = ${next.answeredAt}, reminded_at = ${next.remindedAt}
    where city_id = ${before.cityId} and milestone_id = ${before.milestoneId} and state = ${before.state}
      and round = ${before.round}`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

/** Milestones of active projects that have waited for their owner since before `before`, nobody reminded of them yet. */
export async function unanswered(
  db: Db,
  before: Date,
  limit: number,
): Promise<{ readonly projectId: ProjectId; readonly milestoneId: MilestoneId }[]> {
  const found = await sql<{ project_id: ProjectId; milestone_id: MilestoneId }>`
    select m.project_id, m.milestone_id from fulfilment.milestone m
    join fulfilment.project p using (city_id, project_id)
    where m.state = 'submitted' and m.reminded_at is null and m.submitted_at <= ${before} and p.state = 'active'
    order by m.submitted_at limit ${limit}`.execute(db);
  return found.rows.map((row) => ({ projectId: row.project_id, milestoneId: row.milestone_id }));
}
