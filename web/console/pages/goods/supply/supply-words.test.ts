import { describe, expect, it } from 'vitest';
import type { SupplyCountAnswer } from '#modules/intelligence/contract';
import { answerOf, countOfTab, driftSentence, offWords, originSentence, tabsOf } from './supply-words.ts';
import { lineWith } from './test-lines.ts';
import { decidedSentence, whySentences } from './why-words.ts';

const counts: SupplyCountAnswer[] = [
  { kind: 'order', state: 'proposed', lines: 80, units: 4_000, costFen: 9_000_049, worthFen: 1 },
  { kind: 'order', state: 'taken', lines: 5, units: 300, costFen: 800_000, worthFen: 1 },
  { kind: 'order', state: 'refused', lines: 2, units: 90, costFen: 100, worthFen: 1 },
  { kind: 'transfer', state: 'proposed', lines: 6, units: 328, costFen: 0, worthFen: 1 },
];

describe('the answer of the page', () => {
  it('says what waits, what it comes to, and what was decided', () => {
    expect(answerOf(counts, '2026-11-23', false)).toEqual({
      figure: '86',
      unit: '行等你定',
      why: '今天建议订 80 行、4,000 件、¥90,000；调拨 6 行。定下的：订 5 行、300 件、¥8,000。不办 2 行。',
    });
    expect(countOfTab(counts, 'order', 'all')).toBe(87);
    expect(countOfTab(counts, 'transfer', 'taken')).toBe(0);
  });

  it('says so where all is decided, nothing was proposed, or the day is over', () => {
    const [, taken] = counts;
    expect(answerOf(taken === undefined ? [] : [taken], '2026-11-23', false).unit).toBe('行等你定，都定完了');
    expect(answerOf([], '2026-11-23', false)).toEqual({ figure: '0', unit: '行建议' });
    const past = counts.map((each) => (each.kind === 'transfer' ? { ...each, state: 'lapsed' as const } : each));
    expect(answerOf(past, '2026-11-22', true)).toMatchObject({ figure: '7', unit: '行在11月22日定了' });
    expect(answerOf(past, '2026-11-22', true).why).toContain('6 行没有人定，过期了。');
    expect(tabsOf(true)).not.toContain('proposed');
    expect(tabsOf(false)).not.toContain('lapsed');
  });

  it('says what it rests on', () => {
    expect(originSentence('2026-11-22', '2026-11-22')).toEqual({ text: '预测截至11月22日。', isOld: false });
    expect(originSentence('2026-11-20', '2026-11-22')).toEqual({ text: '预测截至11月20日，旧了。', isOld: true });
    expect(originSentence(null, '2026-11-22').isOld).toBe(true);
    expect(driftSentence([{ name: '生鲜 / 叶菜', bias: -0.12 }])).toBe(
      '近两周的预测，叶菜一直偏低 12%。订的时候留点心。',
    );
    expect(driftSentence([])).toBeUndefined();
    expect(offWords(6_400, 12_800)).toBe('5折');
  });
});

describe('why a line is proposed', () => {
  it('is told with its figures', () => {
    expect(whySentences(lineWith())).toEqual([
      '未来 2 天预计卖 36 份（10 天里有 8 天在 28–47 之间）',
      '现有 12，路上 0，其中 3 份等不到卖完就过期',
      '目标备到 45 份，所以建议订 36 份，11月24日到',
      '一箱 6 份，按整箱订',
    ]);
    const cut = whySentences(lineWith({ basis: { low: 36, high: 36, pack: 1, expiring: 0, cutBy: 'budget' } }));
    expect(cut[0]).toBe('未来 2 天预计卖 36 份');
    expect(cut.at(-1)).toBe('当天的预算不够，少订了一些');
  });

  it('knows where goods come from and what a price brings', () => {
    const moved = lineWith({ kind: 'transfer', fromPlaceName: '中心仓', proposed: 20, basis: { km: 3.2 } });
    expect(whySentences(moved).at(-1)).toBe('目标备到 45 份，中心仓有余，调 20 份过来，相距 3.2 公里');
    const reduced = lineWith({ kind: 'discount', proposed: 195, worthFen: 1_986 });
    expect(whySentences(reduced).at(-1)).toBe('今天卖 ¥1.95（5折），比放着过期多收 ¥19.86');
  });

  it('is followed by what somebody made of it', () => {
    expect(decidedSentence(lineWith())).toBeUndefined();
    const changed = lineWith({ state: 'changed', decided: 24, reasonName: '天气会变', note: '后天下雨' });
    expect(decidedSentence(changed)).toBe('改后照办，24份：天气会变。后天下雨');
    expect(decidedSentence(lineWith({ state: 'refused', reasonName: '其他' }))).toBe('不办：其他');
  });
});
