import { plainSpellingOf } from './plain-spelling.ts';
import { FOODS } from './rules/food.ts';
import { HOMES } from './rules/homes.ts';
import { PRICES } from './rules/prices.ts';
import { PROMISES } from './rules/promises.ts';
import { STANDING } from './rules/standing.ts';
import { SUPERLATIVES } from './rules/superlatives.ts';
import type { WordingGrade, WordingRule } from './wording-rule.ts';

/** A list for checks without a lawyer: wide, but by no means the whole of the law. */
export const WORDING_RULES: readonly WordingRule[] = [
  ...SUPERLATIVES,
  ...PRICES,
  ...PROMISES,
  ...FOODS,
  ...HOMES,
  ...STANDING,
];
const BANNED = WORDING_RULES.filter(({ grade }) => grade === 'banned');

export interface WordingHit {
  /** Where the phrase begins in the text as it was written, in UTF-16 units. */
  readonly at: number;
  /** As it was written. */
  readonly phrase: string;
  readonly code: string;
  readonly grade: WordingGrade;
  /** The article in words. */
  readonly rule: string;
  readonly why: string;
  readonly suggestion: string;
  /** What may be put in the phrase's place as it is; empty takes it out, null where somebody has to think. */
  readonly replacement: string | null;
}

/**
 * What advertising may not say, or not without proof, in reading order and never overlapping: banned wording goes before
 * doubtful wording, then what begins first, then the longer. Linear in the length of the text.
 */
export function wordingHitsIn(text: string): WordingHit[] {
  return hitsOf(text, WORDING_RULES);
}

/** Only what is refused. */
export function bannedWordsIn(text: string): WordingHit[] {
  return hitsOf(text, BANNED);
}

function hitsOf(text: string, rules: readonly WordingRule[]): WordingHit[] {
  const plain = plainSpellingOf(text);
  const found = rules.flatMap((rule) => {
    if (rule.when?.test(plain.text) === false || rule.answeredBy?.test(plain.text) === true) return [];
    return [...plain.text.matchAll(rule.pattern)].map((match) => {
      const [at, end] = [plain.from[match.index]!, plain.to[match.index + match[0].length - 1]!];
      return { end, hit: hitOf(rule, match[0], at, text.slice(at, end)) };
    });
  });
  const banned = withoutOverlaps(found.filter(({ hit }) => hit.grade === 'banned'));
  const doubtful = found.filter(({ hit }) => hit.grade === 'doubtful');
  return withoutOverlaps([...banned, ...outside(doubtful, banned)]).map(({ hit }) => hit);
}

function hitOf(rule: WordingRule, spelling: string, at: number, phrase: string): WordingHit {
  const { code, grade, law, why, suggestion, instead } = rule;
  const replacement = (typeof instead === 'function' ? instead(spelling) : instead) ?? null;
  return { at, phrase, code, grade, rule: law, why, suggestion, replacement };
}

interface Found {
  readonly end: number;
  readonly hit: WordingHit;
}

function withoutOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  let end = 0;
  for (const each of found.toSorted((a, b) => a.hit.at - b.hit.at || b.end - a.end)) {
    if (each.hit.at < end) continue;
    kept.push(each);
    end = each.end;
  }
  return kept;
}

/** Those that touch none of the taken ones, which are in order and do not overlap. */
function outside(found: readonly Found[], taken: readonly Found[]): Found[] {
  let next = 0;
  return found
    .toSorted((a, b) => a.hit.at - b.hit.at)
    .filter(({ hit, end }) => {
      while (next < taken.length && taken[next]!.end <= hit.at) next++;
      return next === taken.length || taken[next]!.hit.at >= end;
    });
}
