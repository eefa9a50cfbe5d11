import type { ComparisonAnswer } from '#modules/intelligence/contract';
import { count } from '../../../../shared/format.ts';

export type Compared = Pick<
  ComparisonAnswer['items'][number],
  'lines' | 'missing' | 'left' | 'missingAsProposed' | 'leftAsProposed'
>;

export function sumOf(items: readonly Compared[]): Compared {
  const total = (of: keyof Compared): number => items.reduce((sum, each) => sum + each[of], 0);
  return {
    lines: total('lines'),
    missing: total('missing'),
    left: total('left'),
    missingAsProposed: total('missingAsProposed'),
    leftAsProposed: total('leftAsProposed'),
  };
}

const moved = (by: number, what: string): string => {
  const units = Math.round(Math.abs(by));
  return units === 0 ? '' : `${by > 0 ? '多' : '少'}${what} ${count(units)} 件`;
};

/** 「改动后多缺 12 件、少剩 30 件」 */
export function effectSentence(compared: Compared): string {
  const parts = [
    moved(compared.missing - compared.missingAsProposed, '缺'),
    moved(compared.left - compared.leftAsProposed, '剩'),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '改不改一个样' : `改动后${parts.join('、')}`;
}

/** Whether people did better: only where less was missing without more being left over, or the other way round. */
export function verdictOf(compared: Compared): 'good' | 'bad' | undefined {
  const missing = Math.round(compared.missing - compared.missingAsProposed);
  const left = Math.round(compared.left - compared.leftAsProposed);
  if (missing === 0 && left === 0) return undefined;
  if (missing <= 0 && left <= 0) return 'good';
  return missing >= 0 && left >= 0 ? 'bad' : undefined;
}
