import { Refusal } from '#kernel/errors';
import { fen, yuanInWords, type Fen } from '#kernel/money';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';

export type LevelMeasure = 'points' | 'spend';

export type LevelBenefit =
  | { readonly kind: 'free_delivery'; readonly fromFen: Fen }
  | { readonly kind: 'priority' }
  | { readonly kind: 'personal_agent' }
  | { readonly kind: 'other'; readonly words: string };

export interface Level {
  readonly level: number;
  readonly name: string;
  /** Points earned, or fen spent, in the last 365 days. */
  readonly from: number;
  readonly benefits: readonly LevelBenefit[];
}

export interface LevelRules {
  readonly measure: LevelMeasure;
  /** From level 0 on, without gaps. */
  readonly levels: readonly Level[];
}

/** In force until headquarters publishes others. */
export const DEFAULT_LEVELS: LevelRules = {
  measure: 'points',
  levels: [
    { level: 0, name: '普通邻居', from: 0, benefits: [] },
    { level: 1, name: '铜牌邻居', from: 500, benefits: [{ kind: 'free_delivery', fromFen: fen(49_00) }] },
    {
      level: 2,
      name: '银牌邻居',
      from: 2_000,
      benefits: [{ kind: 'free_delivery', fromFen: fen(29_00) }, { kind: 'priority' }],
    },
    {
      level: 3,
      name: '金牌邻居',
      from: 5_000,
      benefits: [{ kind: 'free_delivery', fromFen: fen(0) }, { kind: 'priority' }, { kind: 'personal_agent' }],
    },
  ],
};

/** Levels do not follow each other from 0 on, or one is not higher than the one before. */
export class LevelsOutOfOrder extends Refusal {
  constructor(level: number) {
    super('levels-out-of-order', 'invalid', { level });
  }
}

/** @throws LevelsOutOfOrder */
export function checkLevels({ levels }: LevelRules): void {
  for (const [at, { level, from }] of levels.entries()) {
    const before = levels[at - 1];
    if (level !== at || (before === undefined ? from !== 0 : from <= before.from)) throw new LevelsOutOfOrder(at);
  }
}

/** The highest level that is reached with so many points or fen. */
export function levelFor({ levels }: LevelRules, reached: number): Level {
  const found = levels.findLast((each) => each.from <= reached) ?? levels[0];
  if (found === undefined) throw new Error('there are no levels');
  return found;
}

/** The level of a number; the highest there is where a higher one was abolished. */
export function levelOf({ levels }: LevelRules, level: number): Level {
  const found = levels[Math.min(level, levels.length - 1)];
  if (found === undefined) throw new Error('there are no levels');
  return found;
}

/** A level holds for a year, up to the end of its last day. */
export const levelUntil = (now: Date): Date => addDays(startOfBusinessDay(businessDay(now)), 366);

export interface Standing {
  readonly level: number;
  readonly levelUntil: Date | null;
}

/**
 * What becomes of a level: up at once, for a year from then; down only once its time is over, and then to what was
 * reached. Undefined where nothing changes.
 */
export function nextStanding(rules: LevelRules, before: Standing, reached: number, now: Date): Standing | undefined {
  const { level } = levelFor(rules, reached);
  const over = before.levelUntil !== null && before.levelUntil <= now;
  if (level <= before.level && !over) return undefined;
  return { level, levelUntil: level === 0 ? null : levelUntil(now) };
}

export function benefitInWords(benefit: LevelBenefit): string {
  switch (benefit.kind) {
    case 'free_delivery':
      return benefit.fromFen === 0 ? '配送免运费' : `配送满${yuanInWords(benefit.fromFen).slice(1)}元免运费`;
    case 'priority':
      return '优先配送';
    case 'personal_agent':
      return '专属管家';
    case 'other':
      return benefit.words;
  }
}

const reachedInWords = (measure: LevelMeasure, amount: number): string =>
  measure === 'points' ? `得${amount}分` : `消费${yuanInWords(fen(amount)).slice(1)}元`;

/** 「近365天得2000分起」 */
export function levelInWords({ measure }: Pick<LevelRules, 'measure'>, { from }: Pick<Level, 'from'>): string {
  return from === 0 ? '完成一单就是' : `近365天${reachedInWords(measure, from)}起`;
}

/** 「再得380分就是银牌邻居」 */
export const missingInWords = (measure: LevelMeasure, missing: number, name: string): string =>
  `再${reachedInWords(measure, missing)}就是${name}`;
