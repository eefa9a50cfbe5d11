import { buildAutomaton, occurrences, type Automaton } from '../reading/automaton.ts';
import { normaliseText } from '../normalise.ts';
import { wordsOf } from '../segment.ts';

export type NamedKind = 'item' | 'store' | 'community' | 'leader';

/** Something that a text may name, under each of the ways in which people call it. */
export interface Named {
  readonly kind: NamedKind;
  readonly id: string;
  readonly names: readonly string[];
}

/** Names made ready for searching. */
export interface NameDirectory {
  readonly automaton: Automaton<{ readonly kind: NamedKind; readonly id: string; readonly length: number }>;
}

/** What a text names. */
export interface Entities {
  /** Ids by kind, each once, in the order in which they are named. */
  readonly named: readonly { readonly kind: NamedKind; readonly id: string; readonly words: string }[];
  /** Buildings, entrances and flats, as they are written: part of an address, so personal. */
  readonly buildings: readonly string[];
  readonly times: readonly string[];
  readonly amounts: readonly Amount[];
}

export interface Amount {
  readonly value: number;
  /** `fen` for money, otherwise the word of the text: 斤, 个, 箱. */
  readonly unit: string;
  readonly words: string;
}

/** Shorter names are words of every sentence. */
const SHORTEST_NAME = 2;
/** What packs and weighs goods stands around their names in catalogues and is left out in speech. */
const PACKING =
  /[（(【[].*?[）)】\]]|\d+(?:\.\d+)?\s*(?:kg|g|克|千克|公斤|斤|ml|l|升|毫升|只|枚|个|盒|袋|包|箱|瓶|装|片|卷|抽)\S*/gu;

export function compileNames(all: readonly Named[]): NameDirectory {
  const words = all.flatMap(({ kind, id, names }) =>
    [...new Set(names.flatMap((name) => [name, name.replace(PACKING, '')]).map((name) => normaliseText(name).trim()))]
      .filter((name) => name.length >= SHORTEST_NAME)
      .map((name) => [name, { kind, id, length: name.length }] as const),
  );
  return { automaton: buildAutomaton(words) };
}

/** Last words of names that say nothing of what it is. */
const GENERIC = new Set(
  '组合 套餐 礼盒 礼包 大礼包 拼盘 系列 用品 工具 配件 服务 商品 产品 食品 零食 特产 套装 家用 专用'.split(' '),
);
const SHORT_NAME = 2;

/**
 * Besides its whole name, what people call each of some goods: the last word of the name, as long as it says what it is and
 * no other bears it. 「红富士苹果 1.5千克」 is 苹果 where no other apples are sold. In the order of `names`.
 */
export function spokenNames(names: readonly string[]): string[][] {
  const heads = names.map((name) => {
    const last = wordsOf(normaliseText(name.replace(PACKING, '')).trim()).at(-1) ?? '';
    return [...new Set([last, last.slice(-SHORT_NAME)])].filter(
      (head) => head.length >= SHORT_NAME && /^\p{Script=Han}+$/u.test(head) && !GENERIC.has(head),
    );
  });
  const bearers = Map.groupBy(
    heads.flatMap((own, at) => own.map((head) => ({ head, at }))),
    ({ head }) => head,
  );
  return heads.map((own) => own.filter((head) => bearers.get(head)!.length === 1));
}

const NUMBER = '(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九十半百]+)';
const BUILDING =
  /\d{1,3}\s?(?:栋|幢|号楼|座|#楼)(?:\s?\d{1,2}\s?单元)?(?:\s?\d{3,4}(?:室|房)?)?|\d{1,2}单元\s?\d{3,4}(?:室)?/gu;
const TIME =
  /(?:今天|昨天|前天|明天|后天|今早|今晚|昨晚|刚才|刚刚|上周|这周|本周|上个月|周[一二三四五六日末天]|星期[一二三四五六日天]|\d{1,2}月\d{1,2}[日号])?(?:早上|上午|中午|下午|晚上|半夜|凌晨)?(?:[\d一二两三四五六七八九十]{1,3}点(?:半|\d{1,2}分?)?(?:多|左右)?|\d{1,2}:\d{2})?/gu;
const MONEY = new RegExp(
  `(?:[¥￥]\\s?(?<yuan>\\d+(?:\\.\\d+)?)|(?<said>${NUMBER})\\s?(?:块钱?|元|毛)(?<tail>[\\d一二三四五六七八九])?)`,
  'gu',
);
const QUANTITY = new RegExp(
  `(?<count>${NUMBER})\\s?(?<unit>公斤|千克|kg|斤|两|克|个|只|条|袋|盒|箱|包|瓶|份|件|桶|把|根|块(?!钱)|平米?|米)`,
  'gu',
);
const DIGITS = '零一二三四五六七八九';
const OTHER_DIGITS: Readonly<Record<string, number>> = { 两: 2, 半: 0.5 };

/** The number that is written in digits or, up to some hundred, in characters. */
export function numberOf(words: string): number {
  if (/^\d/u.test(words)) return Number(words);
  let [sum, digit] = [0, 0];
  for (const character of words) {
    if (character === '十' || character === '百') {
      sum += (digit || 1) * (character === '十' ? 10 : 100);
      digit = 0;
    } else digit = OTHER_DIGITS[character] ?? DIGITS.indexOf(character);
  }
  return sum + digit;
}

/** What a normalised text names, and how much and when it says. */
export function entitiesIn(text: string, directory: NameDirectory): Entities {
  return {
    named: namedIn(text, directory),
    buildings: [...new Set(text.match(BUILDING) ?? [])],
    times: [...new Set((text.match(TIME) ?? []).filter((each) => each !== ''))],
    amounts: amountsIn(text),
  };
}

/** Of names that overlap the longest counts: 「红富士苹果」 is not any apple. */
function namedIn(text: string, { automaton }: NameDirectory): Entities['named'] {
  const hits = [...occurrences(automaton, text)].toSorted(
    (a, b) => b.value.length - a.value.length || a.start - b.start,
  );
  const taken: { start: number; end: number }[] = [];
  const kept = hits.filter(({ start, value }) => {
    const end = start + value.length;
    // The same words may name several things.
    if (taken.some((each) => start < each.end && end > each.start && !(start === each.start && end === each.end)))
      return false;
    taken.push({ start, end });
    return true;
  });
  const named = kept
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, value: { kind, id, length } }) => ({ kind, id, words: text.slice(start, start + length) }));
  return [...new Map(named.map((each) => [`${each.kind} ${each.id}`, each])).values()];
}

function amountsIn(text: string): Amount[] {
  const money = Array.from(text.matchAll(MONEY), (match): Amount & { at: number } => {
    const { yuan, said, tail } = match.groups ?? {};
    const isMao = yuan === undefined && match[0].includes('毛');
    const whole = yuan === undefined ? numberOf(said ?? '0') * (isMao ? 0.1 : 1) : Number(yuan);
    const tenths = tail === undefined ? 0 : numberOf(tail) / 10;
    return { value: Math.round((whole + tenths) * 100), unit: 'fen', words: match[0], at: match.index };
  });
  const places = new Set(money.map(({ at }) => at));
  const goods = Array.from(text.matchAll(QUANTITY), (match) => ({ match, at: match.index }))
    .filter(({ at }) => !places.has(at))
    .map(({ match, at }): Amount & { at: number } => {
      const { count = '0', unit = '' } = match.groups ?? {};
      return { value: numberOf(count), unit, words: match[0], at };
    });
  return [...money, ...goods].toSorted((a, b) => a.at - b.at).map(({ at: _, ...amount }) => amount);
}
