import { expect, it } from 'vitest';
import { answerOf, codeBodyOf, codeFault, EMPTY_CODE, meaningOf, whoseOf } from './code-words.ts';

it('answers with what the codes brought', () => {
  expect(answerOf({ live: 12, revoked: 1, scans: 200, bookings: 26 })).toEqual({
    figure: '26',
    unit: '个预约从码上来',
    why: '12个码在用，一共扫了200次，每100次扫码约成13个。',
  });
  expect(answerOf({ live: 1, revoked: 0, scans: 0, bookings: 0 }).why).toBe('1个码在用，一共扫了0次。');
  expect(answerOf({ live: 0, revoked: 3, scans: 9, bookings: 1 }).why).toBe('现在没有在用的码。');
});

it('says whose a code is and what it means', () => {
  expect(whoseOf({ communityName: '和平一村', touchpointName: '王*', roleName: '物业管家' })).toBe(
    '和平一村 · 王*（物业管家）',
  );
  expect(meaningOf({ communityId: null, touchpointId: 't' as never, packageName: '墙面焕新' })).toBe(
    '他服务的小区都能约，只约「墙面焕新」，带来的线索都算这位触点的。',
  );
});

it('belongs to a place or a person, and hangs somewhere', () => {
  const community = { id: 'c', name: '和平一村' };
  expect(codeFault(EMPTY_CODE)).toBe('选一个小区或一位触点');
  expect(codeFault({ ...EMPTY_CODE, community })).toBe('写明贴在哪里');
  expect(codeFault({ ...EMPTY_CODE, touchpointId: 't', label: '工牌' })).toBeUndefined();
  expect(codeBodyOf({ ...EMPTY_CODE, community, label: ' 3幢 ' })).toEqual({ label: '3幢', communityId: 'c' });
});
