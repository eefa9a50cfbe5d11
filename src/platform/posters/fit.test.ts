import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText, type Frame } from './fit.ts';
import { type Font, loadFonts, missingGlyphs, textWidth } from '../fonts/index.ts';

const [regular] = loadFonts();
const font = regular as Font;

describe('font', () => {
  it('writes all of GB 2312', () => {
    const decoder = new TextDecoder('gb2312');
    let text = '';
    for (let row = 0xb0; row <= 0xf7; row++) {
      for (let cell = 0xa1; cell <= 0xfe; cell++) text += decoder.decode(new Uint8Array([row, cell]));
    }
    expect(new Set(text).size).toBeGreaterThan(6700);
    // The five code points that end level 1 are unassigned.
    expect(missingGlyphs(font, text.replaceAll(/[\uE000-\uF8FF\uFFFD]/gu, ''))).toBe('');
  });

  it('knows what it cannot write and how wide the rest is', () => {
    expect(missingGlyphs(font, '好🏠好🏠\n')).toBe('🏠');
    expect(textWidth(font, '翠湖', 50)).toBe(100);
    expect(textWidth(font, 'il', 50)).toBeLessThan(textWidth(font, 'mW', 50));
  });
});

describe('fitText', () => {
  const frame: Frame = { width: 400, maxLines: 2, sizes: [60, 50, 40, 30] };

  it('breaks after a clause, keeps words and figures whole, and leaves no punctuation at the head of a line', () => {
    expect(fitText(font, '老房漏水，三天修好', frame)).toEqual({ size: 60, lines: ['老房漏水', '三天修好'] });
    expect(fitText(font, '厨房漏水只要2,999元', { ...frame, sizes: [50] }).lines.join('|')).toContain('2,999');
    expect(fitText(font, '一二三四五六七八。九十', { ...frame, sizes: [50] }).lines).not.toContain('。九十');
  });

  it('never leaves its frame and loses nothing until the smallest size is reached', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('翠湖花园老房漏水，。！（）¥1250.%abcdW /')),
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 3 }), (raw, maxLines) => {
        const { size, lines } = fitText(font, raw, { ...frame, maxLines });
        expect(lines.length).toBeLessThanOrEqual(maxLines);
        for (const line of lines) expect(textWidth(font, line, size)).toBeLessThanOrEqual(frame.width + 0.01);
        const kept = (value: string): string => value.replaceAll(/[\s，；]/gu, '');
        if (!lines.join('').includes('…')) expect(kept(lines.join(''))).toBe(kept(raw));
        else expect(size).toBe(30);
      }),
      { numRuns: 300 },
    );
  });
});
