import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { DEFAULT_BADGES, type BadgeRules } from './badge.ts';
import { DEFAULT_LEVELS, type LevelRules } from './level.ts';
import { DEFAULT_TERMS, type PointTerms } from './point-terms.ts';

type Db = Database | DatabaseTransaction;

interface RulesOf {
  readonly levels: LevelRules;
  readonly badges: BadgeRules;
  readonly points: PointTerms;
}
export type RulesKind = keyof RulesOf;

/** Rules in force; revision 0 while nobody published others than those that we begin with. */
export interface Published<R> {
  readonly rules: R;
  readonly revision: number;
  readonly publishedAt: Date | null;
}

export interface MembershipRules {
  readonly levels: Published<LevelRules>;
  readonly badges: Published<BadgeRules>;
  readonly points: Published<PointTerms>;
}

interface RulesRow {
  kind: RulesKind;
  rules: never;
  revision: number;
  published_at: Date;
}

export const unpublished: MembershipRules = {
  levels: { rules: DEFAULT_LEVELS, revision: 0, publishedAt: null },
  badges: { rules: DEFAULT_BADGES, revision: 0, publishedAt: null },
  points: { rules: DEFAULT_TERMS, revision: 0, publishedAt: null },
};

/** All rules in force, in one read. */
export async function membershipRules(db: Db): Promise<MembershipRules> {
  const { rows } = await sql<RulesRow>`
    select distinct on (r.kind) r.kind, r.rules, r.revision, r.published_at
    from commerce.membership_rules r order by r.kind, r.revision desc`.execute(db);
  const found = Object.fromEntries(
    rows.map((row) => [row.kind, { rules: row.rules, revision: row.revision, publishedAt: row.published_at }]),
  );
  return { ...unpublished, ...(found as Partial<MembershipRules>) };
}

/** Publishes rules after those of the revision before; false if somebody was faster. */
export async function insertRules<K extends RulesKind>(
  db: DatabaseTransaction,
  kind: K,
  rules: RulesOf[K],
  published: { readonly revision: number; readonly by: UserId | null; readonly at: Date },
): Promise<boolean> {
  const saved = await sql`
    insert into commerce.membership_rules (kind, revision, rules, published_by, published_at)
    select ${kind}, ${published.revision}::int, ${JSON.stringify(rules)}::jsonb, ${published.by}::uuid, ${published.at}
    where ${published.revision}::int = 1 + coalesce(
      (select max(r.revision) from commerce.membership_rules r where r.kind = ${kind}), 0)
    on conflict do nothing`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}
