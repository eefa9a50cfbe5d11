import { startOfBusinessDay } from '#kernel/time';
import type { AccuracyAnswer, AccuracyRow, ForecastItem, ForecastRunAnswer } from '#modules/intelligence/contract';
import { count, date, percent } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type ForecastView = 'series' | 'accuracy' | 'backtest' | 'data';
export const VIEWS: Readonly<Record<ForecastView, string>> = {
  series: '预测',
  accuracy: '准确度',
  backtest: '回测',
  data: '数据',
};

/** What is forecast: units of places that hold stock, receipts of stores, or units that communities order. */
export type Measure = 'units' | 'receipts' | 'community';
export const MEASURES: Readonly<Record<Measure, string>> = {
  units: '门店和仓的销量',
  receipts: '门店客流',
  community: '小区订货',
};

/** How a series is forecast, as a word and as a sentence. */
export const METHODS: Readonly<Record<ForecastItem['method'], { word: string; tone: StateTone; why: string }>> = {
  model: { word: '模型', tone: 'system', why: '历史够长，用学出来的规律预测。' },
  naive: { word: '近几周平均', tone: 'neutral', why: '这样货有自己的走法，近几周同星期的平均比模型准，就用平均。' },
  similar: { word: '参照同类', tone: 'warn', why: '刚开始卖，历史不够，先照同类商品的走势估。' },
};

/** `+2.3`, `−0.8`: by how many units something moved a forecast. */
export function signedUnits(units: number): string {
  const size = count(Math.round(Math.abs(units) * 10) / 10);
  return units < 0 ? `−${size}` : `+${size}`;
}

/** `11月22日` */
export const dayWords = (day: string): string => date(startOfBusinessDay(day), startOfBusinessDay(day));

/** What the newest forecast says: what sells most, and up to when it knows. */
export function originAnswer(origin: string | null, rows: readonly ForecastItem[] | undefined): PageAnswer {
  if (origin === null) return { figure: '—', unit: '还没有预测', why: '去「数据」看看历史够不够，跑一次。' };
  const [first] = rows ?? [];
  const most =
    first === undefined
      ? ''
      : `七天里最多的是${first.placeName}的${first.skuName}，约 ${count(Math.round(first.total))}${first.unit}。`;
  return { figure: dayWords(origin), unit: '为止的销量都算进去了', why: `${most}往后七天，每天夜里重算。` };
}

// How far off forecasts were

/** 「100 件里平均差 21 件」 */
export const offBy = (wape: number): string => `卖 100 件平均差 ${Math.round(wape * 100)} 件`;

/** 「总量偏高 3%」; close enough to nothing is none. */
export function biasWords(bias: number | null): string {
  if (bias === null) return '—';
  if (Math.abs(bias) < 0.005) return '不偏';
  return `偏${bias > 0 ? '高' : '低'} ${percent(Math.abs(bias), 0)}`;
}

/** How it compares with the mean of the last four weeks' same weekdays: above nothing is better. */
export function gainOf({ wape, naiveWape }: Pick<AccuracyRow, 'wape' | 'naiveWape'>): number | undefined {
  return wape === null || naiveWape === null || naiveWape === 0 ? undefined : 1 - wape / naiveWape;
}

export function gainWords(row: Pick<AccuracyRow, 'wape' | 'naiveWape'>): string {
  const gain = gainOf(row);
  if (gain === undefined) return '—';
  if (Math.abs(gain) < 0.005) return '一样';
  return gain > 0 ? `好 ${percent(gain, 0)}` : `差 ${percent(-gain, 0)}`;
}

export function accuracyAnswer({ all, categories }: AccuracyAnswer, weeks: number): PageAnswer {
  if (all.wape === null) return { figure: '—', unit: '还没有能对照的预测' };
  const drifting = categories.filter(({ isDrifting }) => isDrifting);
  const gain = gainOf(all);
  const beside =
    gain === undefined
      ? ''
      : `比照搬近四周同星期平均${gain >= 0 ? `少错 ${percent(gain, 0)}` : `多错 ${percent(-gain, 0)}`}。`;
  const lean = Math.abs(all.bias ?? 0) < 0.005 ? '总量不偏。' : `总量${biasWords(all.bias)}。`;
  const alert =
    drifting.length === 0 ? '' : `${drifting.map(({ name }) => lastPart(name)).join('、')}一直往一边偏，该看看了。`;
  return {
    figure: percent(all.wape),
    unit: `的差距（近${weeks}周，${offBy(all.wape)}）`,
    why: `${beside}${lean}${alert}${lostSentence(all)}`,
  };
}

/** 「缺货少卖约 120 件（估计），占 2%。」 */
export function lostSentence({ lost, sold }: Pick<AccuracyRow, 'lost' | 'sold'>): string {
  const units = Math.round(lost);
  if (units <= 0) return '';
  const share = sold <= 0 ? '' : `，占想买的 ${percent(lost / (lost + sold))}`;
  return `缺货少卖约 ${count(units)} 件（估计）${share}。`;
}

export const lastPart = (path: string): string => path.split(' / ').at(-1) ?? path;

/** `偏高` where too much was expected for weeks, `偏低` where too little was. */
export const driftOf = ({ isDrifting, signal }: Pick<AccuracyRow, 'isDrifting' | 'signal'>): string | undefined =>
  isDrifting ? (signal > 0 ? '偏高' : '偏低') : undefined;

// Runs

export const RUN_KINDS: Readonly<Record<ForecastRunAnswer['kind'], string>> = { forecast: '预测', backtest: '回测' };

export const RUN_STATES: Readonly<Record<ForecastRunAnswer['state'], { word: string; tone: StateTone }>> = {
  asked: { word: '排队中', tone: 'neutral' },
  running: { word: '在跑', tone: 'system' },
  done: { word: '跑完了', tone: 'good' },
  failed: { word: '没跑成', tone: 'bad' },
};

export const isUnderWay = ({ state }: Pick<ForecastRunAnswer, 'state'>): boolean =>
  state === 'asked' || state === 'running';

/** What came of a run, in a sentence. */
export function runSentence(run: ForecastRunAnswer): string {
  const { error, forecast, backtest, series, stepName, progress } = run;
  if (isUnderWay(run)) return run.state === 'asked' ? '排队中，几秒就开始' : `${stepName}，${percent(progress, 0)}`;
  if (error !== null) return `${error}。`;
  if (backtest !== null)
    return `重演了${dayWords(backtest.from)}到${dayWords(backtest.to)}，${count(series)}个门店商品。`;
  if (forecast === null) return '';
  const { checked, proposed } = forecast;
  const held =
    checked.wape === null
      ? ''
      : `拿最近几周验过，${offBy(checked.wape)}${checked.naiveWape === null ? '' : `（照搬平均差 ${Math.round(checked.naiveWape * 100)} 件）`}；`;
  return `${count(series)}个门店商品，${held}建议订 ${count(proposed.order)} 行、调 ${count(proposed.transfer)} 行、降价 ${count(proposed.discount)} 行。`;
}
