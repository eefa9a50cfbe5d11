import { describe, expect, it } from 'vitest';
import type { StockItem } from '#modules/inventory/contract';
import { actFault, actRequest, doneWords, draftFor } from './act-draft.ts';
import { answerOf, auditAnswer, countOfTab, deltasOf, levelOf, queryOfTab, wantedByHour } from './stock-words.ts';

const COUNTS = { rows: 10, low: 2, out: 1, incoming: 3 };
const row = { placeId: 'p', skuId: 's', onHand: 5, reserved: 2, incoming: 4, skuUnit: '盒' } as StockItem;

describe('the page of stock', () => {
  it('answers with what is gone, and counts by tab', () => {
    expect(answerOf(COUNTS)).toMatchObject({
      figure: '1',
      why: '共10样在各处，2样低于预警线，3样有在途。',
    });
    expect(countOfTab('all', COUNTS)).toBe(10);
    expect(countOfTab('low', COUNTS)).toBe(2);
    expect(queryOfTab('out')).toEqual({ view: 'out' });
  });

  it('says what a movement moved', () => {
    expect(deltasOf({ onHandDelta: -2, reservedDelta: -2, incomingDelta: 0 })).toBe('在库 −2、占用 −2');
    expect(levelOf({ available: 0, low: true }).words).toBe('卖空');
    expect(levelOf({ available: 3, low: true }).words).toBe('偏低');
    expect(auditAnswer(undefined).unit).toBe('还没有对过账');
  });
});

describe('what orders fight for', () => {
  it('is told hour by hour, with the hours in which nobody came', () => {
    const now = Date.parse('2026-11-22T09:30:00Z');
    const hours = [
      { beganAt: '2026-11-22T09:00:00Z', reservations: 2, refusals: 1 },
      { beganAt: '2026-11-21T10:00:00Z', reservations: 4, refusals: 0 },
      { beganAt: '2026-11-20T10:00:00Z', reservations: 9, refusals: 0 },
    ];
    const wanted = wantedByHour(hours, now);
    expect(wanted).toHaveLength(24);
    expect([wanted[0], wanted[1], wanted[23]]).toEqual([4, 0, 3]);
  });
});

describe('moving stock by hand', () => {
  it('says what is missing or cannot be', () => {
    expect(actFault(draftFor('count'), row)).toBe('写上数出来多少');
    expect(actFault({ ...draftFor('count'), units: 0 }, row)).toBeUndefined();
    expect(actFault({ ...draftFor('plan'), units: -5 }, row)).toBe('在途只有4');
    expect(actFault({ ...draftFor('transfer'), units: 6 }, row)).toBe('在库只有5');
    expect(actFault({ ...draftFor('transfer'), units: 2 }, row)).toBe('选一个地方');
    expect(actFault({ ...draftFor('write_off'), units: 2 }, row)).toBe('选一个原因');
    expect(actFault({ ...draftFor('receive'), units: 0 }, row)).toBe('写上收到多少');
  });

  it('goes to the act of its kind, and says what was done', () => {
    expect(actRequest({ ...draftFor('count'), units: 7 }, row)).toEqual({
      path: '/api/inventory/counts',
      body: { placeId: 'p', reason: 'counted', lines: [{ skuId: 's', counted: 7 }] },
    });
    expect(actRequest({ ...draftFor('transfer'), units: 2, toId: 'q' }, row).body).toEqual({
      fromId: 'p',
      toId: 'q',
      lines: [{ skuId: 's', quantity: 2 }],
    });
    expect(doneWords({ ...draftFor('count'), units: 7 }, row)).toBe('盘到7盒，原来记着5盒。');
    expect(doneWords({ ...draftFor('receive'), units: 3, missing: 1 }, row)).toBe('收了3盒，1盒不会来了。');
  });
});
