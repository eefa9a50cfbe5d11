import type { BacktestAnswer } from '#modules/intelligence/contract';
import { count } from '../../../../shared/format.ts';

type Category = BacktestAnswer['categories'][number];
export type Figures = Category['rules']['ours'];
export type FigureKey = 'fill' | 'waste' | 'turnover';

export const FIGURES: readonly { readonly key: FigureKey; readonly name: string; readonly goodWhen: 'up' | 'down' }[] =
  [
    { key: 'fill', name: '满足率', goodWhen: 'up' },
    { key: 'waste', name: '损耗率', goodWhen: 'down' },
    { key: 'turnover', name: '日周转', goodWhen: 'up' },
  ];

/** Figures closer than this are the same. */
const SAME = 0.0005;

/** Which of several is best; none where they are alike or unknown. */
export function bestOf(key: FigureKey, all: readonly (Figures | null)[]): number | undefined {
  const goodWhen = FIGURES.find((each) => each.key === key)?.goodWhen ?? 'up';
  const known = all.flatMap((figures, at) => {
    const value = figures?.[key] ?? null;
    return value === null ? [] : [{ at, value: goodWhen === 'up' ? value : -value }];
  });
  if (known.length < 2) return undefined;
  const [first, second] = known.toSorted((a, b) => b.value - a.value);
  return first === undefined || second === undefined || first.value - second.value < SAME ? undefined : first.at;
}

/** In how many categories ours is better than every usual rule, and in how many none is better. */
function won(key: FigureKey, categories: readonly Category[]): { best: number; of: number } {
  const asked = categories.filter(({ rules }) => rules.ours[key] !== null);
  const best = asked.filter(
    ({ rules: { ours, sameWeekday120, mean7x130 } }) => bestOf(key, [ours, sameWeekday120, mean7x130]) === 0,
  );
  return { best: best.length, of: asked.length };
}

/** 「6 类里，5 类满足率最高，4 类损耗最低，1 类周转最快」 */
export function backtestSentence({ categories }: Pick<BacktestAnswer, 'categories'>): string {
  const [fill, waste, turnover] = [won('fill', categories), won('waste', categories), won('turnover', categories)];
  return `${count(categories.length)} 类里照系统订：${count(fill.best)} 类满足率最高，${count(waste.best)} 类损耗最低，${count(turnover.best)} 类周转最快`;
}
