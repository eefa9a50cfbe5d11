import { expect, test } from 'vitest';
import { markWords } from './mark-words.ts';

const shown = (text: string, words: readonly string[]): string =>
  markWords(text, words)
    .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
    .join('');

test('every occurrence of a word is marked', () => {
  expect(shown('顶楼漏水，漏水三天了', ['漏水'])).toBe('顶楼[漏水]，[漏水]三天了');
});

test('words that overlap are one mark, and case does not matter', () => {
  expect(shown('地漏返水', ['地漏', '漏返', '返水'])).toBe('[地漏返水]');
  expect(shown('WiFi断了', ['wifi'])).toBe('[WiFi]断了');
});

test('nothing to mark, nothing to read', () => {
  expect(shown('今天天气好', ['漏水', ''])).toBe('今天天气好');
  expect(markWords('', ['漏水'])).toEqual([]);
});
