import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { NotFound } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import type { Context, DatabaseTransaction } from '#platform/context';
import { cities } from '#modules/territory';
import type { AudienceId, SnapshotId } from './audience.ts';
import { findAudience } from './audience-store.ts';
import { explainFacts } from './explain.ts';
import { listMembers, type ListedMember } from './member-store.ts';
import { namesFor } from './rule-names.ts';
import { listSnapshotMembers, ruleOfSnapshot } from './snapshot-store.ts';

const PAGE = 1_000;
const MAX_ROWS = 100_000;
const HEADER = ['小区编号', '小区', '城市', '行政区', '户数', '会员数', '进入日期', '依据'];

/**
 * The members of an audience, now or of a snapshot, within the reader's area, as CSV. Recorded in the audit with the
 * number of rows. At most 100,000 rows. @throws NotFound
 */
export async function exportAudience(
  ctx: Context,
  input: { id: AudienceId; snapshotId: SnapshotId | undefined },
): Promise<string> {
  return ctx.transaction(async (tx) => {
    const { rule, pageAfter } = await membersOf(ctx, tx.db, input);
    const names = await namesFor(tx.db, ctx.scope, [rule]);
    const cityNames = new Map((await cities(tx.db)).map((city) => [city.id, city.name]));
    const lines = [csvLine(HEADER)];
    let after: string | undefined;
    while (lines.length <= MAX_ROWS) {
      const page = await pageAfter(after);
      for (const member of page) {
        const { communityId, name, district, households, members, enteredAt, facts } = member;
        const city = cityNames.get(member.cityId) ?? member.cityId;
        const why = explainFacts(facts, names);
        lines.push(csvLine([communityId, name, city, district, households, members, businessDay(enteredAt), why]));
      }
      if (page.length < PAGE) break;
      after = page.at(-1)?.communityId;
    }
    await tx.audit({
      action: 'export-audience',
      subject: { kind: 'audience', id: input.id },
      details: { rows: lines.length - 1, snapshotId: input.snapshotId ?? null },
    });
    return BYTE_ORDER_MARK + lines.join('');
  });
}

async function membersOf(
  ctx: Context,
  db: DatabaseTransaction,
  input: { id: AudienceId; snapshotId: SnapshotId | undefined },
) {
  const { id, snapshotId } = input;
  const page = (after: string | undefined) => ({ after, limit: PAGE });
  if (snapshotId !== undefined) {
    const rule = await ruleOfSnapshot(db, id, snapshotId);
    if (rule === undefined) throw new NotFound('audience-snapshot');
    const pageAfter = (after: string | undefined): Promise<ListedMember[]> =>
      listSnapshotMembers(db, ctx.scope, snapshotId, page(after));
    return { rule, pageAfter };
  }
  const audience = await findAudience(db, id);
  if (audience === undefined) throw new NotFound('audience');
  const pageAfter = (after: string | undefined): Promise<ListedMember[]> => listMembers(db, ctx.scope, id, page(after));
  return { rule: audience.rule, pageAfter };
}
