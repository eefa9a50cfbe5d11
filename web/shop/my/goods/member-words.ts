import type { MemberCard, PointMoveItem } from '#modules/commerce/contract';
import { count, yuan } from '../../../shared/format.ts';

type Progress = Pick<MemberCard, 'measure' | 'reached' | 'next'>;

/** What counts for a level, as it is read: points, or money spent. */
export const measured = (measure: MemberCard['measure'], value: number): string =>
  measure === 'spend' ? yuan(value) : `${count(value)} 分`;

/** How much of the way to the next level is behind, 0 to 100; whole at the top. */
export function progressPercent({ reached, next }: Pick<Progress, 'reached' | 'next'>): number {
  if (next === null) return 100;
  return next.from <= 0 ? 0 : Math.max(0, Math.min(100, Math.floor((reached / next.from) * 100)));
}

/** `+12`, `−300`. */
export const signed = (points: number): string => (points < 0 ? `−${count(-points)}` : `+${count(points)}`);

/** `11月` or `2025年11月`: under it the statement of that month stands. */
export function monthOf(at: string, now: string): string {
  const local = (time: string): Date => new Date(Date.parse(time) + 8 * 3_600_000);
  const it = local(at);
  const month = `${it.getUTCMonth() + 1}月`;
  return it.getUTCFullYear() === local(now).getUTCFullYear() ? month : `${it.getUTCFullYear()}年${month}`;
}

/** Lines of a statement under their months, in their order. */
export function byMonth(
  moves: readonly PointMoveItem[],
  now: string,
): { readonly month: string; readonly moves: PointMoveItem[] }[] {
  return [...Map.groupBy(moves, ({ at }) => monthOf(at, now))].map(([month, own]) => ({ month, moves: own }));
}
