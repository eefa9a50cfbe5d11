import { createRequire } from 'node:module';
import { Jieba } from '@node-rs/jieba';
import { TRADE_WORDS } from './trade-words.ts';

const DICTIONARY = '@node-rs/jieba/dict.js';

let segmenter: Jieba | undefined;

/** The words of a normalised text, in order, signs and blanks among them. The dictionary is loaded by the first call (0.2 s). */
export function wordsOf(text: string): string[] {
  segmenter ??= openSegmenter();
  return segmenter.cut(text, false);
}

function openSegmenter(): Jieba {
  const opened = Jieba.withDict(readDictionary());
  opened.loadDict(Buffer.from(TRADE_WORDS.map((word) => `${word} 20000 n`).join('\n')));
  return opened;
}

/**
 * Imported when it is needed and let go again: the import reads 11 MB, which whoever comes for other doors of this engine would
 * hold for good. The segmenter keeps words of its own.
 */
function readDictionary(): Uint8Array {
  const require = createRequire(import.meta.url);
  const { dict } = require(DICTIONARY) as { readonly dict: Uint8Array };
  delete require.cache[require.resolve(DICTIONARY)];
  return dict;
}
