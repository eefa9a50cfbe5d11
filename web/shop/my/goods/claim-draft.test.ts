import { expect, test } from 'vitest';
import type { ClaimableAnswer } from '#modules/commerce/contract';
import { bodyOf, EMPTY_DRAFT, missingWords, reasonsFor, sumBack, withKind, withUnits } from './claim-draft.ts';

const line = (lineNo: number, claimable: number, unitFen: number) =>
  ({ lineNo, claimable, unitFen }) as ClaimableAnswer['lines'][number];
const reasons = [
  { reason: 'rotten', name: '坏了、不新鲜', needsPhoto: true },
  { reason: 'not_wanted', name: '不想要了', needsPhoto: false },
] as const;

test('no more is claimed than can be, and none takes the line out', () => {
  const two = withUnits(EMPTY_DRAFT, line(1, 2, 500), 5);
  expect(two.units).toEqual({ 1: 2 });
  expect(withUnits(two, line(1, 2, 500), 0).units).toEqual({});
  expect(withUnits(EMPTY_DRAFT, line(1, 2, 500), -3).units).toEqual({});
});

test('the sum is that of the chosen units', () => {
  const lines = [line(1, 2, 500), line(2, 1, 990)];
  expect(sumBack({ ...EMPTY_DRAFT, units: { 1: 2, 2: 1 } }, lines)).toBe(1_990);
  expect(sumBack(EMPTY_DRAFT, lines)).toBe(0);
});

test('what is missing is named one by one', () => {
  expect(missingWords(EMPTY_DRAFT, reasons)).toBe('先选哪件有问题');
  const chosen = { ...EMPTY_DRAFT, units: { 1: 1 } };
  expect(missingWords(chosen, reasons)).toBe('选一下原因');
  expect(missingWords({ ...chosen, reason: 'rotten' }, reasons)).toBe('拍张照片，好判断');
  expect(missingWords({ ...chosen, reason: 'rotten', photoIds: ['one'] }, reasons)).toBeNull();
  expect(missingWords({ ...chosen, kind: 'return', reason: 'not_wanted' }, reasons)).toBeNull();
});

test('不想要了 goes with giving back alone', () => {
  expect(reasonsFor('quality', reasons).map(({ reason }) => reason)).toEqual(['rotten']);
  expect(reasonsFor('return', reasons)).toHaveLength(2);
  const unwanted = { ...EMPTY_DRAFT, kind: 'return', reason: 'not_wanted' } as const;
  expect(withKind(unwanted, 'quality').reason).toBeNull();
  expect(withKind({ ...unwanted, reason: 'rotten' }, 'exchange').reason).toBe('rotten');
});

test('what is sent has its lines in order and its words trimmed', () => {
  const body = bodyOf({ ...EMPTY_DRAFT, reason: 'rotten', units: { 3: 1, 1: 2 }, words: ' 烂了 ' });
  expect(body.lines).toEqual([
    { lineNo: 1, quantity: 2 },
    { lineNo: 3, quantity: 1 },
  ]);
  expect(body.words).toBe('烂了');
});
