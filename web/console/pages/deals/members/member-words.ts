import type { LevelRulesAnswer, MembersAnswer, PointMoveItem } from '#modules/commerce/contract';
import { count, yuan } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';

export type MemberCounts = MembersAnswer['counts'];

/** The parts of the page, each with a list of its own. */
export type MemberView = 'members' | 'rewards' | 'vouchers';
export const VIEWS: Readonly<Record<MemberView, string>> = {
  members: '会员',
  rewards: '积分商城',
  vouchers: '兑换记录',
};

/** A level, or all of them. */
export type MemberTab = 'all' | `${number}`;
export const MEMBER_TABS: Readonly<Record<MemberTab, string>> = {
  all: '全部',
  ...Object.fromEntries(Array.from({ length: 10 }, (_, level) => [String(level), `等级${level}`])),
};

export const queryOfTab = (tab: MemberTab): Readonly<Record<string, string>> => (tab === 'all' ? {} : { level: tab });

export const countOfTab = (tab: MemberTab, { byLevel }: MemberCounts): number =>
  tab === 'all' ? Object.values(byLevel).reduce((sum, each) => sum + each, 0) : (byLevel[tab] ?? 0);

/** How many there are, how they stand, and what they could spend. */
export function answerOf(counts: MemberCounts, levels: LevelRulesAnswer['levels']): PageAnswer {
  const all = countOfTab('all', counts);
  const named = levels
    .filter(({ level }) => level > 0 && (counts.byLevel[String(level)] ?? 0) > 0)
    .toReversed()
    .map(({ level, name }) => `${name}${count(counts.byLevel[String(level)])}位`);
  const higher = named.length === 0 ? '' : `${named.join('，')}。`;
  return {
    figure: count(all),
    unit: '位会员',
    ...(all === 0 ? {} : { why: `${higher}手里一共${count(counts.points)}分没花。` }),
  };
}

/** What a level is reached by: points, or money. */
export const reachedWords = (measure: LevelRulesAnswer['measure'], reached: number): string =>
  measure === 'points' ? `${count(reached)}分` : yuan(reached);

/** 「+20」, 「−5」 */
export const signedPoints = ({ points }: Pick<PointMoveItem, 'points'>): string =>
  points > 0 ? `+${count(points)}` : `−${count(-points)}`;

/** What is missing before points are given or taken by hand. */
export function adjustFault(points: number | null, reason: string): string | undefined {
  if (points === null || points === 0) return '写上加几分或减几分';
  if (Math.abs(points) > 99) return '一次最多99分';
  return reason.trim().length < 4 ? '写清楚为什么，会员会看到' : undefined;
}
