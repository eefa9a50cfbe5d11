import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MyParcel } from '#modules/commerce/contract';
import {
  comingOn,
  draftOf,
  exceptionOf,
  exceptionsOf,
  expectedOf,
  lackingPhotos,
  sumOf,
  toldWords,
  waitingArrival,
  waitingFor,
  withException,
  type ArrivalDraft,
  type ExpectedItem,
} from './arrival-draft.ts';
import { ARRIVALS } from './trade-paths.ts';

const item = (skuId: string, onTheWay: number): ExpectedItem =>
  ({ skuId, name: skuId, spec: '', unit: '份', imageId: null, onTheWay }) as ExpectedItem;
const photo = { key: 'p1', name: 'a.jpg', blob: new Blob(['x']) };
const parcel = (more: Partial<MyParcel>, lines: { skuId: string; quantity: number; short: number }[]): MyParcel =>
  ({
    state: 'on_the_way',
    pickupOn: '2026-06-07',
    customerRef: 'wang',
    customerName: '王*',
    lines: lines.map((each) => ({ ...each, name: each.skuId, spec: '', unit: '份', imageId: null })),
    ...more,
  }) as MyParcel;

describe('what should arrive', () => {
  it('is what left the warehouse for that day, per item, and each who waits is told once', () => {
    const coming = comingOn(
      [
        parcel({}, [{ skuId: '鸡蛋', quantity: 2, short: 0 }]),
        parcel({}, [{ skuId: '鸡蛋', quantity: 3, short: 1 }]),
        parcel({ customerRef: 'li', customerName: '' }, [{ skuId: '葡萄', quantity: 5, short: 0 }]),
        parcel({ state: 'waiting' }, [{ skuId: '鸡蛋', quantity: 9, short: 0 }]),
        parcel({ pickupOn: '2026-06-08' }, [{ skuId: '鸡蛋', quantity: 9, short: 0 }]),
      ],
      '2026-06-07',
    );
    expect(expectedOf(coming).map(({ skuId, onTheWay }) => [skuId, onTheWay])).toEqual([
      ['葡萄', 5],
      ['鸡蛋', 4],
    ]);
    expect(waitingFor(coming)).toEqual(['王*', '']);
    expect(toldWords(['', ''])).toBe('会告诉 2 位邻居来取');
    expect(toldWords(['王*', ''])).toBe('会告诉 2 位邻居来取：王*');
    expect(toldWords(['王*', '李*', '张*', '赵*'])).toBe('会告诉 4 位邻居来取：王*、李*、张*…');
  });
});

describe('exceptions of an arrival', () => {
  it('never name more than was sent, whatever is tapped in whatever order', () => {
    const change = fc.record({ what: fc.constantFrom('missing', 'damaged'), units: fc.integer({ min: -3, max: 20 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (changes, sent) => {
        const it = item('a', sent);
        const draft = changes.reduce<ArrivalDraft>(
          (now, { what, units }) => withException(now, it, { [what]: units }),
          {},
        );
        const { missing, damaged } = exceptionOf(draft, 'a');
        expect(Math.min(missing, damaged)).toBeGreaterThanOrEqual(0);
        expect(missing + damaged).toBeLessThanOrEqual(sent);
        expect(sumOf([it], draft)).toEqual({ expected: sent, missing, damaged, good: sent - missing - damaged });
      }),
    );
  });

  it('want a photo of what is broken, and forget it when nothing is', () => {
    const it_ = item('鸡蛋', 4);
    const broken = withException({}, it_, { damaged: 1 });
    expect(lackingPhotos([it_], broken)).toEqual(['鸡蛋']);
    const shown = withException(broken, it_, { photos: [photo], damaged: 1 });
    expect(lackingPhotos([it_], shown)).toEqual([]);
    expect(exceptionsOf([it_], shown, ({ key }) => `file-of:${key}`)).toEqual([
      { skuId: '鸡蛋', missing: 0, damaged: 1, photoIds: ['file-of:p1'] },
    ]);
    expect(withException(shown, it_, { damaged: 0 })).toEqual({});
    expect(draftOf({ exceptions: exceptionsOf([it_], shown, () => '') })).toEqual({
      鸡蛋: { missing: 0, damaged: 1, photos: [] },
    });
  });
});

describe('an arrival that waits on the phone', () => {
  it('is that of its point and day', () => {
    const op = { path: ARRIVALS, body: { pickupPointId: 'a', pickupOn: null }, state: { kind: 'waiting' } } as const;
    expect(waitingArrival([op], { pickupPointId: 'a', pickupOn: null })).toBe(op);
    expect(waitingArrival([op], { pickupPointId: 'a', pickupOn: '2026-06-07' })).toBeUndefined();
  });
});
