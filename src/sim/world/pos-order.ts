import { csvLine } from '#kernel/csv';
import { integerBetween, pick, pickWeighted, type Random } from '#kernel/random';
import { MINUTE } from '#kernel/time';
import type { WorldDay } from './calendar.ts';
import { happens, poisson } from './chance.ts';
import { shelfOf, type Good } from './goods.ts';
import type { Streams, WorldOptions } from './options.ts';
import type { CommunityPlan } from './plan.ts';
import { householdsOf, type Household, type Resident } from './resident.ts';
import type { DailyWeather } from './weather.ts';

export interface PosLine {
  readonly good: Good;
  readonly quantity: number;
}

export interface PosOrder {
  readonly orderNumber: string;
  readonly at: Date;
  readonly storeCode: string;
  readonly communityCode: string;
  /** Who showed a phone or card at the till; null for the anonymous. */
  readonly buyer: Resident | null;
  readonly lines: readonly PosLine[];
}

/** The columns of a till's export: one line for each item of a receipt. */
export const POS_HEADER = [
  '小票号',
  '下单时间',
  '门店编码',
  '小区编码',
  '会员手机号',
  '会员卡号',
  '会员姓名',
  '商品编码',
  '商品名称',
  '品类',
  '数量',
  '单价',
  '金额',
] as const;

/** Home furnishing is one receipt in six and most of the money. */
const HOME_SHARE = 1 / 6;
const ANONYMOUS = 0.12;

interface Place {
  readonly community: CommunityPlan;
  readonly storeCodes: readonly string[];
  readonly weather: ReadonlyMap<string, DailyWeather>;
}

/**
 * The receipts of one community on the given days, in order of time. Households are made once for the call and kept for
 * it; chance runs by community and day, so that any day can be made again on its own.
 */
export function* ordersOf(
  { community, storeCodes, weather }: Place,
  days: readonly WorldDay[],
  options: WorldOptions,
  streams: Streams,
): Generator<PosOrder> {
  const households = [...householdsOf(community, options.until, streams)];
  const weights = cumulative(households.map((each) => each.appetite));
  const daily = (households.length * options.ordersPerHouseholdMonth * community.spending) / 30.4;
  for (const day of days) {
    const random = streams(`orders/${community.code}/${day.day}`);
    const wet = (weather.get(day.day)?.rain ?? 0) > 10 ? 0.8 : 1;
    const kinds = [
      ...Array.from({ length: poisson(random, daily * (1 - HOME_SHARE) * day.fresh * wet) }, () => 'fresh' as const),
      ...Array.from({ length: poisson(random, daily * HOME_SHARE * day.home * wet) }, () => 'home' as const),
    ];
    const timed = kinds.map((kind) => ({ kind, minute: minuteOf(random) })).toSorted((a, b) => a.minute - b.minute);
    for (const [at, { kind, minute }] of timed.entries()) {
      const household = households[indexAt(weights, random.next())]!;
      yield {
        orderNumber: `${community.code}-${day.day.replaceAll('-', '')}-${String(at + 1).padStart(3, '0')}`,
        at: new Date(day.start.getTime() + minute * MINUTE),
        storeCode: pick(random, storeCodes),
        communityCode: community.code,
        buyer: buyerOf(random, household),
        lines: basket(random, kind, day.month),
      };
    }
  }
}

/** One receipt as a household of the community would cause it now. The live world uses it. */
export function rungUp(
  random: Random,
  households: readonly Household[],
  storeCodes: readonly string[],
  day: WorldDay,
): Pick<PosOrder, 'storeCode' | 'buyer' | 'lines'> {
  const weights = cumulative(households.map((each) => each.appetite));
  const home = HOME_SHARE * day.home;
  const kind = happens(random, home / (home + (1 - HOME_SHARE) * day.fresh)) ? 'home' : 'fresh';
  return {
    storeCode: pick(random, storeCodes),
    buyer: buyerOf(random, households[indexAt(weights, random.next())]!),
    lines: basket(random, kind, day.month),
  };
}

function cumulative(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}

/** The first index whose cumulated weight is above the share of the whole: bisection. */
function indexAt(cumulated: readonly number[], share: number): number {
  const wanted = share * (cumulated.at(-1) ?? 0);
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulated[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Mornings before lunch and the hours after work: weights of the hours of a day. */
export const BUYING_HOURS: readonly (readonly [hour: number, weight: number])[] = [
  [8, 2],
  [9, 4],
  [10, 4],
  [11, 2],
  [14, 1],
  [15, 2],
  [16, 3],
  [17, 5],
  [18, 5],
  [19, 4],
  [20, 2],
];

function minuteOf(random: Random): number {
  const hour = pickWeighted(random, BUYING_HOURS);
  return hour * 60 + integerBetween(random, 0, 59);
}

function buyerOf(random: Random, household: Household): Resident | null {
  if (happens(random, ANONYMOUS)) return null;
  const grown = household.members.filter((member) => member.phone !== null);
  return grown.length === 0 ? null : pick(random, grown);
}

function basket(random: Random, kind: Good['kind'], month: number): PosLine[] {
  const shelf = shelfOf(kind, month);
  const size =
    kind === 'home'
      ? integerBetween(random, 1, 2)
      : pickWeighted(random, [
          [1, 4],
          [2, 4],
          [3, 3],
          [4, 2],
          [5, 1],
        ]);
  const goods = new Set<Good>();
  for (let draw = 0; draw < size; draw++) goods.add(pickWeighted(random, shelf));
  return [...goods].map((good) => ({ good, quantity: kind === 'fresh' && happens(random, 0.2) ? 2 : 1 }));
}

const yuan = (fen: number): string => (fen / 100).toFixed(2);

/** `2026-03-08 18:20:00`, Beijing time, as tills write it. */
export function tillTime(at: Date): string {
  return new Date(at.getTime() + 8 * 60 * MINUTE).toISOString().slice(0, 19).replace('T', ' ');
}

/** The lines of a receipt in the till's export. */
export function posLines(order: PosOrder): string[] {
  const { buyer } = order;
  return order.lines.map(({ good, quantity }) =>
    csvLine([
      order.orderNumber,
      tillTime(order.at),
      order.storeCode,
      order.communityCode,
      buyer?.phone,
      buyer?.memberCard,
      buyer?.name,
      good.code,
      good.name,
      good.category,
      quantity,
      yuan(good.priceFen),
      yuan(good.priceFen * quantity),
    ]),
  );
}
