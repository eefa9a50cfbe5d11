/** Something that the stores sell. */
export interface Good {
  readonly code: string;
  readonly name: string;
  readonly category: string;
  readonly kind: 'fresh' | 'home';
  readonly priceFen: number;
  /** How often it is taken, relative to the others of its kind. */
  readonly weight: number;
  /** Months in which it is taken three times as often; none for the whole year. */
  readonly months: readonly number[];
}

const SPRING = [3, 4, 5];
const SUMMER = [6, 7, 8];
const AUTUMN = [9, 10, 11];
const WINTER = [12, 1, 2];
const WET = [4, 5, 6, 7];
const ALL_YEAR: readonly number[] = [];

type Line = readonly [name: string, category: string, yuan: number, weight: number, months: readonly number[]];

const FRESH: readonly Line[] = [
  ['本地小青菜 500克', '蔬菜', 3.9, 9, ALL_YEAR],
  ['上海青 400克', '蔬菜', 3.5, 7, ALL_YEAR],
  ['番茄 500克', '蔬菜', 5.9, 9, ALL_YEAR],
  ['黄瓜 500克', '蔬菜', 4.6, 7, SUMMER],
  ['土豆 1千克', '蔬菜', 5.8, 7, ALL_YEAR],
  ['茭白 500克', '蔬菜', 9.9, 3, AUTUMN],
  ['春笋 500克', '蔬菜', 12.8, 3, SPRING],
  ['大白菜 1棵', '蔬菜', 6.9, 5, WINTER],
  ['西瓜 约4千克', '水果', 25.9, 5, SUMMER],
  ['水蜜桃 1千克', '水果', 29.9, 4, SUMMER],
  ['砀山梨 1.5千克', '水果', 16.9, 4, AUTUMN],
  ['红富士苹果 1.5千克', '水果', 22.9, 7, AUTUMN],
  ['砂糖橘 1.5千克', '水果', 19.9, 5, WINTER],
  ['草莓 500克', '水果', 32.8, 4, [1, 2, 3]],
  ['鲜牛奶 950毫升', '乳品', 15.8, 8, ALL_YEAR],
  ['酸奶 6杯', '乳品', 18.9, 5, ALL_YEAR],
  ['土鸡蛋 20枚', '蛋品', 29.8, 8, ALL_YEAR],
  ['黑猪肋排 500克', '肉禽', 46.8, 4, ALL_YEAR],
  ['猪腿肉 500克', '肉禽', 19.8, 6, ALL_YEAR],
  ['鸡腿 1千克', '肉禽', 24.9, 5, ALL_YEAR],
  ['鲈鱼 1条', '水产', 29.9, 4, ALL_YEAR],
  ['基围虾 500克', '水产', 49.9, 3, ALL_YEAR],
  ['大闸蟹 4只', '水产', 128, 2, [9, 10, 11]],
  ['五常大米 5千克', '粮油', 59.9, 4, ALL_YEAR],
  ['菜籽油 5升', '粮油', 79.9, 3, ALL_YEAR],
  ['手工水饺 1千克', '速食', 32.9, 4, WINTER],
  ['粽子礼盒', '速食', 68, 2, [5, 6]],
  ['月饼礼盒', '速食', 98, 2, [9]],
];

const HOME: readonly Line[] = [
  ['抽屉分隔收纳盒 4件', '收纳', 39, 8, ALL_YEAR],
  ['床底收纳箱 2只', '收纳', 69, 6, SPRING],
  ['玄关鞋柜 80厘米', '收纳', 899, 2, ALL_YEAR],
  ['除湿机 12升', '电器', 899, 3, WET],
  ['除湿袋 10包', '家清', 29.9, 8, WET],
  ['防霉除霉喷雾', '家清', 25.9, 7, WET],
  ['儿童升降学习桌', '儿童', 1_599, 2, [7, 8, 9]],
  ['儿童上下床', '儿童', 2_999, 1, [7, 8]],
  ['儿童护眼台灯', '儿童', 199, 4, [8, 9]],
  ['浴室防滑垫', '适老', 45, 6, ALL_YEAR],
  ['不锈钢安全扶手', '适老', 129, 4, ALL_YEAR],
  ['起夜感应灯 2只', '适老', 59, 5, ALL_YEAR],
  ['智能马桶盖', '卫浴', 1_399, 2, ALL_YEAR],
  ['增压花洒套装', '卫浴', 299, 4, ALL_YEAR],
  ['台盆龙头', '卫浴', 219, 3, ALL_YEAR],
  ['不锈钢水槽', '厨房', 599, 2, ALL_YEAR],
  ['吸油烟机', '厨房', 2_199, 1, [6, 11]],
  ['厨房置物架', '厨房', 129, 5, ALL_YEAR],
  ['全棉四件套', '家纺', 359, 5, AUTUMN],
  ['羽绒冬被', '家纺', 699, 3, [11, 12, 1]],
  ['凉席三件套', '家纺', 189, 4, SUMMER],
  ['遮光窗帘 2片', '家纺', 269, 4, ALL_YEAR],
  ['乳胶床垫 1.5米', '家具', 2_399, 1, ALL_YEAR],
  ['布艺沙发 三人位', '家具', 3_299, 1, [5, 6, 10, 11]],
  ['防水补漏胶', '维修', 39, 6, WET],
  ['墙面修补膏', '维修', 29, 6, ALL_YEAR],
  ['五孔插座 5只', '维修', 79, 4, ALL_YEAR],
  ['隔音密封条', '维修', 35, 4, ALL_YEAR],
];

const goodsOf = (kind: Good['kind'], prefix: string, lines: readonly Line[]): Good[] =>
  lines.map(([name, category, yuan, weight, months], at) => ({
    code: `${prefix}${String(at + 1).padStart(3, '0')}`,
    name,
    category,
    kind,
    priceFen: Math.round(yuan * 100),
    weight,
    months,
  }));

export const GOODS: readonly Good[] = [...goodsOf('fresh', 'F', FRESH), ...goodsOf('home', 'H', HOME)];

/** What is taken in a month, with its weights. */
export function shelfOf(kind: Good['kind'], month: number): (readonly [Good, number])[] {
  return GOODS.filter((good) => good.kind === kind).map((good) => [
    good,
    good.months.length > 0 && !good.months.includes(month) ? good.weight / 3 : good.weight,
  ]);
}
