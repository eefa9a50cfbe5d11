import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Storage } from '../catalogue/category.ts';
import { DEFAULT_RULES, type KeptCollectRule } from './collect-rule.ts';

type Db = Database | DatabaseTransaction;

/** The rules that hold now, configuration for everybody: one for each way of storing. */
export async function collectRules(db: Db): Promise<Record<Storage, KeptCollectRule>> {
  const { rows } = await sql<KeptCollectRule>`
    select distinct on (storage_kind) storage_kind as storage, keep_days as "keepDays", remind_hours as "remindHours", goods,
      refund_percent as "refundPercent", revision, reason, changed_at as "changedAt"
    from commerce.collect_rule order by storage_kind, revision desc`.execute(db);
  const kept = new Map(rows.map((row) => [row.storage, row]));
  const of = (storage: Storage): KeptCollectRule =>
    kept.get(storage) ?? { ...DEFAULT_RULES[storage], revision: 0, reason: '默认规则', changedAt: null };
  return { ambient: of('ambient'), chilled: of('chilled'), frozen: of('frozen') };
}

/** Adds the next revision of a rule; false if somebody was faster. */
export async function insertCollectRule(
  db: DatabaseTransaction,
  rule: KeptCollectRule & { readonly changedBy: UserId | null },
): Promise<boolean> {
  const added = await sql`
    insert into commerce.collect_rule (storage_kind, revision, keep_days, remind_hours, goods, refund_percent, reason,
      changed_by, changed_at)
    values (${rule.storage}, ${rule.revision}, ${rule.keepDays}, ${rule.remindHours}, ${rule.goods},
      ${rule.refundPercent}, ${rule.reason}, ${rule.changedBy}, ${rule.changedAt})
    on conflict do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}
