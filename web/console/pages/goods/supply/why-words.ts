import type { SupplyLineAnswer } from '#modules/intelligence/contract';
import { count, yuan } from '../../../../shared/format.ts';
import { amountWords, dayWords, offWords, TABS } from './supply-words.ts';

type Line = SupplyLineAnswer;

const CUTS: Readonly<Record<'budget' | 'room' | 'central', string>> = {
  budget: '当天的预算不够，少订了一些',
  room: '库位放不下，少订了一些',
  central: '中心仓的货不够分，少给了一些',
};

/** Why the system proposes a line, as sentences with their figures. */
export function whySentences(line: Line): string[] {
  const { basis, kind, unit } = line;
  return [
    expectedSentence(line),
    stockSentence(line),
    ...(kind === 'order' ? [levelSentence(line)] : []),
    ...(kind === 'transfer' ? [transferSentence(line)] : []),
    ...(kind === 'discount' ? [discountSentence(line)] : []),
    ...(kind === 'order' && basis.pack > 1 ? [`一箱 ${count(basis.pack)} ${unit}，按整箱订`] : []),
    ...(basis.cutBy === null ? [] : [CUTS[basis.cutBy]]),
  ];
}

function expectedSentence({ basis: { days, mean, low, high }, unit }: Line): string {
  const said = `未来 ${days} 天预计卖 ${count(mean)} ${unit}`;
  return low === high ? said : `${said}（10 天里有 8 天在 ${count(low)}–${count(high)} 之间）`;
}

function stockSentence({ basis: { stock, onTheWay, expiring }, unit }: Line): string {
  const old = expiring > 0 ? `，其中 ${count(expiring)} ${unit}等不到卖完就过期` : '';
  return `现有 ${count(stock)}，路上 ${count(onTheWay)}${old}`;
}

const levelSentence = (line: Line): string => {
  // What was cut short does not follow from the level.
  const then = line.basis.cutBy === null ? '所以建议订' : '建议订';
  const units = (amount: number): string => `${count(amount)} ${line.unit}`;
  return `目标备到 ${units(line.basis.level)}，${then} ${units(line.proposed)}，${dayWords(line.arrivesOn)}到`;
};

function transferSentence(line: Line): string {
  const { basis, unit, fromPlaceName, proposed } = line;
  const far = basis.km === null ? '' : `，相距 ${count(basis.km)} 公里`;
  return `目标备到 ${count(basis.level)} ${unit}，${fromPlaceName ?? '别处'}有余，调 ${count(proposed)} ${unit}过来${far}`;
}

function discountSentence({ basis, proposed, worthFen }: Line): string {
  const off = offWords(proposed, basis.priceFen);
  return `今天卖 ${yuan(proposed)}（${off}），比放着过期多收 ${yuan(worthFen)}`;
}

/** What somebody decided, and why; undefined as long as nobody did. */
export function decidedSentence(line: Line): string | undefined {
  const { state, decided, reasonName, note } = line;
  if (state === 'proposed') return undefined;
  if (state === 'lapsed') return '那天没有人定，过期了';
  const what = decided === null ? TABS.refused : `${TABS[state]}，${amountWords(line, decided)}`;
  const why = reasonName === null ? '' : `：${reasonName}`;
  return `${what}${why}${note === '' ? '' : `。${note}`}`;
}

/** What one decision does: 「从苏州中心仓调 98 份五孔插座到苏州姑苏店」. */
export function doingSentence({ kind, placeName, fromPlaceName, skuName, unit, basis }: Line, decided: number): string {
  if (kind === 'transfer') return `从${fromPlaceName ?? '别处'}调 ${count(decided)} ${unit}${skuName}到${placeName}`;
  if (kind === 'order') return `给${placeName}订 ${count(decided)} ${unit}${skuName}`;
  return `${skuName}今天在${placeName}卖 ${yuan(decided)}，原来 ${yuan(basis.priceFen)}`;
}

/** What deciding on a line does, where it cannot be taken back. */
export function finalWords(kind: Line['kind']): string | undefined {
  if (kind === 'transfer') return '一定下就从账上移货，不能再改。';
  return kind === 'discount' ? '一定下顾客就看到新价，今天有效，不能再改。' : undefined;
}
