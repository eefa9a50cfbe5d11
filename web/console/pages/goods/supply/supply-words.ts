import { startOfBusinessDay } from '#kernel/time';
import type { SupplyAnswerJson, SupplyCountAnswer, SupplyLineAnswer } from '#modules/intelligence/contract';
import { count, date, percent, yuan } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type SupplyKind = SupplyLineAnswer['kind'];
export type SupplyState = SupplyLineAnswer['state'];
/** A state, or all of them. */
export type SupplyTab = SupplyState | 'all';

export const KINDS: Readonly<Record<SupplyKind, string>> = { order: '订货', transfer: '调拨', discount: '临期降价' };
export const KIND_NAMES = Object.keys(KINDS) as SupplyKind[];

export const TABS: Readonly<Record<SupplyTab, string>> = {
  proposed: '待定',
  taken: '照办',
  changed: '改后照办',
  refused: '不办',
  lapsed: '过期未定',
  all: '全部',
};

export const TONES: Readonly<Record<SupplyState, StateTone>> = {
  proposed: 'system',
  taken: 'good',
  changed: 'people',
  refused: 'people',
  lapsed: 'warn',
};

/** A day that is over has nothing left to decide; one that lasts has nothing that lapsed. */
export const tabsOf = (isOver: boolean): readonly SupplyTab[] =>
  (Object.keys(TABS) as SupplyTab[]).filter((tab) => tab !== (isOver ? 'proposed' : 'lapsed'));

type Counts = readonly SupplyCountAnswer[];

export function sumOf(counts: Counts, kind: SupplyKind | undefined, states: readonly SupplyState[]) {
  const own = counts.filter((each) => (kind === undefined || each.kind === kind) && states.includes(each.state));
  const total = (of: 'lines' | 'units' | 'costFen'): number => own.reduce((sum, each) => sum + each[of], 0);
  return { lines: total('lines'), units: total('units'), costFen: total('costFen') };
}

const EVERY: readonly SupplyState[] = ['proposed', 'taken', 'changed', 'refused', 'lapsed'];
const DONE: readonly SupplyState[] = ['taken', 'changed'];

export const countOfTab = (counts: Counts, kind: SupplyKind, tab: SupplyTab): number =>
  sumOf(counts, kind, tab === 'all' ? EVERY : [tab]).lines;

/** Whole yuan: nobody orders by the fen. */
export const wholeYuan = (amountFen: number): string => yuan(Math.round(amountFen / 100) * 100);

/** 「订 85 行、4,422 件、¥100,200；调拨 6 行；降价 4 行」, what is none of left out; empty for nothing. */
export function sumSentence(counts: Counts, states: readonly SupplyState[]): string {
  const order = sumOf(counts, 'order', states);
  const [moved, reduced] = [sumOf(counts, 'transfer', states).lines, sumOf(counts, 'discount', states).lines];
  const parts = [
    order.lines === 0 ? '' : `订 ${count(order.lines)} 行、${count(order.units)} 件、${wholeYuan(order.costFen)}`,
    moved === 0 ? '' : `调拨 ${count(moved)} 行`,
    reduced === 0 ? '' : `降价 ${count(reduced)} 行`,
  ];
  return parts.filter((part) => part !== '').join('；');
}

/** What the system proposes for the day, what of it waits, and what people have made of it. */
export function answerOf(counts: Counts, day: string, isOver: boolean): PageAnswer {
  const done = sumSentence(counts, DONE);
  const refused = sumOf(counts, undefined, ['refused']).lines;
  const decided = done === '' ? '' : `定下的：${done}。`;
  const left = refused === 0 ? '' : `不办 ${count(refused)} 行。`;
  if (isOver) return pastAnswer(counts, { day, decided: `${decided}${left}` });
  const waiting = sumOf(counts, undefined, ['proposed']).lines;
  if (sumOf(counts, undefined, EVERY).lines === 0) return { figure: '0', unit: '行建议' };
  if (waiting === 0) return { figure: '0', unit: '行等你定，都定完了', why: `${decided}${left}` };
  const proposed = `今天建议${sumSentence(counts, ['proposed'])}。`;
  return { figure: count(waiting), unit: '行等你定', why: `${proposed}${decided}${left}` };
}

function pastAnswer(counts: Counts, { day, decided }: { day: string; decided: string }): PageAnswer {
  const lines = sumOf(counts, undefined, [...DONE, 'refused']).lines;
  const lapsed = sumOf(counts, undefined, ['lapsed']).lines;
  const forgotten = lapsed === 0 ? '' : `${count(lapsed)} 行没有人定，过期了。`;
  return { figure: count(lines), unit: `行在${dayWords(day)}定了`, why: `${decided}${forgotten}` };
}

/** `11月22日` */
export const dayWords = (day: string): string => date(startOfBusinessDay(day), startOfBusinessDay(day));

/** What the proposals rest on, and whether that is old: a forecast of this morning knows yesterday. */
export function originSentence(origin: string | null, yesterday: string): { text: string; isOld: boolean } {
  if (origin === null) return { text: '还没有预测。', isOld: true };
  const isOld = origin < yesterday;
  return { text: `预测截至${dayWords(origin)}${isOld ? '，旧了' : ''}。`, isOld };
}

/** 「近两周的预测，叶菜一直偏低 12%。订的时候留点心。」 Nothing where nothing drifts. */
export function driftSentence(drifting: SupplyAnswerJson['drifting']): string | undefined {
  if (drifting.length === 0) return undefined;
  const said = drifting.map(({ name, bias }) => {
    const category = name.split(' / ').at(-1) ?? name;
    return `${category}一直偏${bias > 0 ? '高' : '低'} ${percent(Math.abs(bias), 0)}`;
  });
  return `近两周的预测，${said.join('、')}。订的时候留点心。`;
}

/** Units with their name, or the price of a discount. */
export const amountWords = ({ kind, unit }: Pick<SupplyLineAnswer, 'kind' | 'unit'>, amount: number): string =>
  kind === 'discount' ? yuan(amount) : `${count(amount)}${unit}`;

/** `5折`, `6.3折` */
export function offWords(priceFen: number, listFen: number): string {
  return listFen <= 0 ? '' : `${Number(((priceFen / listFen) * 10).toFixed(1))}折`;
}

/** What is read out in place of a band. */
export function bandWords({ basis, unit }: Pick<SupplyLineAnswer, 'basis' | 'unit'>): string {
  const { mean, low, high, days, stock, onTheWay } = basis;
  const span = low === high ? '' : `，10 天里有 8 天在 ${count(low)} 到 ${count(high)} 之间`;
  return `未来 ${days} 天预计卖 ${count(mean)} ${unit}${span}；现有加在途 ${count(stock + onTheWay)} ${unit}`;
}
