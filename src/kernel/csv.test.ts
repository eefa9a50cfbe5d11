import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, decodeText, parseCsv, UnclosedQuote } from './csv.ts';

const records = (text: string) => [...parseCsv(text)];

describe('csv', () => {
  it('keeps the line on which a record begins, across quoted line breaks and blank lines', () => {
    expect(records('a,b\r\n"x\ny",2\n\n , \nlast,"q""q"')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x\ny', '2'] },
      { line: 6, cells: ['last', 'q"q'] },
    ]);
  });

  it('says where a quote was left open', () => {
    expect(() => records('a\n"b\nc')).toThrow(UnclosedQuote);
    try {
      records('a\n"b\nc');
    } catch (error) {
      expect((error as UnclosedQuote).line).toBe(2);
    }
  });

  it('reads back whatever it wrote', () => {
    const cell = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
    const line = fc.array(cell, { minLength: 1 }).filter((cells) => cells.some((text) => text.trim() !== ''));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(records(lines.map(csvLine).join('')).map((record) => record.cells)).toEqual(lines);
      }),
    );
  });

  it('disarms formulas and leaves numbers alone', () => {
    expect(csvLine(['=1+1', '-3.5', -2, '@x', '+86 1'])).toBe("'=1+1,-3.5,-2,'@x,'+86 1\r\n");
  });

  it('decodes UTF-8 with a mark and GB18030', () => {
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0xe5, 0xb0, 0x8f]))).toBe('小');
    expect(decodeText(new Uint8Array([0xd0, 0xa1, 0xc7, 0xf8]))).toBe('小区');
    expect(decodeText(new Uint8Array([0xff, 0xff, 0x00]))).toBeUndefined();
  });
});
