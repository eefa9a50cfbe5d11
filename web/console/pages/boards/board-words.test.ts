import { expect, test } from 'vitest';
import type { BoardFigures } from '#modules/insight/contract';
import { boardDays, FIGURES, money, moved } from './board-words.ts';

const none: BoardFigures = {
  leads: 0,
  visits: 0,
  quoted: 0,
  signed: 0,
  signedFen: 0,
  conversion: null,
  daysToSign: null,
  revenueFen: 0,
  completed: 0,
  nps: null,
  npsAnswers: 0,
  goodsFen: 0,
  goodsOrders: 0,
  teamRate: null,
  claimRate: null,
  costFen: 0,
};
const figure = (key: string) => FIGURES.find((each) => each.key === key)!;

test('money is whole yuan, and ten thousands from there on', () => {
  expect([0, 123_45, 9_999_00, 10_000_00, 123_456_00, -20_000_00].map(money)).toEqual([
    '¥0',
    '¥123',
    '¥9,999',
    '¥1万',
    '¥12.3万',
    '¥-2万',
  ]);
});

test('a share moves by points, days by days, the rest by its own percentage', () => {
  const before = { ...none, leads: 10, conversion: 0.1, daysToSign: 8, nps: 20 };
  const now = { ...none, leads: 12, conversion: 0.125, daysToSign: 6.5, nps: 20 };
  expect(moved(figure('leads'), now, before)?.text).toBe('涨 20%');
  expect(moved(figure('conversion'), now, before)?.text).toBe('涨 2.5个百分点');
  expect(moved(figure('daysToSign'), now, before)?.text).toBe('降 1.5天');
  expect(moved(figure('nps'), now, before)?.direction).toBe('flat');
  expect(moved(figure('nps'), none, before)).toBeUndefined();
  expect(moved(figure('revenueFen'), { ...none, revenueFen: 70_864_80 }, none)?.text).toBe('涨 ¥7.1万');
  expect(moved(figure('leads'), { ...none, leads: 3 }, none)?.text).toBe('涨 3');
});

test('a period ends today in Shanghai and counts its first day', () => {
  const now = new Date('2026-11-21T17:00:00Z');
  expect(boardDays('7', now)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
  expect(boardDays(undefined, now).from).toBe('2026-10-24');
});
