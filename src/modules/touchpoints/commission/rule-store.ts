import { sql } from 'kysely';
import type { Id, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { CommissionRule, CommissionRuleId, PartyKind } from './rule.ts';

type Db = Database | DatabaseTransaction;

/** Rules are few, a change of a rate is one: nobody reads further back. */
const LIST_LIMIT = 500;

interface Row {
  rule_id: CommissionRuleId;
  party_kind: PartyKind;
  party: string;
  package_id: Id<'Package'> | null;
  rate_bps: number;
  hold_days: number;
  valid_from: Date;
  valid_until: Date | null;
  reason: string;
  signed_by: UserId | null;
  signed_at: Date;
  ended_by: UserId | null;
  end_reason: string | null;
}

const toRule = (row: Row): CommissionRule => ({
  ruleId: row.rule_id,
  partyKind: row.party_kind,
  party: row.party,
  packageId: row.package_id,
  rateBps: row.rate_bps,
  holdDays: row.hold_days,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  reason: row.reason,
  signedBy: row.signed_by,
  signedAt: row.signed_at,
  endedBy: row.ended_by,
  endReason: row.end_reason,
});

/** Rules hold everywhere and are nobody's secret among staff: they have no scope. The last to begin first. */
export async function listRules(db: Db): Promise<CommissionRule[]> {
  const found = await sql<Row>`
    select r.* from touchpoints.commission_rule r
    order by r.valid_from desc, r.rule_id desc limit ${LIST_LIMIT}`.execute(db);
  return found.rows.map(toRule);
}

/** All rules that ever were for any of the parties, and for all packages or one of these. */
export async function rulesFor(
  db: Db,
  parties: readonly Pick<CommissionRule, 'partyKind' | 'party'>[],
  packageIds: readonly Id<'Package'>[],
): Promise<CommissionRule[]> {
  const found = await sql<Row>`
    select r.* from touchpoints.commission_rule r
    join unnest(${parties.map((each) => each.partyKind)}::text[], ${parties.map((each) => each.party)}::text[])
      as asked (party_kind, party) using (party_kind, party)
    where r.package_id is null or r.package_id = any(${[...packageIds]}::uuid[])`.execute(db);
  return found.rows.map(toRule);
}

export async function insertRule(db: DatabaseTransaction, rule: CommissionRule): Promise<void> {
  await sql`
    insert into touchpoints.commission_rule (rule_id, party_kind, party, package_id, rate_bps, hold_days, valid_from,
      valid_until, reason, signed_by, signed_at)
    values (${rule.ruleId}, ${rule.partyKind}, ${rule.party}, ${rule.packageId}, ${rule.rateBps}, ${rule.holdDays},
      ${rule.validFrom}, ${rule.validUntil}, ${rule.reason}, ${rule.signedBy}, ${rule.signedAt})`.execute(db);
}

export async function lockRule(db: DatabaseTransaction, ruleId: CommissionRuleId): Promise<CommissionRule | undefined> {
  const found = await sql<Row>`
    select r.* from touchpoints.commission_rule r where r.rule_id = ${ruleId} for update`.execute(db);
  return found.rows.map(toRule)[0];
}

export async function saveEnd(db: DatabaseTransaction, rule: CommissionRule): Promise<void> {
  await sql`
    update touchpoints.commission_rule
    set valid_until = ${rule.validUntil}, ended_by = ${rule.endedBy}, end_reason = ${rule.endReason}
    where rule_id = ${rule.ruleId}`.execute(db);
}
