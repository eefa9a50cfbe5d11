import { Refusal } from '#kernel/errors';

/** Words that advertising may not use, with the rule behind them and what to write instead. */
interface BannedWord {
  readonly pattern: RegExp;
  readonly rule: string;
  readonly suggestion: string;
}

const SUPERLATIVES = '《广告法》第九条第（三）项：不得使用“国家级”“最高级”“最佳”等用语';
const FALSE_CLAIMS = '《广告法》第二十八条：不得以虚假或者引人误解的内容欺骗、误导消费者';
const STATE_ORGANS = '《广告法》第九条第（二）项：不得使用或者变相使用国家机关的名义';
const RETURNS = '《广告法》第二十五条、第二十六条：不得对未来收益、升值作保证性承诺';
const MEDICAL = '《广告法》第十七条：除医疗、药品、医疗器械外，不得涉及疾病治疗功能';
const FALSE_PRICES = '《明码标价和禁止价格欺诈规定》：价格比较应当真实、有依据';

/**
 * A small list for offline checks, by no means the whole of the law: ordinary words that contain a banned one
 * (最近, 第一时间) are let through by lookaround. Laws: 《中华人民共和国广告法》（2021年修正）.
 */
const BANNED: readonly BannedWord[] = [
  { pattern: /全网最低价?|全市最低价?|史上最低价?|最低价/g, rule: FALSE_PRICES, suggestion: '写出具体价格和活动日期' },
  {
    pattern: /最(?![近后终初晚迟早多少]|低消费)[^\s，。！、]?/g,
    rule: SUPERLATIVES,
    suggestion: '去掉“最”，写具体的事实或数字',
  },
  {
    pattern: /第一(?![次时步批天个位件手季部节])/g,
    rule: SUPERLATIVES,
    suggestion: '写“很多邻居选择”之类可以核实的说法',
  },
  {
    pattern: /国家级|世界级|宇宙级|顶级|顶尖|极品|极致|至尊|王牌|冠军/g,
    rule: SUPERLATIVES,
    suggestion: '写具体的材料、工艺或标准',
  },
  {
    pattern: /唯一|独一无二|绝无仅有|史无前例|前所未有|万能|全能/g,
    rule: SUPERLATIVES,
    suggestion: '写清楚和别人不同在哪里',
  },
  { pattern: /(?:no\.?|top)\s?1(?!\d)/gi, rule: SUPERLATIVES, suggestion: '去掉排名，写可以核实的数字' },
  { pattern: /100\s?[%％]|百分之百|百分百/g, rule: FALSE_CLAIMS, suggestion: '写检测结果或质保年限' },
  { pattern: /绝对|永久|永不|终身不坏|零风险|无风险/g, rule: FALSE_CLAIMS, suggestion: '写质保年限和售后办法' },
  { pattern: /根治|彻底解决|一劳永逸|包治百病|无效退款/g, rule: FALSE_CLAIMS, suggestion: '写“按规范施工，质保N年”' },
  { pattern: /零甲醛|0甲醛|无甲醛/g, rule: FALSE_CLAIMS, suggestion: '写检测标准，如“E0级板材”' },
  { pattern: /国家机关|政府推荐|领导人|特供|专供|国家免检/g, rule: STATE_ORGANS, suggestion: '去掉机关名义' },
  { pattern: /保证升值|稳赚|保本|保收益|必涨/g, rule: RETURNS, suggestion: '去掉对收益的承诺' },
  { pattern: /治疗|治愈|疗效|抗癌|防癌|降血压|降血糖/g, rule: MEDICAL, suggestion: '只说产品本身，不说治病' },
];

export interface BannedHit {
  readonly phrase: string;
  readonly rule: string;
  readonly suggestion: string;
}

/** The banned words in a text, in reading order; of overlapping ones the longest that begins first. */
export function bannedWordsIn(text: string): BannedHit[] {
  const found = BANNED.flatMap(({ pattern, rule, suggestion }) =>
    [...text.matchAll(pattern)].map((match) => ({ at: match.index, phrase: match[0], rule, suggestion })),
  ).toSorted((a, b) => a.at - b.at || b.phrase.length - a.phrase.length);
  const hits: BannedHit[] = [];
  let end = 0;
  for (const { at, ...hit } of found) {
    if (at < end) continue;
    hits.push(hit);
    end = at + hit.phrase.length;
  }
  return hits;
}

/** Material that advertising law does not allow; every phrase is a fault with what to write instead. */
export class BannedWords extends Refusal {
  constructor(hits: readonly (BannedHit & { readonly field: string })[]) {
    const [first] = hits;
    super(
      'play-banned-words',
      'invalid',
      { phrase: first?.phrase ?? '', suggestion: first?.suggestion ?? '', rule: first?.rule ?? '' },
      {
        faults: hits.map(({ field, phrase, rule, suggestion }) => ({
          path: field,
          message: `“${phrase}”不能用：${suggestion}（${rule}）`,
        })),
      },
    );
  }
}

/** Refuses texts with banned words; keys name the fields. @throws BannedWords */
export function refuseBannedWords(texts: Readonly<Record<string, string>>): void {
  const hits = Object.entries(texts).flatMap(([field, text]) => bannedWordsIn(text).map((hit) => ({ ...hit, field })));
  if (hits.length > 0) throw new BannedWords(hits);
}
