import { wordingHitsIn, type WordingHit } from '#engines/text';

/**
 * What advertising may not say in each of the texts, or not without proof, while somebody writes; keys name the fields.
 * Nothing is kept: saving checks again and refuses what is banned.
 */
export function checkWording(texts: Readonly<Record<string, string>>): Record<string, WordingHit[]> {
  return Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, wordingHitsIn(text)]));
}
