import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MyParcel, ParcelLineItem } from '#modules/commerce/contract';
import {
  allOf,
  arrivedHere,
  collectorsOf,
  found,
  linesOf,
  parcelInToken,
  parcelsAfter,
  unitsOf,
  withPick,
  type HandOverOp,
} from './hand-over-list.ts';
import { ARRIVALS, HAND_OVERS } from './trade-paths.ts';

const line = (lineNo: number, left: number, more: Partial<ParcelLineItem> = {}): ParcelLineItem =>
  ({
    lineNo,
    skuId: `sku-${lineNo}`,
    name: `货${lineNo}`,
    quantity: left,
    short: 0,
    missing: 0,
    damaged: 0,
    collected: 0,
    left,
    ...more,
  }) as ParcelLineItem;

const parcel = (parcelId: string, lines: ParcelLineItem[], more: Partial<MyParcel> = {}): MyParcel =>
  ({
    parcelId,
    orderNumber: '260606-1234-5678',
    pickupPointId: 'point',
    pickupOn: '2026-06-07',
    state: 'arrived',
    customerRef: 'wang',
    customerName: '王*',
    customerPhone: '138****8821',
    lines,
    left: lines.reduce((sum, each) => sum + each.left, 0),
    blocked: null,
    ...more,
  }) as MyParcel;

const op = (path: string, body: unknown, kind: 'waiting' | 'refused' = 'waiting'): HandOverOp =>
  ({
    opId: 'op',
    path,
    body,
    label: '',
    at: 0,
    state: kind === 'waiting' ? { kind } : { kind, reason: '', code: '' },
  }) as HandOverOp;

const gave = (lines: { parcelId: string; lineNo: number; quantity: number }[]) =>
  op(HAND_OVERS, { pickupPointId: 'point', by: { how: 'list', parcelId: 'a' }, onBehalf: false, lines });

describe('the list at a pick-up point', () => {
  it('brings all parcels of a person together, and counts only what may go', () => {
    const blocked = parcel('b', [line(1, 2)], { blocked: { code: 'refund_open', words: '退款中' } });
    const [wang, li] = collectorsOf([
      parcel('a', [line(1, 3)]),
      parcel('c', [line(1, 1)], { customerRef: 'li', customerName: '李*' }),
      blocked,
    ]);
    expect(wang).toMatchObject({ name: '王*', left: 3 });
    expect(wang?.parcels.map((each) => each.parcelId)).toEqual(['a', 'b']);
    expect(li?.left).toBe(1);
  });

  it('takes away what was handed over on this phone and is not sent, and not what was refused', () => {
    const parcels = [parcel('a', [line(1, 3), line(2, 1)])];
    const lines = [{ parcelId: 'a', lineNo: 1, quantity: 2 }];
    expect(parcelsAfter(parcels, [gave(lines)])[0]).toMatchObject({
      left: 2,
      lines: [{ left: 1, collected: 2 }, { left: 1 }],
    });
    expect(parcelsAfter(parcels, [{ ...gave(lines), state: { kind: 'refused', reason: '', code: '' } }])).toEqual(
      parcels,
    );
  });

  it('never leaves less than nothing, however often it was handed over', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }),
        fc.integer({ min: 0, max: 9 }),
        (taken, left) => {
          const ops = taken.map((quantity) => gave([{ parcelId: 'a', lineNo: 1, quantity }]));
          const [after] = parcelsAfter([parcel('a', [line(1, left)])], ops);
          expect(after?.left).toBe(Math.max(0, left - taken.reduce((sum, each) => sum + each, 0)));
        },
      ),
    );
  });

  it('lets what arrived by this phone be handed over, but nothing of goods that were short or broken', () => {
    const coming = [
      parcel('a', [line(1, 0, { quantity: 3, short: 1 })], { state: 'on_the_way' }),
      parcel('b', [line(2, 0, { quantity: 1 })], { state: 'on_the_way' }),
      parcel('c', [line(1, 0, { quantity: 1 })], { state: 'on_the_way', pickupOn: '2026-06-08' }),
    ];
    const arrival = op(ARRIVALS, { pickupPointId: 'point', pickupOn: '2026-06-07', exceptions: [{ skuId: 'sku-2' }] });
    expect(arrivedHere(coming, [arrival])).toMatchObject([{ parcelId: 'a', left: 2, lines: [{ left: 2 }] }]);
    expect(arrivedHere(coming, [])).toEqual([]);
  });

  it('finds people by the end of a phone or an order number, or by how their name begins', () => {
    const all = collectorsOf([
      parcel('a', [line(1, 1)]),
      parcel('b', [line(1, 1)], {
        customerRef: 'li',
        customerName: '李*',
        customerPhone: '139****0002',
        orderNumber: '260606-0000-4321',
      }),
    ]);
    const names = (text: string) => found(all, text).map((it) => it.name);
    expect(names('8821')).toEqual(['王*']);
    expect(names('4321')).toEqual(['李*']);
    expect(names('王')).toEqual(['王*']);
    expect(names('')).toHaveLength(2);
    expect(names('9999')).toEqual([]);
  });
});

describe('what is handed over', () => {
  const parcels = [
    parcel('a', [line(1, 3), line(2, 1)]),
    parcel('b', [line(1, 2)], { blocked: { code: 'not_arrived', words: '' } }),
  ];

  it('is everything that may go, unless it is changed, and never more than lies there', () => {
    const all = allOf(parcels);
    expect(unitsOf(all)).toBe(4);
    const [first] = parcels;
    const part = withPick(withPick(all, first!, first!.lines[0]!, 99), first!, first!.lines[1]!, -1);
    expect(linesOf(parcels, part)).toEqual([{ parcelId: 'a', lineNo: 1, quantity: 3 }]);
  });
});

describe('a scanned code', () => {
  it('names its parcel where there is no network', () => {
    const id = '0192f0c1-7e2a-7b3c-8d4e-5f60718293a4';
    const packed = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
    expect(parcelInToken(`TWP1.${packed}.c2lnbmF0dXJl`)).toBe(id);
    for (const text of ['TWP2.x.y', 'https://example.com', '12345678', `TWP1.${packed}x.y`]) {
      expect(parcelInToken(text)).toBeUndefined();
    }
  });
});
