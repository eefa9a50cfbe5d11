import type { SupplyLineAnswer } from '#modules/intelligence/contract';
import { count, yuan } from '../../../../shared/format.ts';
import { wholeYuan } from './supply-words.ts';

type Line = SupplyLineAnswer;

/** Amounts that somebody typed and has not decided on yet, by line: units, or the price of a discount in fen. */
export type Drafts = Readonly<Record<string, number>>;

/** Something to decide: null for doing nothing. */
export interface Target {
  readonly line: Line;
  readonly decided: number | null;
}

/** What stands in the field of a line: what was typed, else what was decided, else what is proposed. */
export function amountOf(line: Line, drafts: Drafts): number {
  const typed = drafts[line.lineId];
  if (typed !== undefined) return typed;
  return line.state === 'refused' ? 0 : (line.decided ?? line.proposed);
}

/** Whether somebody typed something else than what stands there already. */
export const isTyped = (line: Line, drafts: Drafts): boolean => drafts[line.lineId] !== undefined;

/** Goods come in whole packs, prices in whole fen; nothing is below nothing. */
export function wholeAmount({ kind, basis }: Pick<Line, 'kind' | 'basis'>, amount: number): number {
  const step = kind === 'order' ? Math.max(1, basis.pack) : 1;
  return Math.max(0, Math.round(amount / step)) * step;
}

/** The drafts with another amount of a line; typing what stands there anyway is no change. */
export function withAmount(drafts: Drafts, line: Line, amount: number | null): Drafts {
  const { [line.lineId]: _before, ...rest } = drafts;
  if (amount === null) return rest;
  const whole = wholeAmount(line, amount);
  return whole === amountOf(line, {}) ? rest : { ...rest, [line.lineId]: whole };
}

export const withoutLines = (drafts: Drafts, lineIds: readonly string[]): Drafts =>
  Object.fromEntries(Object.entries(drafts).filter(([lineId]) => !lineIds.includes(lineId)));

export const asProposed = (line: Line): Target => ({ line, decided: line.proposed });
export const notAtAll = (line: Line): Target => ({ line, decided: null });

/** What was typed, else what is proposed. Nothing is written as nothing: nobody orders zero or sells for zero. */
export function targetOf(line: Line, drafts: Drafts): Target {
  const typed = drafts[line.lineId];
  if (typed === undefined) return asProposed(line);
  return typed === 0 ? notAtAll(line) : { line, decided: typed };
}

/** Those that differ from what was proposed: the server asks why. */
export const changedOf = (targets: readonly Target[]): readonly Target[] =>
  targets.filter(({ line, decided }) => decided !== line.proposed);

/** Orders are a list until their day is over; goods that were moved and prices that were set are done. */
export const isOpen = ({ kind, state }: Pick<Line, 'kind' | 'state'>): boolean =>
  state !== 'lapsed' && (kind === 'order' || state === 'proposed' || state === 'refused');

/** The next line below that can still be decided. */
export function nextOf(rows: readonly Pick<Line, 'lineId' | 'kind' | 'state'>[], lineId: string): string | undefined {
  const at = rows.findIndex((row) => row.lineId === lineId);
  return rows.slice(at + 1).find(isOpen)?.lineId;
}

/** What deciding takes on: 「订 85 行、4,422 件、¥100,200，其中改了 3 行」. */
export function targetsSentence(targets: readonly Target[]): string {
  const done = targets.filter(({ decided }) => decided !== null);
  const kind = targets[0]?.line.kind;
  const changed = changedOf(done).length;
  const refused = targets.length - done.length;
  const parts = [
    done.length === 0 || kind === undefined ? '' : sums[kind](done),
    changed === 0 ? '' : `其中改了 ${count(changed)} 行`,
    refused === 0 ? '' : `不办 ${count(refused)} 行`,
  ];
  return parts.filter((part) => part !== '').join('，');
}

const unitsOf = (targets: readonly Target[]): number => targets.reduce((sum, { decided }) => sum + (decided ?? 0), 0);

const sums: Readonly<Record<Line['kind'], (done: readonly Target[]) => string>> = {
  order: (done) => {
    const costFen = done.reduce((sum, { line, decided }) => sum + (decided ?? 0) * line.basis.costFen, 0);
    return `订 ${count(done.length)} 行、${count(unitsOf(done))} 件、${wholeYuan(costFen)}`;
  },
  transfer: (done) => `调拨 ${count(done.length)} 行、${count(unitsOf(done))} 件`,
  discount: (done) => {
    const [only] = done;
    return done.length === 1 && only !== undefined
      ? `${only.line.skuName}今天卖 ${yuan(only.decided ?? 0)}`
      : `降价 ${count(done.length)} 行`;
  },
};

/** What came of a decision: 「订了 3 行」, 「2 行不办」. */
export function doneSentence(targets: readonly Target[]): string {
  const done = targets.filter(({ decided }) => decided !== null);
  const refused = targets.length - done.length;
  const verb = { order: '订了', transfer: '调了', discount: '降了' }[targets[0]?.line.kind ?? 'order'];
  const [only] = targets;
  if (targets.length === 1 && only !== undefined) {
    const { line, decided } = only;
    const where = `${line.placeName}的${line.skuName}`;
    if (decided === null) return `${where}不办`;
    return line.kind === 'discount'
      ? `${where}今天卖 ${yuan(decided)}`
      : `${where}${verb} ${count(decided)} ${line.unit}`;
  }
  const parts = [
    done.length === 0 ? '' : `${verb} ${count(done.length)} 行`,
    refused === 0 ? '' : `${count(refused)} 行不办`,
  ];
  return parts.filter((part) => part !== '').join('，');
}
