import { describe, expect, it } from 'vitest';
import { bodyOf, companyFault, draftOf } from './company-words.ts';

const draft = { legalName: ' 某某装饰工程有限公司 ', creditCode: '', address: '某某路 1 号', phone: '0571-00000000' };

describe('the company of contracts', () => {
  it('goes out trimmed, without a code where none was given', () => {
    expect(bodyOf(draft)).toMatchObject({ legalName: '某某装饰工程有限公司', creditCode: null });
    expect(bodyOf({ ...draft, creditCode: ' 91330000ma0000000x ' }).creditCode).toBe('91330000MA0000000X');
  });

  it('says what is missing, one thing after the other', () => {
    expect(companyFault(draft)).toBeUndefined();
    expect(companyFault(draftOf(null))).toContain('全称');
    expect(companyFault({ ...draft, creditCode: '9133' })).toContain('18 位');
    expect(companyFault({ ...draft, phone: '' })).toContain('电话');
  });
});
