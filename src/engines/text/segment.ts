import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { TRADE_WORDS } from './trade-words.ts';

let segmenter: Jieba | undefined;

/** The words of a normalised text, in order, signs and blanks among them. The dictionary is loaded by the first call (0.2 s). */
export function wordsOf(text: string): string[] {
  if (segmenter === undefined) {
    segmenter = Jieba.withDict(dict);
    segmenter.loadDict(Buffer.from(TRADE_WORDS.map((word) => `${word} 20000 n`).join('\n')));
  }
  return segmenter.cut(text, false);
}
