import { sql } from 'kysely';
import type { CityId, Id, TouchpointId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Candidate } from './dispatch.ts';
import type { Visit, VisitId } from '../visits/visit.ts';

export const OCCASIONS = {
  hold: '顾客选时间',
  book: '门店预约',
  reschedule: '改时间',
  replan: '自动改派',
  place: '人工安排',
  adopt: '整天重排',
} as const;
export type Occasion = keyof typeof OCCASIONS;

/** Who was chosen to go somewhere, why, and why not the others: kept as it was when it was decided. */
export interface Decision {
  readonly decisionId: Id<'Decision'>;
  readonly cityId: CityId;
  /** Null while the time is only held. */
  readonly visitId: VisitId | null;
  /** Null where nobody was found. */
  readonly touchpointId: TouchpointId | null;
  readonly decidedAt: Date;
  readonly occasion: Occasion;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly candidates: readonly Candidate[];
  readonly why: string;
  readonly seed: string;
  readonly modelVersion: string;
  /** Who decided, where a person did, and what they wrote. */
  readonly userId: UserId | null;
  readonly reason: string | null;
}

/** More are not kept: a store has tens. */
const MOST_CANDIDATES = 100;

export async function insertDecision(db: DatabaseTransaction, decision: Decision): Promise<void> {
  await sql`
    insert into fulfilment.dispatch_decision (city_id, decision_id, visit_id, touchpoint_id, decided_at, occasion, inputs,
      candidates, why, seed, model_version, user_id, reason)
    values (${decision.cityId}, ${decision.decisionId}, ${decision.visitId}, ${decision.touchpointId},
      ${decision.decidedAt}, ${decision.occasion}, ${JSON.stringify(decision.inputs)}::jsonb,
      ${JSON.stringify(decision.candidates.slice(0, MOST_CANDIDATES))}::jsonb, ${decision.why}, ${decision.seed},
      ${decision.modelVersion}, ${decision.userId}, ${decision.reason})`.execute(db);
}

/** A hold became a visit: its decision is the visit's first. */
export async function giveDecisionToVisit(
  db: DatabaseTransaction,
  cityId: CityId,
  decisionId: Id<'Decision'>,
  visitId: VisitId,
): Promise<void> {
  await sql`
    update fulfilment.dispatch_decision set visit_id = ${visitId}
    where city_id = ${cityId} and decision_id = ${decisionId}`.execute(db);
}

/** As `dispatch-1` wrote them: with a score of a hundred, which says nothing in minutes. */
interface FormerCandidate extends Pick<Candidate, 'touchpointId' | 'whyNot'> {
  readonly score: number | null;
}

const withoutScore = ({ touchpointId, whyNot, score }: FormerCandidate): Candidate => {
  const says = score === null ? whyNot : `能去，当时的算法给了 ${score} 分`;
  return { touchpointId, cost: null, parts: [], whyNot: says, wouldDo: null };
};

interface Row {
  city_id: CityId;
  decision_id: Id<'Decision'>;
  visit_id: VisitId | null;
  touchpoint_id: TouchpointId | null;
  decided_at: Date;
  occasion: Occasion;
  inputs: Record<string, unknown>;
  candidates: (Candidate | FormerCandidate)[];
  why: string;
  seed: string;
  model_version: string;
  user_id: UserId | null;
  reason: string | null;
}

/** The last decisions about a visit, the newest first. Whoever may read the visit may read them. */
export async function decisionsOf(db: Database | DatabaseTransaction, visit: Visit): Promise<Decision[]> {
  const found = await sql<Row>`
    select * from fulfilment.dispatch_decision
    where city_id = ${visit.cityId} and visit_id = ${visit.visitId}
    order by decided_at desc, decision_id desc limit 20`.execute(db);
  return found.rows.map((row) => ({
    decisionId: row.decision_id,
    cityId: row.city_id,
    visitId: row.visit_id,
    touchpointId: row.touchpoint_id,
    decidedAt: row.decided_at,
    occasion: row.occasion,
    inputs: row.inputs,
    candidates: row.candidates.map((each) => ('cost' in each ? each : withoutScore(each))),
    why: row.why,
    seed: row.seed,
    modelVersion: row.model_version,
    userId: row.user_id,
    reason: row.reason,
  }));
}

/** The last word about a visit: of a person who chose somebody, or of the system; and why. */
export interface LastDecision {
  readonly by: 'system' | 'people';
  readonly why: string;
}

/** Of each visit. One that nobody decided about has no entry. */
export async function lastDecisionsOf(
  db: Database | DatabaseTransaction,
  visits: readonly Visit[],
): Promise<Map<VisitId, LastDecision>> {
  if (visits.length === 0) return new Map();
  const found = await sql<Pick<Row, 'occasion' | 'why'> & { visit_id: VisitId }>`
    select distinct on (d.visit_id) d.visit_id, d.occasion, d.why from fulfilment.dispatch_decision d
    where d.city_id = any(${[...new Set(visits.map((visit) => visit.cityId))]}::uuid[])
      and d.visit_id = any(${visits.map((visit) => visit.visitId)}::uuid[])
    order by d.visit_id, d.decided_at desc, d.decision_id desc`.execute(db);
  return new Map(
    found.rows.map(({ visit_id, occasion, why }) => [
      visit_id,
      { by: occasion === 'place' ? 'people' : 'system', why },
    ]),
  );
}
