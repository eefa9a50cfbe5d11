import type { CityId, CustomerKey, Id } from '#kernel/ids';

export type LotId = Id<'PointLot'>;
export type MemberId = Id<'Member'>;
export type VoucherId = Id<'Voucher'>;

export const POINT_MOVES = {
  earned: '订单得分',
  reversed: '退款扣回',
  redeemed: '兑换',
  given_back: '退还',
  expired: '到期',
  adjusted: '人工调整',
} as const;
export type PointMoveKind = keyof typeof POINT_MOVES;

/** Points that came together and run out together. */
export interface Lot {
  readonly lotId: LotId;
  /** Where they came from: the ledger books what becomes of them there. */
  readonly cityId: CityId;
  readonly source: 'order' | 'adjusted' | 'given_back';
  readonly orderId: Id<'Order'> | null;
  readonly points: number;
  readonly left: number;
  readonly expired: number;
  readonly earnedAt: Date;
  readonly expiresAt: Date;
}

/**
 * The points of a member. `balance` is what the lots have left, less `debt`: points that a refund took back after they
 * had been spent. While there is a debt nothing is left, since whatever comes pays it first.
 */
export interface Wallet {
  readonly customerKey: CustomerKey;
  readonly balance: number;
  readonly debt: number;
  /** With points left, and those that are asked about. */
  readonly lots: readonly Lot[];
}

/** Points taken from a lot. */
export interface LotUse {
  readonly lotId: LotId;
  readonly points: number;
}

export type NewLot = Omit<Lot, 'left' | 'expired'>;

const sum = (uses: readonly LotUse[]): number => uses.reduce((total, use) => total + use.points, 0);

/** What runs out first is spent first; of what runs out together, what came first. */
const firstOut = (a: Lot, b: Lot): number =>
  a.expiresAt.getTime() - b.expiresAt.getTime() || (a.lotId < b.lotId ? -1 : 1);

/** Which lots points are taken from, as far as they go; those of `first` before all others. */
function usesOf(lots: readonly Lot[], points: number, first: (lot: Lot) => boolean = () => false): LotUse[] {
  const uses: LotUse[] = [];
  let open = points;
  for (const lot of lots.toSorted((a, b) => Number(first(b)) - Number(first(a)) || firstOut(a, b))) {
    const taken = Math.min(open, lot.left);
    if (taken > 0) uses.push({ lotId: lot.lotId, points: taken });
    open -= taken;
  }
  return uses;
}

/** Lots with points added (`sign` 1) or taken away. */
function changed(lots: readonly Lot[], uses: readonly LotUse[], sign: 1 | -1): Lot[] {
  const by = new Map(uses.map((use) => [use.lotId, use.points]));
  return lots.map((lot) => ({ ...lot, left: lot.left + sign * (by.get(lot.lotId) ?? 0) }));
}

/** What came pays the debt first. */
function settled(wallet: Wallet): Wallet {
  if (wallet.debt === 0) return wallet;
  const uses = usesOf(wallet.lots, wallet.debt);
  return { ...wallet, debt: wallet.debt - sum(uses), lots: changed(wallet.lots, uses, -1) };
}

/** Points come as a lot of their own. */
export function earn(wallet: Wallet, lot: NewLot): Wallet {
  const lots = [...wallet.lots, { ...lot, left: lot.points, expired: 0 }];
  return settled({ ...wallet, balance: wallet.balance + lot.points, lots });
}

/**
 * Takes points of an order back: from its own lot, then from what runs out first; what was spent already stays as a
 * debt, and the balance may go below zero. Never more than the order earned, less what was taken back `before` and what
 * ran out of it: that is gone already.
 */
export function reverse(
  wallet: Wallet,
  orderId: Id<'Order'>,
  points: number,
  before: number,
): { wallet: Wallet; points: number } {
  const own = (lot: Lot): boolean => lot.orderId === orderId;
  const gone = wallet.lots.filter(own).reduce((total, lot) => total + lot.expired, 0);
  const issued = wallet.lots.filter(own).reduce((total, lot) => total + lot.points, 0);
  const taken = Math.max(0, Math.min(points, issued - gone - before));
  const uses = usesOf(wallet.lots, taken, own);
  return {
    points: taken,
    wallet: {
      ...wallet,
      balance: wallet.balance - taken,
      debt: wallet.debt + taken - sum(uses),
      lots: changed(wallet.lots, uses, -1),
    },
  };
}

/** Spends points; undefined when there are not so many. */
export function spend(wallet: Wallet, points: number): { wallet: Wallet; uses: LotUse[] } | undefined {
  if (wallet.balance < points) return undefined;
  const uses = usesOf(wallet.lots, points);
  return { uses, wallet: { ...wallet, balance: wallet.balance - points, lots: changed(wallet.lots, uses, -1) } };
}

/** Points go back to the lots from which they were spent, those that are over too: what is over runs out again. */
export function giveBack(wallet: Wallet, uses: readonly LotUse[]): Wallet {
  return settled({ ...wallet, balance: wallet.balance + sum(uses), lots: changed(wallet.lots, uses, 1) });
}

/** What ran out by now, a lot at a time. */
export function expire(wallet: Wallet, now: Date): { wallet: Wallet; gone: { lot: Lot; points: number }[] } {
  const over = wallet.lots.filter((lot) => lot.left > 0 && lot.expiresAt <= now).toSorted(firstOut);
  const gone = over.map((lot) => ({ lot, points: lot.left }));
  const lots = wallet.lots.map((lot) =>
    over.includes(lot) ? { ...lot, left: 0, expired: lot.expired + lot.left } : lot,
  );
  return {
    gone,
    wallet: { ...wallet, balance: wallet.balance - gone.reduce((total, { points }) => total + points, 0), lots },
  };
}
