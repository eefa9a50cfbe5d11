import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Claim, ClaimKind } from './claim.ts';
import { DEFAULT_RULES, type KeptClaimRule } from './claim-rule.ts';

type Db = Database | DatabaseTransaction;
type Key = Pick<Claim, 'cityId' | 'claimId'>;

export type ClaimMove =
  | 'opened'
  | 'answered'
  | 'confirmed'
  | 'approved'
  | 'rejected'
  | 'asked_more'
  | 'appealed'
  | 'overridden'
  | 'escalated'
  | 'refunded'
  | 'exchanged'
  | 'withdrawn'
  | 'closed';

export interface ClaimStep {
  readonly step: number;
  readonly move: ClaimMove;
  readonly by: 'customer' | 'leader' | 'staff' | 'system';
  readonly userId: UserId | null;
  readonly reason: string | null;
  /** What the customer wrote. */
  readonly wordsSealed: Uint8Array | null;
  readonly madeAt: Date;
}

export async function insertClaimStep(db: DatabaseTransaction, claim: Key, it: ClaimStep): Promise<void> {
  await sql`
    insert into commerce.claim_step (city_id, claim_id, step, move, by_kind, user_id, reason, words_sealed, made_at)
    values (${claim.cityId}, ${claim.claimId}, ${it.step}, ${it.move}, ${it.by}, ${it.userId}, ${it.reason},
      ${it.wordsSealed}, ${it.madeAt})`.execute(db);
}

export async function claimStepsOf(db: Db, claim: Key): Promise<ClaimStep[]> {
  const { rows } = await sql<ClaimStep>`
    select step, move, by_kind as by, user_id as "userId", reason, words_sealed as "wordsSealed", made_at as "madeAt"
    from commerce.claim_step where city_id = ${claim.cityId} and claim_id = ${claim.claimId}
    order by step limit 500`.execute(db);
  return rows;
}

type Plain = Readonly<Record<string, string | number | boolean | null>>;

/** A decision, with everything it was made from where a rule made it. */
export interface ClaimDecision {
  readonly decisionNo: number;
  readonly automatic: boolean;
  readonly decision: 'refund' | 'exchange' | 'reject' | 'needs_more' | 'wait';
  readonly amountFen: Fen | null;
  readonly reason: string;
  readonly inputs: Plain | null;
  readonly rule: Plain | null;
  readonly madeBy: UserId | null;
  readonly madeAt: Date;
  readonly overriddenAt: Date | null;
  readonly overrideReason: string | null;
}

/** Adds a decision after those that there are. */
export async function insertDecision(
  db: DatabaseTransaction,
  claim: Key,
  it: Omit<ClaimDecision, 'decisionNo' | 'overriddenAt' | 'overrideReason'>,
): Promise<void> {
  await sql`
    insert into commerce.claim_decision (city_id, claim_id, decision_no, automatic, decision, amount_fen, reason, inputs,
      terms, made_by, made_at)
    select ${claim.cityId}, ${claim.claimId}, 1 + coalesce(max(d.decision_no), 0), ${it.automatic}::boolean,
      ${it.decision}::text, ${it.amountFen}::bigint, ${it.reason}::text,
      ${it.inputs === null ? null : JSON.stringify(it.inputs)}::jsonb,
      ${it.rule === null ? null : JSON.stringify(it.rule)}::jsonb, ${it.madeBy}::uuid, ${it.madeAt}::timestamptz
    from commerce.claim_decision d where d.city_id = ${claim.cityId} and d.claim_id = ${claim.claimId}`.execute(db);
}

export async function decisionsOf(db: Db, claim: Key): Promise<ClaimDecision[]> {
  const { rows } = await sql<ClaimDecision>`
    select decision_no as "decisionNo", automatic, decision, amount_fen as "amountFen", reason, inputs, terms as rule,
      made_by as "madeBy", made_at as "madeAt", overridden_at as "overriddenAt", override_reason as "overrideReason"
    from commerce.claim_decision where city_id = ${claim.cityId} and claim_id = ${claim.claimId}
    order by decision_no limit 100`.execute(db);
  return rows;
}

/** Says of a decision by rule that it was wrong; false where somebody said so before. */
export async function overrideDecisionRow(
  db: DatabaseTransaction,
  claim: Key,
  it: { readonly decisionNo: number; readonly by: UserId | null; readonly reason: string; readonly at: Date },
): Promise<boolean> {
  const saved = await sql`
    update commerce.claim_decision set overridden_at = ${it.at}, overridden_by = ${it.by}, override_reason = ${it.reason}
    where city_id = ${claim.cityId} and claim_id = ${claim.claimId} and decision_no = ${it.decisionNo}
      and automatic and overridden_at is null`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

/** The rules that hold now, configuration for everybody: one for each kind. */
export async function claimRules(db: Db): Promise<Record<ClaimKind, KeptClaimRule>> {
  const { rows } = await sql<KeptClaimRule>`
    select distinct on (kind) kind, automatic_up_to_fen as "automaticUpToFen", max_claims as "maxClaims30",
      max_rate_percent as "maxRatePercent", needs_photo as "needsPhoto", decide_within_hours as "decideWithinHours",
      revision, reason, changed_at as "changedAt"
    from commerce.claim_rule order by kind, revision desc`.execute(db);
  const kept = new Map(rows.map((row) => [row.kind, row]));
  const of = (kind: ClaimKind): KeptClaimRule =>
    kept.get(kind) ?? { ...DEFAULT_RULES[kind], revision: 0, reason: '默认规则', changedAt: null };
  return {
    shortage: of('shortage'),
    damage: of('damage'),
    quality: of('quality'),
    return: of('return'),
    exchange: of('exchange'),
  };
}

/** Adds the next revision of a rule; false if somebody was faster. */
export async function insertClaimRule(
  db: DatabaseTransaction,
  rule: KeptClaimRule & { readonly changedBy: UserId | null },
): Promise<boolean> {
  const added = await sql`
    insert into commerce.claim_rule (kind, revision, automatic_up_to_fen, max_claims, max_rate_percent, needs_photo,
      decide_within_hours, reason, changed_by, changed_at)
    values (${rule.kind}, ${rule.revision}, ${rule.automaticUpToFen}, ${rule.maxClaims30}, ${rule.maxRatePercent},
      ${rule.needsPhoto}, ${rule.decideWithinHours}, ${rule.reason}, ${rule.changedBy}, ${rule.changedAt})
    on conflict do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}
