import { pick, type Random } from '#kernel/random';

/**
 * Names of compounds in the manner of their years, put together by chance. A whole name may happen to exist somewhere;
 * none is taken from a list of real ones, and none is a brand.
 */
const FIRST = Array.from('澄桂栖云青望听沐锦梧栀松荷鹭月溪枕汀芷岚');
const SECOND = Array.from('语溪岚湖枫棠川屿禾荫陌泊霖竹苔汐谷庭桥');
const OLD_STREETS = [
  '东风',
  '红旗',
  '建新',
  '和平',
  '胜利',
  '向阳',
  '永安',
  '朝晖',
  '友谊',
  '新民',
  '育才',
  '光明',
  '团结',
  '长青',
];

const MANNERS: readonly { readonly until: number; readonly endings: readonly string[] }[] = [
  { until: 1999, endings: ['新村', '一村', '二村', '三村', '小区', '里'] },
  { until: 2009, endings: ['花园', '苑', '家园', '雅苑', '名苑', '公寓'] },
  { until: 2100, endings: ['府', '云庭', '江南', '上院', '和园', '雅筑', '华庭'] },
];

const PHASES = ['', '东区', '西区', '南区', '北区', '二期', '三期'];

/** A name for a compound of the year that is not in `taken`, which it is then added to. */
export function communityName(random: Random, builtYear: number, taken: Set<string>): string {
  const { endings } = MANNERS.find((each) => builtYear <= each.until) ?? MANNERS[1]!;
  for (let attempt = 0; ; attempt++) {
    const stem =
      builtYear <= 1999 && random.next() < 0.6 ? pick(random, OLD_STREETS) : pick(random, FIRST) + pick(random, SECOND);
    const phase = attempt < 3 ? '' : (PHASES[attempt % PHASES.length] ?? '');
    const number = attempt < 40 ? '' : String(attempt);
    const name = `${stem}${pick(random, endings)}${phase}${number}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
