/** Why a forecast is what it is, in families of features: each is a sentence that a buyer understands. */
export const REASONS = {
  level: '一般一天卖这么多',
  recent: '最近的销量',
  weekday: '星期几',
  discount: '折扣',
  activity: '活动',
  holiday: '节假日',
  weather: '天气',
  shortage: '前几天缺过货',
  similar: '同类和本店的走势',
  item: '商品和门店本身',
} as const;
export type ReasonFamily = keyof typeof REASONS;

/** A family, and by how many units it moves the forecast. */
export interface ForecastReason {
  readonly family: ReasonFamily;
  readonly units: number;
}

const FAMILIES: readonly (readonly [RegExp, ReasonFamily])[] = [
  [/^discount/, 'discount'],
  [/^activity/, 'activity'],
  [/festival|day off|days off/, 'holiday'],
  [/^(rain|lowest|highest|humidity)$/, 'weather'],
  [/out of stock/, 'shortage'],
  [/: /, 'similar'],
  [/weekday|weekend|weeks before/, 'weekday'],
  [/^(sold|mean|deviation|most)/, 'recent'],
];

/** The family of a feature by its name in the engine. */
export const familyOf = (feature: string): ReasonFamily =>
  FAMILIES.find(([pattern]) => pattern.test(feature))?.[1] ?? 'item';

const SHOWN = 3;
/** Less than so much of a unit is not worth a word. */
const LEAST = 0.05;

/** Contributions of features, added up by family, the strongest first. */
export function reasonsOf(features: readonly string[], byFeature: ArrayLike<number>): ForecastReason[] {
  const sums = new Map<ReasonFamily, number>();
  for (const [at, name] of features.entries()) {
    const family = familyOf(name);
    sums.set(family, (sums.get(family) ?? 0) + byFeature[at]!);
  }
  return [...sums]
    .map(([family, units]) => ({ family, units: Math.round(units * 100) / 100 }))
    .filter(({ units }) => Math.abs(units) >= LEAST)
    .toSorted((a, b) => Math.abs(b.units) - Math.abs(a.units))
    .slice(0, SHOWN);
}
