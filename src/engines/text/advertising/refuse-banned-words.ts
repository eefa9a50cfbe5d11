import { Refusal } from '#kernel/errors';
import { bannedWordsIn, type WordingHit } from './check-wording.ts';

/** Material that advertising law does not allow; every phrase is a fault with what to write instead. */
export class BannedWords extends Refusal {
  constructor(hits: readonly (WordingHit & { readonly field: string })[]) {
    const [first] = hits;
    super(
      'play-banned-words',
      'invalid',
      { phrase: first?.phrase ?? '', suggestion: first?.suggestion ?? '', rule: first?.rule ?? '' },
      {
        faults: hits.map(({ field, phrase, rule, suggestion }) => ({
          path: field,
          message: `“${phrase}”不能用：${suggestion}（${rule}）`,
        })),
      },
    );
  }
}

/** Refuses texts with banned words; keys name the fields. @throws BannedWords */
export function refuseBannedWords(texts: Readonly<Record<string, string>>): void {
  const hits = Object.entries(texts).flatMap(([field, text]) => bannedWordsIn(text).map((hit) => ({ ...hit, field })));
  if (hits.length > 0) throw new BannedWords(hits);
}
