import { pick, type Random } from '#kernel/random';

/** Sentences with places `{name}` for words of the same name; a word may have places itself. */
export interface Grammar {
  readonly sentences: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
}

/** One sentence of the grammar. Throws on a place without words: a grammar is right or it is mended. */
export function say(random: Random, grammar: Grammar): string {
  return fill(random, pick(random, grammar.sentences), grammar.words, 0);
}

function fill(random: Random, text: string, words: Grammar['words'], depth: number): string {
  if (depth > 4) throw new Error(`a grammar that never ends: ${text}`);
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => {
    const choices = words[name];
    if (choices === undefined) throw new Error(`no words for {${name}} in: ${text}`);
    return fill(random, pick(random, choices), words, depth + 1);
  });
}
