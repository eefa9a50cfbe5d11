import { NotFound } from '#kernel/errors';
import type { CommunityId, CustomerKey, PickupPointId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { placeOfCommunity } from '../catalogue/read-shop.ts';
import { RewardRedeemed } from '../events.ts';
import { drawDigits } from '../orders/parcel.ts';
import { accountsOf } from './account-store.ts';
import { handInPlaces, type HandInPlace } from './hand-in-places.ts';
import { levelOf } from './level.ts';
import { memberFacts, withMove, type Account } from './member.ts';
import { memberOf, takePoints } from './member-store.ts';
import {
  isOpen,
  NotEnoughPoints,
  RewardLevelTooLow,
  RewardLimitReached,
  RewardNotOpen,
  RewardPlaceUnknown,
  RewardPriceChanged,
  RewardSoldOut,
  voucherTimes,
  type RewardId,
  type StockedReward,
} from './reward.ts';
import { rewardAt, takeReward } from './reward-store.ts';
import { membershipRules } from './rules-store.ts';
import type { SellingPlace } from '../prices/area-entry.ts';
import { insertCode, insertVoucher } from './voucher-store.ts';
import { voucherFacts, type Voucher } from './voucher.ts';
import { spend, type VoucherId } from './wallet.ts';
import { writePoints } from './write-points.ts';

export interface RedeemRewardInput {
  readonly rewardId: RewardId;
  readonly communityId: CommunityId;
  /** Null for the store that serves the community. */
  readonly pickupPointId: PickupPointId | null;
  /** What the customer saw that it costs. */
  readonly points: number;
}

/**
 * A member gets a voucher of a reward for points. Points and stock go by conditional updates in one transaction, the
 * stock last, since everybody who redeems the same reward waits for it.
 * @throws NotFound, RewardNotOpen, RewardPriceChanged, RewardPlaceUnknown, RewardLevelTooLow, NotEnoughPoints,
 * RewardLimitReached, RewardSoldOut
 */
export async function redeemReward(ctx: Context, input: RedeemRewardInput): Promise<Voucher> {
  const customerKey = ctx.scope.customer;
  if (customerKey === undefined) throw new NotFound('customer');
  return ctx.transaction(async (tx) => {
    const place = await placeOfCommunity(tx.db, input.communityId);
    const reward = await rewardAt(tx.db, input.rewardId, place, tx.now);
    if (reward === undefined) throw new NotFound('reward');
    checkOpen(reward, input, tx.now);
    const handedIn = (await handInPlaces(tx.db, reward, place)).find((it) => it.pickupPointId === input.pickupPointId);
    if (handedIn === undefined) throw new RewardPlaceUnknown();
    const account = await takeFrom(tx, customerKey, reward);
    const paid = spend(account.wallet, reward.points);
    // Taking them was conditional on having them.
    if (paid === undefined) throw new Error(`points of ${account.member.memberId} do not fit its lots`);
    const voucher = draftVoucher(tx, {
      reward,
      customerKey,
      place,
      handedIn,
      ...(await newCode(ctx, tx, customerKey)),
    });
    const { voucherId, rewardId, points } = voucher;
    const words = `兑换「${reward.title}」`;
    const move = { cityId: place.cityId, kind: 'redeemed', points: -points, voucherId, words, at: tx.now } as const;
    await writePoints(tx, [withMove(account, paid.wallet, move)]);
    if (!(await insertVoucher(tx.db, voucher, paid.uses, reward.perPersonLimit))) {
      throw new RewardLimitReached(reward.title, reward.perPersonLimit ?? 0);
    }
    const news = { ...memberFacts(account.member), ...voucherFacts(voucher) };
    await tx.announce([RewardRedeemed(voucherId, { ...news, validUntil: voucher.validUntil.toISOString() })]);
    if (!(await takeReward(tx.db, rewardId))) throw new RewardSoldOut(reward.title);
    return voucher;
  });
}

function checkOpen(reward: StockedReward, { points }: RedeemRewardInput, now: Date): void {
  if (!isOpen(reward, now)) throw new RewardNotOpen(reward.title);
  if (reward.points !== points) throw new RewardPriceChanged(reward.points);
  if (reward.taken >= reward.stock) throw new RewardSoldOut(reward.title);
}

/** The account of the member, from whose balance the points are gone already: nobody else changes it now. */
async function takeFrom(tx: Tx, customerKey: CustomerKey, reward: StockedReward): Promise<Account> {
  const member = await takePoints(tx.db, customerKey, reward.points);
  if (member === undefined) {
    throw new NotEnoughPoints(reward.points, (await memberOf(tx.db, customerKey))?.balance ?? 0);
  }
  if (member.level < reward.minLevel) {
    const { levels } = await membershipRules(tx.db);
    throw new RewardLevelTooLow(levelOf(levels.rules, reward.minLevel).name);
  }
  const whole = { ...member, balance: member.balance + reward.points };
  const account = (await accountsOf(tx.db, new Map([[customerKey, whole]]))).get(customerKey);
  if (account === undefined) throw new Error('the member is locked and has no account');
  return account;
}

interface Drafted {
  readonly reward: StockedReward;
  readonly customerKey: CustomerKey;
  readonly place: SellingPlace;
  readonly handedIn: HandInPlace;
  readonly voucherId: VoucherId;
  readonly code: string;
}

function draftVoucher(tx: Tx, { reward, customerKey, place, handedIn, voucherId, code }: Drafted): Voucher {
  const { rewardId, title, kind, points, takesPlaceAt } = reward;
  return {
    customerKey,
    voucherId,
    rewardId,
    title,
    kind,
    points,
    takesPlaceAt,
    code,
    cityId: place.cityId,
    communityId: place.communityId,
    storeId: handedIn.storeId,
    pickupPointId: handedIn.pickupPointId,
    placeName: handedIn.name,
    state: 'live',
    redeemedAt: tx.now,
    ...voucherTimes(reward, tx.now),
    usedAt: null,
    usedBy: null,
    cancelledAt: null,
    cancelledBy: null,
    cancelReason: null,
    revision: 1,
  };
}

/** An id with a code that was never given out; ten digits are hardly ever drawn twice. */
async function newCode(ctx: Context, tx: Tx, customerKey: CustomerKey): Promise<Pick<Drafted, 'voucherId' | 'code'>> {
  const voucherId = tx.newId<'Voucher'>();
  for (;;) {
    const code = drawDigits(ctx.random, 10);
    if (await insertCode(tx.db, { code, customerKey, voucherId })) return { voucherId, code };
  }
}
