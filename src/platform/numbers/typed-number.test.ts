import { describe, expect, it } from 'vitest';
import { readTypedNumber } from './typed-number.ts';

describe('a typed number', () => {
  it('is read with dashes, without, with blanks, in any case', () => {
    for (const text of ['DD-SZ-260606-0001', 'dd sz 260606 0001', 'DDSZ2606060001', 'sz2606060001', 'SZ-260606-0001']) {
      expect(readTypedNumber(text, 'DD')).toEqual({ beginning: 'DD-SZ-260606-0001' });
    }
  });

  it('is its last four digits, or its beginning', () => {
    expect(readTypedNumber('0001', 'DD')).toEqual({ ending: '0001' });
    expect(readTypedNumber('dd-sz', 'DD')).toEqual({ beginning: 'DD-SZ' });
    expect(readTypedNumber('dd', 'DD')).toEqual({ beginning: 'DD' });
    expect(readTypedNumber('sz-26', 'DD')).toEqual({ beginning: 'DD-SZ-26' });
  });

  it('has no prefix unless said', () => {
    expect(readTypedNumber('sz2606060001')).toEqual({ beginning: 'SZ-260606-0001' });
    expect(readTypedNumber('SZ-2606')).toEqual({ beginning: 'SZ-2606' });
  });

  it('is nothing else', () => {
    for (const text of ['王', '-', "a'b", '1']) expect(readTypedNumber(text, 'DD')).toBeUndefined();
  });
});
