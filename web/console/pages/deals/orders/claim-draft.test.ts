import { expect, test } from 'vitest';
import { bodyOf, emptyDraft, faultOf, worthOf } from './claim-draft.ts';

const chosen = { ...emptyDraft, reason: 'rotten', units: { 1: 2, 2: 0, 3: 1 }, words: ' 压坏了 ' } as const;

test('is sent once there is something and a reason', () => {
  expect(faultOf(emptyDraft)).toBe('填一下哪件有问题、有几件');
  expect(faultOf({ ...chosen, units: { 1: 0 } })).toBe('填一下哪件有问题、有几件');
  expect(faultOf({ ...chosen, reason: undefined })).toBe('选一个原因');
  expect(faultOf(chosen)).toBeUndefined();
});

test('leaves out what was set to none, and is worth what was chosen', () => {
  expect(bodyOf(chosen)).toEqual({
    kind: 'quality',
    reason: 'rotten',
    words: '压坏了',
    lines: [
      { lineNo: 1, quantity: 2 },
      { lineNo: 3, quantity: 1 },
    ],
  });
  const line = (lineNo: number, unitFen: number) => ({ lineNo, unitFen }) as never;
  expect(worthOf(chosen, [line(1, 500), line(2, 900), line(3, 30)])).toBe(1_030);
});
