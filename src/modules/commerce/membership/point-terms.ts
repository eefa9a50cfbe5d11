import { addDays, businessDay, DAY, dayInWords, startOfBusinessDay } from '#kernel/time';
import { fen, type Fen } from '#kernel/money';

/** One yuan of goods or services that are kept is one point; less than a yuan is none. */
const FEN_A_POINT = 100;

/** How long points can be spent, and when their owner is told that they run out. */
export interface PointTerms {
  readonly expiry:
    | { readonly kind: 'days'; readonly days: number }
    /** 0 is the end of the year in which they came. */
    | { readonly kind: 'year_end'; readonly yearsAhead: number };
  readonly remindDays: number;
}

export const DEFAULT_TERMS: PointTerms = { expiry: { kind: 'days', days: 365 }, remindDays: 30 };

export const pointsFor = (keptFen: Fen): number => Math.floor(keptFen / FEN_A_POINT);

/** What of an order counts: the goods that were kept, and no more than was paid and stayed with us. */
export function keptFenOf(order: {
  readonly channel: string;
  readonly goodsRestFen: number;
  readonly paidFen: number;
  readonly refundedFen: number;
}): Fen {
  // What a marketplace took never came to us.
  const stayed = order.channel === 'imported' ? Infinity : order.paidFen - order.refundedFen;
  return fen(Math.max(0, Math.min(order.goodsRestFen, stayed)));
}

/**
 * The moment at which points that come now can no longer be spent: the end of a month or year, so that what runs out
 * does so a few times a year and can be told.
 */
export function expiresAt({ expiry }: Pick<PointTerms, 'expiry'>, now: Date): Date {
  if (expiry.kind === 'year_end') {
    const year = Number(businessDay(now).slice(0, 4)) + expiry.yearsAhead;
    return startOfBusinessDay(`${year + 1}-01-01`);
  }
  const [year = 0, month = 0] = businessDay(addDays(now, expiry.days)).split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  return startOfBusinessDay(`${next}-01`);
}

/** The last day on which points can be spent, as `YYYY-MM-DD`. */
export const lastDay = (until: Date): string => businessDay(new Date(until.getTime() - 1));

export function termsInWords({ expiry, remindDays }: PointTerms): string {
  const until =
    expiry.kind === 'days'
      ? `到账满${expiry.days}天的那个月月底到期`
      : `到账${expiry.yearsAhead === 0 ? '当年' : expiry.yearsAhead === 1 ? '次年' : `后第${expiry.yearsAhead}年`}年底到期`;
  return `订单完成后每实付1元得1分，退款扣回；积分${until}，到期前${remindDays}天提醒`;
}

/** 「还有 120 分，其中 30 分 6月30日到期」 */
export function balanceInWords(
  balance: number,
  expiring: readonly { readonly points: number; readonly on: string }[],
  now: Date,
): string {
  if (balance < 0) return `积分是 ${balance} 分：退款扣回时已经花掉的，会从以后得的分里抵`;
  const [first] = expiring;
  if (first === undefined) return `有 ${balance} 分`;
  return `有 ${balance} 分，其中 ${first.points} 分 ${dayInWords(first.on, now)}到期`;
}

/** Levels and badges look back so far. */
export const yearBefore = (now: Date): Date => new Date(now.getTime() - 365 * DAY);
