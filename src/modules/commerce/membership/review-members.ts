import type { CustomerKey, Id } from '#kernel/ids';
import { addDays } from '#kernel/time';
import type { Context, DatabaseTransaction, Tx } from '#platform/context';
import type { Job } from '#platform/jobs';
import { categoriesOf } from '../catalogue/category-store.ts';
import { subtreeOf, type Category } from '../catalogue/category.ts';
import { BadgeEarned, LevelChanged } from '../events.ts';
import { daysOf, earnedInWords, periodOf, timesOf, type BadgeRule } from './badge.ts';
import { levelOf, nextStanding } from './level.ts';
import { memberFacts, type Member } from './member.ts';
import { lockMembers } from './member-store.ts';
import { yearBefore } from './point-terms.ts';
import { membershipRules, type MembershipRules } from './rules-store.ts';
import { badgeCounts, insertBadges, membersToReview, reachedSince, saveStandings } from './standing-store.ts';

/**
 * Part: looks at the levels and badges of locked members: up at once, down once the time of a level is over, and badges
 * that were not given in their period. Announces LevelChanged and BadgeEarned.
 */
export async function reviewMembers(tx: Tx, members: readonly Member[], rules: MembershipRules): Promise<void> {
  if (members.length === 0) return;
  await reviewLevels(tx, members, rules);
  await reviewBadges(tx, members, rules.badges.rules.badges);
}

async function reviewLevels(tx: Tx, members: readonly Member[], { levels }: MembershipRules): Promise<void> {
  const keys = members.map((member) => member.customerKey);
  const reachedBy = await reachedSince(tx.db, keys, levels.rules.measure, yearBefore(tx.now));
  const looked = members.map((member) => {
    const reached = reachedBy.get(member.customerKey) ?? 0;
    const next = nextStanding(levels.rules, member, reached, tx.now);
    const levelSince = next === undefined || next.level === member.level ? member.levelSince : tx.now;
    return {
      member,
      standing: { customerKey: member.customerKey, reached, levelSince, ...(next ?? standingOf(member)) },
    };
  });
  await saveStandings(
    tx.db,
    looked.map(({ standing }) => standing),
    levels.revision,
  );
  const changed = looked.filter(({ member, standing }) => member.level !== standing.level);
  if (changed.length === 0) return;
  await tx.announce(
    changed.map(({ member, standing: { level } }) => {
      const facts = { ...memberFacts(member), from: member.level, to: level, name: levelOf(levels.rules, level).name };
      return LevelChanged(member.memberId, facts);
    }),
  );
}

const standingOf = ({ level, levelUntil }: Member) => ({ level, levelUntil });

async function reviewBadges(tx: Tx, members: readonly Member[], badges: readonly BadgeRule[]): Promise<void> {
  const categories = await categoriesFor(tx.db, badges);
  const keys = members.map((member) => member.customerKey);
  const tests = badges.map(({ code, test }) => ({
    code,
    kind: test.kind,
    since: addDays(tx.now, -daysOf(test)),
    hour: test.kind === 'early_orders' ? test.beforeHour : null,
    categories: test.kind === 'category_orders' ? idsOf(categories, test.categoryCodes) : [],
  }));
  const byCode = new Map(badges.map((badge) => [badge.code, badge]));
  const earned = (await badgeCounts(tx.db, keys, tests)).flatMap(({ customerKey, code, times }) => {
    const rule = byCode.get(code);
    if (rule === undefined || times < timesOf(rule.test)) return [];
    const words = earnedInWords(rule, times, namesOf(categories, rule));
    return [{ customerKey, badge: code, period: periodOf(rule, tx.now), words, name: rule.name }];
  });
  const given = await insertBadges(tx.db, earned, tx.now);
  if (given.length === 0) return;
  const isNew = new Set(given.map(({ customerKey, badge }) => `${customerKey}/${badge}`));
  const byKey = new Map(members.map((member) => [member.customerKey, member]));
  await tx.announce(
    earned.flatMap(({ customerKey, badge, period, name }) => {
      const member = byKey.get(customerKey);
      if (member === undefined || !isNew.has(`${customerKey}/${badge}`)) return [];
      return [BadgeEarned(member.memberId, { ...memberFacts(member), badge, name, period })];
    }),
  );
}

/** The tree, if any badge hangs on it. */
export async function categoriesFor(
  db: DatabaseTransaction | Context['db'],
  badges: readonly BadgeRule[],
): Promise<readonly Category[]> {
  return badges.some((badge) => badge.test.kind === 'category_orders') ? categoriesOf(db) : [];
}

/** The categories of codes with everything below them. */
function idsOf(categories: readonly Category[], codes: readonly string[]): Id<'Category'>[] {
  const named = categories.filter((category) => codes.includes(category.code));
  return [...new Set(named.flatMap((category) => [...subtreeOf(categories, category.categoryId)]))];
}

/** What the categories of a badge are called. */
export const namesOf = (categories: readonly Category[], { test }: Pick<BadgeRule, 'test'>): string[] =>
  test.kind === 'category_orders'
    ? categories.filter((category) => test.categoryCodes.includes(category.code)).map((category) => category.name)
    : [];

const BATCH = 200;

/** Looks at the levels whose time is over, and at all once other rules are published. Answers how many. */
export async function reviewDueMembers(ctx: Context): Promise<number> {
  const { levels } = await membershipRules(ctx.db);
  const due = await membersToReview(ctx.db, ctx.clock.now(), levels.revision, BATCH);
  if (due.length === 0) return 0;
  return ctx.transaction(async (tx) => {
    const members = await lockMembers(tx.db, due as CustomerKey[]);
    await reviewMembers(tx, [...members.values()], await membershipRules(tx.db));
    return members.size;
  });
}

export const reviewMembersJob: Job = {
  name: 'commerce.review-members',
  cron: '20 * * * *',
  handle: async (ctx) => {
    while ((await reviewDueMembers(ctx)) > 0);
  },
};
