import { fen } from '#kernel/money';
import type { CustomerKey } from '#kernel/ids';
import type { Context } from '#platform/context';
import { cities, communitiesByIds } from '#modules/territory';
import { badgeInWords } from './badge.ts';
import { benefitInWords, levelFor, levelInWords, levelOf, missingInWords, type LevelBenefit } from './level.ts';
import { expiringOf } from './lot-store.ts';
import type {
  BadgeRulesAnswer,
  LevelRulesAnswer,
  LevelRulesBody,
  MemberCard,
  MemberDetail,
  MemberItem,
  PointMoveItem,
  PointTermsAnswer,
  PublishedMembership,
} from './member-contract.ts';
import type { Member } from './member.ts';
import { memberCounts, type PointMove } from './member-list-store.ts';
import { balanceInWords, lastDay, termsInWords, yearBefore } from './point-terms.ts';
import { categoriesFor, namesOf } from './review-members.ts';
import { membershipRules, type MembershipRules } from './rules-store.ts';
import { badgesOf, reachedSince } from './standing-store.ts';
import { POINT_MOVES } from './wallet.ts';

const EXPIRING_SHOWN = 12;

/** What a member may know of themself; of somebody who bought nothing yet, how it begins. */
export async function describeCard(
  ctx: Context,
  customerKey: CustomerKey,
  member: Member | undefined,
): Promise<MemberCard> {
  const { db } = ctx;
  const now = ctx.clock.now();
  const rules = await membershipRules(db);
  const { measure } = rules.levels.rules;
  const reached = (await reachedSince(db, [customerKey], measure, yearBefore(now))).get(customerKey) ?? 0;
  const found = await expiringOf(db, customerKey, EXPIRING_SHOWN);
  const expiring = found.map(({ points, expiresAt }) => ({ points, on: lastDay(expiresAt) }));
  const points = member?.balance ?? 0;
  return {
    ...progressOf(rules, member, reached),
    points,
    words: balanceInWords(points, expiring, now),
    expiring,
    ...(await describeBadges(ctx, rules, customerKey)),
  };
}

function progressOf({ levels: { rules } }: MembershipRules, member: Member | undefined, reached: number) {
  const level = levelOf(rules, member?.level ?? 0);
  // Nearer than what was reached there may be nothing: a level that was not looked at yet.
  const next = rules.levels[Math.max(level.level, levelFor(rules, reached).level) + 1];
  const missing = next === undefined ? 0 : next.from - reached;
  return {
    level: level.level,
    levelName: level.name,
    benefits: level.benefits.map(benefitInWords),
    levelUntil: member?.levelUntil === null || member === undefined ? null : lastDay(member.levelUntil),
    measure: rules.measure,
    reached,
    next:
      next === undefined
        ? null
        : {
            level: next.level,
            name: next.name,
            from: next.from,
            missing,
            words: missingInWords(rules.measure, missing, next.name),
          },
  };
}

async function describeBadges(ctx: Context, { badges }: MembershipRules, customerKey: CustomerKey) {
  const held = await badgesOf(ctx.db, customerKey);
  const categories = await categoriesFor(ctx.db, badges.rules.badges);
  const byCode = new Map(badges.rules.badges.map((badge) => [badge.code, badge]));
  const open = badges.rules.badges.filter((badge) => !held.some((each) => each.badge === badge.code));
  return {
    badges: held.map(({ badge, words, earnedAt }) => {
      return { code: badge, name: byCode.get(badge)?.name ?? badge, words, earnedAt: earnedAt.toISOString() };
    }),
    badgesToEarn: open.map((badge) => {
      return { code: badge.code, name: badge.name, published: badgeInWords(badge, namesOf(categories, badge)) };
    }),
  };
}

export const moveJson = ({ at, ...move }: PointMove): PointMoveItem => ({
  ...move,
  kindName: POINT_MOVES[move.kind],
  at: at.toISOString(),
});

const known = <T>(values: readonly (T | null)[]): T[] => [...new Set(values.filter((value) => value !== null))];

/** Members as staff see them: masked, with the names of places. */
export async function describeMembers(ctx: Context, members: readonly Member[]): Promise<MemberItem[]> {
  if (members.length === 0) return [];
  const rules = await membershipRules(ctx.db);
  const places = await communitiesByIds(ctx.db, known(members.map((member) => member.communityId)));
  const cityNames = new Map((await cities(ctx.db)).map((city) => [city.id, city.name]));
  const people = await ctx.services.vault.masked(ctx.db, known(members.map((member) => member.personId)), [
    'name',
    'phone',
  ]);
  return members.map((member) => {
    const person = people.get(member.personId);
    return {
      memberId: member.memberId,
      name: person?.name?.[0] ?? '',
      phone: person?.phone?.[0] ?? '',
      level: member.level,
      levelName: levelOf(rules.levels.rules, member.level).name,
      points: member.balance,
      reached: member.reached,
      orders: member.orders,
      cityId: member.cityId,
      cityName: cityNames.get(member.cityId) ?? '',
      communityId: member.communityId,
      communityName: member.communityId === null ? '' : (places.get(member.communityId)?.name ?? ''),
      joinedAt: member.joinedAt.toISOString(),
    };
  });
}

export async function describeMember(ctx: Context, member: Member): Promise<MemberDetail> {
  const [item] = await describeMembers(ctx, [member]);
  if (item === undefined) throw new Error('a member that is described is there');
  return { ...item, ...(await describeCard(ctx, member.customerKey, member)) };
}

/** Who gets what and for what, as everybody may read it. */
export async function publishedMembership(ctx: Context): Promise<PublishedMembership> {
  const { levels, badges, points } = await membershipRules(ctx.db);
  const categories = await categoriesFor(ctx.db, badges.rules.badges);
  return {
    points: termsInWords(points.rules),
    measure: levels.rules.measure,
    levels: levels.rules.levels.map((level) => ({
      level: level.level,
      name: level.name,
      published: levelInWords(levels.rules, level),
      benefits: level.benefits.map(benefitInWords),
    })),
    badges: badges.rules.badges.map((badge) => {
      return { code: badge.code, name: badge.name, published: badgeInWords(badge, namesOf(categories, badge)) };
    }),
  };
}

interface RulesAnswers {
  readonly levels: LevelRulesAnswer;
  readonly badges: BadgeRulesAnswer;
  readonly points: PointTermsAnswer;
}

/** The rules in force, with how many members each level and badge has. */
export async function describeRules(ctx: Context): Promise<RulesAnswers> {
  const { levels, badges, points } = await membershipRules(ctx.db);
  const { byLevel, byBadge } = await memberCounts(ctx.db);
  const categories = await categoriesFor(ctx.db, badges.rules.badges);
  const version = ({ revision, publishedAt }: { revision: number; publishedAt: Date | null }) => {
    return { revision, publishedAt: publishedAt?.toISOString() ?? null };
  };
  return {
    levels: {
      measure: levels.rules.measure,
      ...version(levels),
      levels: levels.rules.levels.map((level) => ({
        ...level,
        benefits: level.benefits.map((benefit) => ({ ...benefit })),
        published: levelInWords(levels.rules, level),
        members: byLevel.get(level.level) ?? 0,
      })),
    },
    badges: {
      ...version(badges),
      badges: badges.rules.badges.map((badge) => ({
        ...badge,
        test: structuredClone(badge.test) as BadgeRulesAnswer['badges'][number]['test'],
        published: badgeInWords(badge, namesOf(categories, badge)),
        members: byBadge.get(badge.code) ?? 0,
      })),
    },
    points: { ...points.rules, ...version(points), published: termsInWords(points.rules) },
  };
}

/** Benefits as they came in: amounts were checked to be whole. */
export const benefitsIn = (benefits: LevelRulesBody['levels'][number]['benefits']): LevelBenefit[] =>
  benefits.map((benefit) => ('fromFen' in benefit ? { ...benefit, fromFen: fen(benefit.fromFen) } : benefit));
