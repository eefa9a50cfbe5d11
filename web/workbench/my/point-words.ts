import type { PointTotal } from '#modules/commerce/contract';
import { specBeside } from './goods-words.ts';

/** ISO weekdays, Monday first. */
export const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** `周一、周三休息`; `天天开` without rest days. */
export function restWords(restDays: readonly number[]): string {
  const names = restDays.toSorted((a, b) => a - b).flatMap((day) => WEEKDAYS[day - 1] ?? []);
  return names.length === 0 ? '天天开' : `${names.join('、')}休息`;
}

/** What a line of totals says besides its count: only what there is. */
export function totalWords(it: PointTotal): string {
  const parts: readonly (readonly [string, number])[] = [
    ['在路上', it.onTheWay],
    ['待提', it.left],
    ['已提', it.collected],
    ['缺', it.short + it.missing],
    ['坏', it.damaged],
    ['退回', it.returned],
  ];
  const said = parts.filter(([, units]) => units > 0).map(([name, units]) => `${name} ${units}`);
  return said.join('，') || '仓里备货';
}

/** Per-item totals as they are pasted into a chat. */
export function totalsText(name: string, day: string, items: readonly PointTotal[]): string {
  const lines = items.map((it) =>
    [it.name, specBeside(it), `${it.ordered}${it.unit || '份'}`].filter((each) => each !== '').join(' '),
  );
  return [`【${name}】${day}`, ...lines].join('\n');
}
