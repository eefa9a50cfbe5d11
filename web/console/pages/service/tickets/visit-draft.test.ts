import { describe, expect, test } from 'vitest';
import { bodyOf, emptyVisit, faultOf, NEW_CONTACT } from './visit-draft.ts';

const chosen = { ...emptyVisit, service: 'leak_check', startsAt: '2026-11-23T01:00:00.000Z' };

describe('a visit that is agreed on', () => {
  test.each([
    [emptyVisit, '选一项服务'],
    [{ ...emptyVisit, service: 'leak_check' }, '选一个时间'],
    [{ ...chosen, contact: NEW_CONTACT }, '填上称呼和电话'],
    [{ ...chosen, contact: { name: '王女士', phone: ' ' } }, '填上称呼和电话'],
    [chosen, undefined],
    [{ ...chosen, contact: { name: '王女士', phone: '13800000001' } }, undefined],
  ])('%# misses something, or nothing', (draft, fault) => {
    expect(faultOf(draft)).toBe(fault);
  });

  test('names a contact only where there is another', () => {
    expect(bodyOf(chosen)).toEqual({ service: 'leak_check', startsAt: chosen.startsAt });
    expect(bodyOf({ ...chosen, contact: { name: ' 王女士 ', phone: ' 13800000001 ' } }).contact).toEqual({
      name: '王女士',
      phone: '13800000001',
    });
  });
});
