import type { SupplyLimitAnswer, SupplyRuleAnswer, SupplyRulesAnswer } from '#modules/intelligence/contract';
import { count, yuan } from '../../../../shared/format.ts';

export type Terms = SupplyRulesAnswer['usual'];

/** A rule as its form holds it: a figure is missing as long as it is being typed. */
export type TermsDraft = { readonly [Name in keyof Terms]: number | null };

export interface RuleDraft {
  readonly subjectKind: SupplyRuleAnswer['subjectKind'];
  readonly subjectId: string | undefined;
  readonly name: string;
  readonly terms: TermsDraft;
}

export const ruleDraft = (rule: SupplyRuleAnswer | undefined, usual: Terms): RuleDraft => ({
  subjectKind: rule?.subjectKind ?? 'category',
  subjectId: rule?.subjectId,
  name: rule?.name ?? '',
  terms: termsOf(rule ?? usual),
});

const termsOf = ({ leadDays, everyDays, pack, minimum, keepsDays, missingMargins }: Terms): Terms => ({
  leadDays,
  everyDays,
  pack,
  minimum,
  keepsDays,
  missingMargins,
});

/** What is missing or cannot be, in words. */
export function ruleFault({ subjectKind, subjectId, terms }: RuleDraft): string | undefined {
  if (subjectId === undefined) return subjectKind === 'category' ? '选一个分类' : '选一样商品';
  const { leadDays, everyDays, pack, minimum, missingMargins } = terms;
  if ([leadDays, everyDays, pack, minimum, missingMargins].includes(null)) return '还有空着的';
  return undefined;
}

/** The terms as the server takes them; only of a draft without fault. */
export function termsBodyOf({ terms }: RuleDraft): Terms {
  const { leadDays, everyDays, pack, minimum, keepsDays, missingMargins } = terms;
  return {
    leadDays: leadDays ?? 1,
    everyDays: everyDays ?? 1,
    pack: pack ?? 1,
    minimum: minimum ?? 0,
    keepsDays,
    missingMargins: missingMargins ?? 1,
  };
}

/** 「提前 1 天，天天订，一箱 6 件，起订 12 件，能卖 3 天，缺一件顶 1.5 份毛利」 */
export function termsSentence({ leadDays, everyDays, pack, minimum, keepsDays, missingMargins }: Terms): string {
  const parts = [
    `提前 ${leadDays} 天`,
    everyDays === 1 ? '天天能订' : `${everyDays} 天订一次`,
    pack === 1 ? '单件订' : `一箱 ${count(pack)} 件`,
    minimum === 0 ? '' : `起订 ${count(minimum)} 件`,
    keepsDays === null ? '' : `能卖 ${count(keepsDays)} 天`,
    `缺一件顶 ${missingMargins} 份毛利`,
  ];
  return parts.filter((part) => part !== '').join('，');
}

/** 「一天最多花 ¥5,000，放得下 800 件」 */
export function limitSentence({ budgetFen, roomUnits }: Pick<SupplyLimitAnswer, 'budgetFen' | 'roomUnits'>): string {
  const parts = [
    budgetFen === null ? '' : `一天最多花 ${yuan(budgetFen)}`,
    roomUnits === null ? '' : `放得下 ${count(roomUnits)} 件`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '不限' : parts.join('，');
}
