import { DAY, dayInWords } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import type { Job } from '#platform/jobs';
import { accountsOf } from './account-store.ts';
import { PointsExpiring } from '../events.ts';
import { dueForReminder, markReminded, ownersOfDue } from './lot-store.ts';
import { memberFacts, withMove, type Account } from './member.ts';
import { lockMembers } from './member-store.ts';
import { lastDay } from './point-terms.ts';
import { membershipRules } from './rules-store.ts';
import { expire } from './wallet.ts';
import { writePoints } from './write-points.ts';

const BATCH = 200;

/** The account without what ran out by now, a line for each lot. */
export function withoutExpired(account: Account, now: Date): Account {
  const { wallet, gone } = expire(account.wallet, now);
  return gone.reduce((before, { lot, points }) => {
    const words = `${dayInWords(lastDay(lot.expiresAt), now)}到期没有用`;
    const { cityId, orderId } = lot;
    return withMove(before, wallet, { cityId, kind: 'expired', points: -points, orderId, words, at: now });
  }, account);
}

/** Takes off what ran out, for two hundred members at a time; answers for how many. */
export async function expirePoints(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const owners = await ownersOfDue(ctx.db, now, BATCH);
  if (owners.length === 0) return 0;
  return ctx.transaction(async (tx: Tx) => {
    const members = await lockMembers(tx.db, owners);
    const accounts = [...(await accountsOf(tx.db, members)).values()].map((account) => withoutExpired(account, tx.now));
    await writePoints(
      tx,
      accounts.filter((account) => account.moves.length > 0),
    );
    return members.size;
  });
}

/** Says once of points that run out soon that they do, to whom they belong; answers to how many. */
export async function remindOfPoints(ctx: Context): Promise<number> {
  const { points } = await membershipRules(ctx.db);
  const until = new Date(ctx.clock.now().getTime() + points.rules.remindDays * DAY);
  const due = await dueForReminder(ctx.db, { now: ctx.clock.now(), until }, BATCH);
  if (due.length === 0) return 0;
  return ctx.transaction(async (tx) => {
    const members = await lockMembers(tx.db, due);
    const told = await markReminded(tx.db, [...members.keys()], { now: tx.now, until });
    const news = told.flatMap(({ customerKey, points: left, expiresAt }) => {
      const member = members.get(customerKey);
      if (member === undefined) return [];
      return [PointsExpiring(member.memberId, { ...memberFacts(member), points: left, expiresOn: lastDay(expiresAt) })];
    });
    if (news.length > 0) await tx.announce(news);
    return members.size;
  });
}

export const pointJobs: readonly Job[] = [
  {
    name: 'commerce.expire-points',
    cron: '5 * * * *',
    handle: async (ctx) => {
      while ((await expirePoints(ctx)) > 0);
    },
  },
  {
    name: 'commerce.remind-of-points',
    cron: '0 10 * * *',
    handle: async (ctx) => {
      while ((await remindOfPoints(ctx)) > 0);
    },
  },
];
