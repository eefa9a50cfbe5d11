/** Banned wording is refused; doubtful wording may stay where there is proof or where the conditions are told. */
export const WORDING_GRADES = ['banned', 'doubtful'] as const;
export type WordingGrade = (typeof WORDING_GRADES)[number];

/** One thing that advertising may not say, or not without more. Patterns are read in the plain spelling of a text. */
export interface WordingRule {
  readonly code: string;
  readonly grade: WordingGrade;
  /** With `g` and `u`. Lookarounds let ordinary words through; every repetition is bounded, so that work stays linear. */
  readonly pattern: RegExp;
  /** The article in words. */
  readonly law: string;
  readonly why: string;
  readonly suggestion: string;
  /** What may stand in the phrase's place as it is, by its plain spelling; empty takes it out. */
  readonly instead?: string | ((phrase: string) => string | undefined);
  /** Only in texts that hold this too. */
  readonly when?: RegExp;
  /** Not in texts that hold this: they answer the doubt themselves. */
  readonly answeredBy?: RegExp;
}
