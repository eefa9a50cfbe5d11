import { businessDay } from '#kernel/time';
import type { BoardFigures } from '#modules/insight/contract';
import { change, count, percent, yuan, type Change } from '../../../shared/format.ts';
import { npsFigure } from '../service/nps/nps-words.ts';

export const BOARD_KEY = ['board'];
export const BOARD_PATH = '/api/insight/projects';
export const DASHBOARD_PATH = '/api/insight/dashboard';
export const BOARD_TOPICS = ['board'];

export const BOARD_PERIODS = [
  { value: '1', label: '今天', days: 1 },
  { value: '7', label: '近7天', days: 7 },
  { value: '30', label: '近30天', days: 30 },
  { value: '90', label: '近90天', days: 90 },
  { value: '365', label: '近一年', days: 365 },
] as const;

const DAY_MS = 86_400_000;

/** The business days of a period that ends today; the last thirty without one. */
export function boardDays(period: string | undefined, now: Date): { from: string; to: string } {
  const days = BOARD_PERIODS.find((each) => each.value === period)?.days ?? 30;
  return { from: businessDay(new Date(now.getTime() - (days - 1) * DAY_MS)), to: businessDay(now) };
}

/** Money of a board: whole yuan, in units of ten thousand from there on. */
export function money(amountFen: number): string {
  const whole = Math.round(amountFen / 100);
  if (Math.abs(whole) >= 10_000) return `¥${(whole / 10_000).toFixed(whole % 10_000 === 0 ? 0 : 1)}万`;
  return yuan(whole * 100);
}

export const daysWords = (days: number | null): string => (days === null ? '—' : `${Math.round(days * 10) / 10}天`);

type FigureKey = 'leads' | 'visits' | 'signed' | 'conversion' | 'daysToSign' | 'revenueFen' | 'nps' | 'costFen';

export interface FigureWords {
  readonly key: FigureKey;
  readonly name: string;
  /** How it is computed, for who asks. */
  readonly formula: string;
  readonly goodWhen: 'up' | 'down' | undefined;
  readonly show: (figures: BoardFigures) => string;
}

/** The figures of a board, in the order of the way from a lead to money. */
export const FIGURES: readonly FigureWords[] = [
  { key: 'leads', name: '线索', formula: '期内新留下的线索', goodWhen: 'up', show: (it) => count(it.leads) },
  { key: 'visits', name: '上门', formula: '期内完成的上门量房', goodWhen: 'up', show: (it) => count(it.visits) },
  { key: 'signed', name: '签约', formula: '期内签下的合同', goodWhen: 'up', show: (it) => count(it.signed) },
  {
    key: 'conversion',
    name: '转化率',
    formula: '期内签约 ÷ 期内线索',
    goodWhen: 'up',
    show: (it) => percent(it.conversion),
  },
  {
    key: 'daysToSign',
    name: '线索到签约',
    formula: '期内签约的合同，从留线索到签约的天数，取中位数',
    goodWhen: 'down',
    show: (it) => daysWords(it.daysToSign),
  },
  {
    key: 'revenueFen',
    name: '净收款',
    formula: '期内收款 − 期内退款',
    goodWhen: 'up',
    show: (it) => money(it.revenueFen),
  },
  {
    key: 'nps',
    name: 'NPS',
    formula: '推荐者（9–10分）占比 − 批评者（0–6分）占比，按期内回答算',
    goodWhen: 'up',
    show: (it) => npsFigure(it.nps),
  },
  {
    key: 'costFen',
    name: '佣金',
    formula: '期内计提的佣金 − 扣回',
    goodWhen: undefined,
    show: (it) => money(it.costFen),
  },
];

const MONEY: ReadonlySet<FigureKey> = new Set(['revenueFen', 'costFen']);

/** How a figure moved since the period before; undefined where one of the two is missing. */
export function moved({ key }: FigureWords, now: BoardFigures, before: BoardFigures): Change | undefined {
  const [current, previous] = [now[key], before[key]];
  if (current === null || previous === null) return undefined;
  // A share, a score or a number of days moves by its own unit, not by a percentage of itself.
  if (key === 'nps') return byUnit(current - previous, '分', 0);
  if (key === 'conversion') return byUnit((current - previous) * 100, '个百分点', 1);
  if (key === 'daysToSign') return byUnit(current - previous, '天', 1);
  const moves = change(current, previous);
  // From nothing there is no percentage: money says how much, in its own words.
  if (previous !== 0 || !MONEY.has(key) || moves.direction === 'flat') return moves;
  return { ...moves, text: `${moves.direction === 'up' ? '涨' : '降'} ${money(Math.abs(current))}` };
}

function byUnit(difference: number, unit: string, digits: number): Change {
  const size = Number(Math.abs(difference).toFixed(digits));
  if (size === 0) return { direction: 'flat', text: '持平' };
  return { direction: difference > 0 ? 'up' : 'down', text: `${difference > 0 ? '涨' : '降'} ${size}${unit}` };
}
