import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import { pointBalances } from '#platform/ledger';
import { booksOf, memberKeysAfter } from './audit-store.ts';
import { memberAccount } from './books.ts';
import { lockMembers } from './member-store.ts';
import type { MemberId } from './wallet.ts';

/** A member whose points do not say the same everywhere. */
export interface PointFault {
  readonly memberId: MemberId;
  readonly balance: number;
  /** What lots have left, less what is owed. */
  readonly lots: number;
  readonly statement: number;
  readonly ledger: number;
}

const PAGE = 500;

/**
 * Compares the balance of every member with their lots, their statement and the ledger, page by page; the members of a
 * page are locked, since whoever changes points locks them first. Always empty.
 */
export async function auditPoints(ctx: Context): Promise<PointFault[]> {
  const faults: PointFault[] = [];
  for (let after = ''; ;) {
    const keys = await memberKeysAfter(ctx.db, after, PAGE);
    const last = keys.at(-1);
    if (last === undefined) return faults;
    faults.push(...(await ctx.transaction((tx) => faultsOf(tx.db, keys))));
    after = last;
  }
}

async function faultsOf(
  db: Parameters<typeof lockMembers>[0],
  keys: Parameters<typeof lockMembers>[1],
): Promise<PointFault[]> {
  const members = await lockMembers(db, keys);
  const ledger = await pointBalances(db, keys.map(memberAccount));
  return (await booksOf(db, keys)).flatMap(({ customerKey, left, moved, last }) => {
    const member = members.get(customerKey);
    if (member === undefined) return [];
    const { memberId, balance, debt } = member;
    // We owe points: what a member has is on the credit side.
    const booked = 0 - (ledger.get(memberAccount(customerKey)) ?? 0);
    const same = [left - debt, moved, last, booked].every((amount) => amount === balance);
    // While something is owed, nothing is left to spend.
    if (same && (debt === 0 || left === 0)) return [];
    return [{ memberId, balance, lots: left - debt, statement: moved === balance ? last : moved, ledger: booked }];
  });
}

const SHOWN = 20;

/** Points disagree: a person has to look. */
export class PointsDisagree extends Error {
  constructor(faults: readonly PointFault[]) {
    const shown = faults.slice(0, SHOWN).map(({ memberId, balance, lots, statement, ledger }) => {
      return `${memberId}: balance ${balance}, lots ${lots}, statement ${statement}, ledger ${ledger}`;
    });
    super(`points of ${faults.length} members disagree: ${shown.join('; ')}`);
    this.name = 'PointsDisagree';
  }
}

/** Nightly; a fault fails the job, and is logged with its figures. */
export const auditPointsJob: Job = {
  name: 'commerce.audit-points',
  cron: '50 3 * * *',
  retryLimit: 0,
  handle: async (ctx) => {
    const faults = await auditPoints(ctx);
    if (faults.length > 0) throw new PointsDisagree(faults);
  },
};
