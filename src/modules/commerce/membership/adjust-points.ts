import { NotFound, Refusal } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { accountsOf } from './account-store.ts';
import { withMove, type Account } from './member.ts';
import { lockMembers } from './member-store.ts';
import { adjustedSince, memberInScope } from './member-list-store.ts';
import { expiresAt } from './point-terms.ts';
import { NotEnoughPoints } from './reward.ts';
import { membershipRules } from './rules-store.ts';
import { earn, spend, type MemberId } from './wallet.ts';
import { writePoints } from './write-points.ts';
import { addDays } from '#kernel/time';

/** Two figures, given and taken together, in a day for one member: more is not done by hand. */
export const BY_HAND_A_DAY = 99;

export class TooManyByHand extends Refusal {
  constructor(left: number) {
    super('points-by-hand-limit', 'conflict', { limit: BY_HAND_A_DAY, left });
  }
}

export interface AdjustPointsInput {
  readonly memberId: MemberId;
  /** Below zero to take some. */
  readonly points: number;
  readonly reason: string;
}

/**
 * Gives or takes a few points by hand, for a reason that stands in the member's statement. Never below zero.
 * @throws NotFound, TooManyByHand, NotEnoughPoints
 */
export async function adjustPoints(ctx: Context, input: AdjustPointsInput): Promise<void> {
  const { points, reason } = input;
  await ctx.transaction(async (tx) => {
    const found = await memberInScope(tx.db, ctx.scope, input.memberId);
    if (found === undefined) throw new NotFound('member');
    const members = await lockMembers(tx.db, [found.customerKey]);
    const left = BY_HAND_A_DAY - (await adjustedSince(tx.db, found.customerKey, addDays(tx.now, -1)));
    if (Math.abs(points) > left) throw new TooManyByHand(Math.max(0, left));
    const account = (await accountsOf(tx.db, members)).get(found.customerKey);
    if (account === undefined) throw new NotFound('member');
    await writePoints(tx, [await adjusted(tx, account, input)]);
    await tx.audit({
      action: 'adjust-points',
      subject: { kind: 'member', id: input.memberId },
      details: { points, reason, balance: account.member.balance + points },
    });
  });
}

async function adjusted(tx: Tx, account: Account, { points, reason }: AdjustPointsInput): Promise<Account> {
  const { cityId, balance } = account.member;
  const userId = tx.actor.kind === 'user' ? tx.actor.userId : null;
  const move = { cityId, kind: 'adjusted', points, words: reason, userId, at: tx.now } as const;
  if (points < 0) {
    const paid = spend(account.wallet, -points);
    if (paid === undefined) throw new NotEnoughPoints(-points, balance);
    return withMove(account, paid.wallet, move);
  }
  const terms = (await membershipRules(tx.db)).points.rules;
  const lotId = tx.newId<'PointLot'>();
  const lot = { lotId, cityId, source: 'adjusted', orderId: null, points, earnedAt: tx.now } as const;
  return withMove(account, earn(account.wallet, { ...lot, expiresAt: expiresAt(terms, tx.now) }), move);
}
