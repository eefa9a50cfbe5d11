import { describe, expect, it } from 'vitest';
import type { AccuracyRow, BacktestAnswer, ForecastRunAnswer } from '#modules/intelligence/contract';
import { backtestSentence, bestOf } from './backtest-words.ts';
import { dayInWords, markOf, monthsOf, placesBefore } from './calendar-month.ts';
import {
  accuracyAnswer,
  biasWords,
  driftOf,
  gainWords,
  lostSentence,
  runSentence,
  signedUnits,
} from './forecast-words.ts';

const row: AccuracyRow = {
  categoryId: '',
  name: '全部',
  wape: 0.21,
  bias: 0.031,
  naiveWape: 0.28,
  lost: 120,
  sold: 5_880,
  signal: 1,
  isDrifting: false,
  weeks: [],
};

describe('how far off forecasts were', () => {
  it('is told in words', () => {
    const leaves = { ...row, name: '生鲜 / 叶菜', categoryId: 'c', isDrifting: true, signal: -5 };
    expect(accuracyAnswer({ from: '2026-09-28', all: row, categories: [leaves] }, 8)).toEqual({
      figure: '21%',
      unit: '的差距（近8周，卖 100 件平均差 21 件）',
      why: '比照搬近四周同星期平均少错 25%。总量偏高 3%。叶菜一直往一边偏，该看看了。缺货少卖约 120 件（估计），占想买的 2%。',
    });
    expect(accuracyAnswer({ from: '2026-09-28', all: { ...row, wape: null }, categories: [] }, 8).unit).toBe(
      '还没有能对照的预测',
    );
    expect(driftOf(leaves)).toBe('偏低');
    expect(driftOf(row)).toBeUndefined();
  });

  it('calls what hardly differs the same', () => {
    expect([0.031, -0.2, 0.001, null].map(biasWords)).toEqual(['偏高 3%', '偏低 20%', '不偏', '—']);
    expect(gainWords({ wape: 0.3, naiveWape: 0.25 })).toBe('差 20%');
    expect(gainWords({ wape: 0.25, naiveWape: 0.25 })).toBe('一样');
    expect(lostSentence({ lost: 0.2, sold: 10 })).toBe('');
    expect([2.34, -0.5].map(signedUnits)).toEqual(['+2.3', '−0.5']);
  });
});

describe('a run', () => {
  const run = {
    state: 'running',
    stepName: '学习规律',
    progress: 0.42,
    series: 203,
    error: null,
    forecast: null,
    backtest: null,
  } as unknown as ForecastRunAnswer;

  it('says how far it is, or what came of it', () => {
    expect(runSentence(run)).toBe('学习规律，42%');
    expect(runSentence({ ...run, state: 'failed', error: '只有 3 天的销量' })).toBe('只有 3 天的销量。');
    const forecast = {
      checked: { days: 10, wape: 0.21, bias: 0, naiveWape: 0.28 },
      gains: [],
      proposed: { order: 85, transfer: 6, discount: 4 },
    };
    expect(runSentence({ ...run, state: 'done', forecast })).toBe(
      '203个门店商品，拿最近几周验过，卖 100 件平均差 21 件（照搬平均差 28 件）；建议订 85 行、调 6 行、降价 4 行。',
    );
  });
});

describe('a backtest', () => {
  const figures = (fill: number | null, waste: number, turnover: number) => ({ fill, waste, turnover, sold: 1 });

  it('knows which way of ordering is best, by what a figure is good for', () => {
    const all = [figures(0.97, 0.01, 1), figures(0.93, 0.05, 1.3)];
    expect(bestOf('fill', all)).toBe(0);
    expect(bestOf('waste', all)).toBe(0);
    expect(bestOf('turnover', all)).toBe(1);
    expect(bestOf('fill', [figures(0.97, 0, 0), figures(0.9702, 0, 0)])).toBeUndefined();
    expect(bestOf('fill', [figures(0.97, 0, 0), null])).toBeUndefined();
  });

  it('is told in a sentence', () => {
    const rules = {
      ours: figures(0.97, 0.01, 1),
      sameWeekday120: figures(0.93, 0.05, 1.3),
      mean7x130: figures(0.9, 0.06, 1.2),
    };
    const categories = [{ rules }] as unknown as BacktestAnswer['categories'];
    expect(backtestSentence({ categories })).toBe('1 类里照系统订：1 类满足率最高，1 类损耗最低，0 类周转最快');
  });
});

describe('the calendar', () => {
  const day = (on: string, isOff: boolean, name = '') => ({
    day: on,
    name,
    isOff,
    isFestival: name !== '',
    isOverridden: false,
    revision: 0,
  });

  it('lies in months, the week beginning on Monday', () => {
    const months = monthsOf([day('2026-11-29', true), day('2026-11-30', false), day('2026-12-01', false)]);
    expect(months.map(({ name, before, days }) => [name, before, days.length])).toEqual([
      ['2026年11月', 6, 2],
      ['2026年12月', 1, 1],
    ]);
    expect(placesBefore('2026-11-30')).toBe(0);
  });

  it('marks what is not as every week', () => {
    expect(markOf(day('2026-11-29', true))).toBeUndefined();
    expect(markOf(day('2026-11-29', false))).toBe('班');
    expect(markOf(day('2027-01-01', true))).toBe('休');
    expect(dayInWords(day('2027-01-01', true, '元旦'))).toBe('休息，元旦，节日');
  });
});
