import type { WordingHit } from '#modules/intelligence/contract';

/**
 * Where a phrase that was found stands in a text that people typed on in since: at its place, or the nearest one.
 * Undefined where it is gone.
 */
export function placeOf(text: string, { at, phrase }: Pick<WordingHit, 'at' | 'phrase'>): number | undefined {
  if (text.startsWith(phrase, at)) return at;
  const [before, after] = [text.lastIndexOf(phrase, at), text.indexOf(phrase, at)];
  if (before < 0 || after < 0) return before < 0 && after < 0 ? undefined : Math.max(before, after);
  return at - before < after - at ? before : after;
}

/** The text with another wording in the phrase's place; as it is where the phrase is gone or nothing fits. */
export function reworded(text: string, hit: Pick<WordingHit, 'at' | 'phrase' | 'replacement'>): string {
  const place = placeOf(text, hit);
  if (place === undefined || hit.replacement === null) return text;
  return text.slice(0, place) + hit.replacement + text.slice(place + hit.phrase.length);
}

/** Hits that still stand in the text, the first of each phrase; what cannot be saved before what needs proof. */
export function standing(text: string, hits: readonly WordingHit[]): WordingHit[] {
  const firsts = new Map<string, WordingHit>();
  for (const hit of hits) {
    if (!firsts.has(hit.phrase) && placeOf(text, hit) !== undefined) firsts.set(hit.phrase, hit);
  }
  const { banned = [], doubtful = [] } = Object.groupBy(firsts.values(), ({ grade }) => grade);
  return [...banned, ...doubtful];
}

/** 「1 个词不能存，2 个词要有凭据」; empty where there is nothing. */
export function hitsInWords(hits: readonly Pick<WordingHit, 'grade'>[]): string {
  const banned = hits.filter(({ grade }) => grade === 'banned').length;
  const doubtful = hits.length - banned;
  return [
    ...(banned === 0 ? [] : [`${banned} 个词不能存`]),
    ...(doubtful === 0 ? [] : [`${doubtful} 个词要有凭据`]),
  ].join('，');
}
