import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeasureAnswer } from '#modules/fulfilment/contract';
import {
  areasOf,
  basisOf,
  bodyOf,
  changed,
  draftOf,
  EMPTY_DRAFT,
  faultsOf,
  metres,
  millimetres,
  missingOf,
  openFaults,
  whichForm,
  withLeak,
  withRoom,
  type MeasureDraft,
} from './measure-draft.ts';

const room = { id: 0, name: '客厅', length: '4.2', width: '3.55', height: '2.8' };
const form = (over: Partial<MeasureDraft> = {}): MeasureDraft => ({ ...EMPTY_DRAFT, rooms: [room], ...over });

describe('a length as people type it', () => {
  it.each([
    ['2.85', 2_850],
    ['2。85', 2_850],
    ['2,85', 2_850],
    ['２.８５米', 2_850],
    [' 3 ', 3_000],
    ['.9', 900],
    ['12', 12_000],
    ['285', 2_850],
    ['285cm', 2_850],
    ['285 公分', 2_850],
    ['2850', 2_850],
    ['2850mm', 2_850],
  ])('%s is %i mm', (text, mm) => expect(millimetres(text)).toBe(mm));

  it.each(['', '三米', '2.8.5', '-2', '2x', '2.8555'])('%s is none', (text) =>
    expect(millimetres(text)).toBeUndefined(),
  );

  it('reads back what it writes, of every length that a room may have', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 50_000 }), (mm) => {
        expect(millimetres(metres(mm))).toBe(mm);
      }),
    );
  });
});

describe('a room', () => {
  it('has a floor, and walls once its height is there', () => {
    expect(areasOf(room)).toEqual({ floor: 1_491, walls: 4_340 });
    expect(areasOf({ ...room, height: '' })).toEqual({ floor: 1_491 });
    expect(areasOf({ ...room, width: 'x' })).toEqual({});
  });

  it('says what is wrong with a side, and nothing of an empty one', () => {
    expect(faultsOf({ ...room, length: '0.1', width: '', height: '28' })).toEqual({
      length: '长至少 0.3 米',
      height: '高最多 10 米',
    });
    expect(faultsOf({ ...room, length: '四米' })).toEqual({ length: '长填数字，如 2.85' });
  });

  it('is named after the ones before it and as high as the last', () => {
    const two = withRoom(withRoom(form(), '次卧'), '次卧');
    expect(two.rooms.map(({ id, name, height }) => [id, name, height])).toEqual([
      [0, '客厅', '2.8'],
      [1, '次卧', '2.8'],
      [2, '次卧2', '2.8'],
    ]);
  });
});

describe('the form', () => {
  it('says what has to be put right before it can be saved', () => {
    const draft = withLeak(form({ rooms: [room, { ...room, id: 1, name: '', width: '' }] }));
    expect(openFaults(draft)).toEqual(['有个房间还没起名', '有个房间还差宽', '漏水写明在哪', '漏水点一下多严重']);
    expect(openFaults(form())).toEqual([]);
  });

  it('says what the visit cannot be finished without', () => {
    expect(missingOf(EMPTY_DRAFT)).toEqual(['房间尺寸', '墙面情况', '有没有漏水']);
    expect(missingOf(form({ wallCondition: 'damp', leaks: [] }))).toEqual([]);
  });

  it('comes back from the server as it was sent', () => {
    const leaks = [{ id: 0, where: '窗下', severity: 'drip' as const }];
    const draft = form({ wallCondition: 'cracked', leaks, notes: '下周开工' });
    const body = bodyOf(draft);
    const saved = { ...body, revision: 1, rooms: body.rooms, leaks: body.leaks } as unknown as MeasureAnswer;
    expect(draftOf(saved)).toEqual({ ...draft, basedOn: 1 });
  });
});

describe('which form is shown', () => {
  const draft = form({ basedOn: 2 });
  it('is what this phone has, until the server has something newer', () => {
    expect(whichForm(undefined, 2, false)).toBe('server');
    expect(whichForm(draft, undefined, false)).toBe('draft');
    expect(whichForm(draft, 2, false)).toBe('draft');
    expect(whichForm(draft, 3, false)).toBe('conflict');
    expect(whichForm({ ...draft, sent: true }, 3, false)).toBe('taken');
    expect(whichForm({ ...draft, sent: true }, 3, true)).toBe('draft');
  });

  it('counts what waits as a revision, and what was refused as none', () => {
    const again = changed({ ...draft, sent: true }, { notes: '再量一次' });
    expect([again.basedOn, again.sent]).toEqual([3, false]);
    expect(basisOf(again, 2, true)).toBe(3);
    expect(basisOf(again, 2, false)).toBe(2);
  });
});
