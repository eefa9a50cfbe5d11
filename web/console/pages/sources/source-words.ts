import type { SourceWithCountsAnswer } from '#modules/cdp/contract';
import { count, percent } from '../../../shared/format.ts';
import type { PageAnswer } from '../../parts/page-frame.tsx';
import type { StateTone } from '../../parts/state-word.tsx';

export const SOURCES_KEY = ['sources'];
export const SOURCES_PATH = '/api/cdp/sources';

export type SourceRow = SourceWithCountsAnswer;
export type SourceKind = SourceRow['kind'];

export const KIND_NAMES: Readonly<Record<SourceKind, string>> = {
  server: '服务器',
  web: '网页、小程序',
  app: 'App',
  chat: '社区群、论坛',
  import: '文件导入',
};

const DAY = 24 * 3_600_000;
/** A source of which this share of events is held back sends something wrong. */
const TOO_MANY_HELD = 0.05;

export interface SourceState {
  readonly word: string;
  readonly tone: StateTone;
  /** Somebody should look. */
  readonly wrong: boolean;
}

/** How a source is doing, in a word. */
export function stateOf(source: SourceRow, now: number): SourceState {
  if (!source.enabled) return { word: '已暂停', tone: 'neutral', wrong: false };
  if (source.lastSeenAt === null) return { word: '等第一条', tone: 'system', wrong: false };
  const quiet = Math.floor((now - Date.parse(source.lastSeenAt)) / DAY);
  if (quiet >= 1) return { word: `${quiet}天没来数据`, tone: 'warn', wrong: true };
  if (heldShare(source) > TOO_MANY_HELD) return { word: '隔离偏多', tone: 'warn', wrong: true };
  return { word: '正常', tone: 'good', wrong: false };
}

/** The share of what came that was held back; 0 where nothing came. */
export function heldShare({ accepted, quarantined }: Pick<SourceRow, 'accepted' | 'quarantined'>): number {
  const came = accepted + quarantined;
  return came === 0 ? 0 : quarantined / came;
}

export function answerOf(sources: readonly SourceRow[], now: number): PageAnswer {
  const sum = (of: (source: SourceRow) => number): number => sources.reduce((total, source) => total + of(source), 0);
  const wrong = sources.filter((source) => stateOf(source, now).wrong);
  const accepted = sum((source) => source.accepted);
  const quarantined = sum((source) => source.quarantined);
  const share = percent(heldShare({ accepted, quarantined }));
  const all = `${count(sources.length)}个数据源收下${count(accepted)}条，挡住重复${count(sum((source) => source.duplicate))}条，隔离${count(quarantined)}条（${share}）。`;
  const words = [...new Set(wrong.map((source) => stateOf(source, now).word))];
  const namesOf = (word: string): string =>
    wrong.flatMap((source) => (stateOf(source, now).word === word ? `「${source.name}」` : [])).join('');
  const named = words.map((word) => `${namesOf(word)}${word}`).join('，');
  return {
    figure: count(wrong.length),
    unit: wrong.length === 0 ? '个数据源有问题' : '个数据源要看一眼',
    why: wrong.length === 0 ? all : `${named}。${all}`,
  };
}

/** What people type as sites, one a line or separated by blanks, as origins. */
export function readOrigins(text: string): { readonly origins: readonly string[]; readonly fault: string | undefined } {
  const origins = text.split(/[\s,，；;]+/).filter((part) => part !== '');
  const bad = origins.find((origin) => origin !== '*' && !/^https?:\/\/[^\s/]{1,190}$/.test(origin));
  const fault = bad === undefined ? undefined : `「${bad}」要写成 https://shop.example.com，结尾不带斜杠`;
  return { origins: [...new Set(origins)], fault };
}
