import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import type { FileId } from '#platform/files';
import type { OwnVoucher, VoucherItem, VoucherToTake } from './member-contract.ts';
import { membersByKeys } from './member-list-store.ts';
import { imagesOfRewards } from './reward-store.ts';
import { REWARD_KINDS } from './reward.ts';
import {
  stateAt,
  undoUntil,
  VOUCHER_STATES,
  voucherInWords,
  whyNotCancellable,
  whyNotUsable,
  type Voucher,
} from './voucher.ts';

function factsJson(voucher: Voucher, now: Date) {
  const { voucherId, rewardId, title, kind, points, placeName } = voucher;
  const state = stateAt(voucher, now);
  return {
    voucherId,
    rewardId,
    title,
    kind,
    kindName: REWARD_KINDS[kind],
    points,
    state,
    stateName: VOUCHER_STATES[state],
    placeName,
    takesPlaceAt: voucher.takesPlaceAt?.toISOString() ?? null,
    redeemedAt: voucher.redeemedAt.toISOString(),
    validUntil: voucher.validUntil.toISOString(),
    usedAt: voucher.usedAt?.toISOString() ?? null,
  };
}

/** Vouchers as their owner sees them, with the code while it opens something. */
export async function describeOwnVouchers(ctx: Context, vouchers: readonly Voucher[]): Promise<OwnVoucher[]> {
  const images: ReadonlyMap<string, FileId | null> = await imagesOfRewards(
    ctx.db,
    vouchers.map((voucher) => voucher.rewardId),
  );
  const now = ctx.clock.now();
  return vouchers.map((voucher) => ({
    ...factsJson(voucher, now),
    imageId: images.get(voucher.rewardId) ?? null,
    code: stateAt(voucher, now) === 'live' ? voucher.code : null,
    cancelUntil: whyNotCancellable(voucher, now) === undefined ? voucher.cancelUntil.toISOString() : null,
    words: voucherInWords(voucher, now),
  }));
}

export async function describeOwnVoucher(ctx: Context, voucher: Voucher): Promise<OwnVoucher> {
  const [item] = await describeOwnVouchers(ctx, [voucher]);
  if (item === undefined) throw new NotFound('voucher');
  return item;
}

/** A voucher as whoever takes it sees it: what to hand over, and a masked name. */
export async function describeVoucherToTake(ctx: Context, voucher: Voucher): Promise<VoucherToTake> {
  const now = ctx.clock.now();
  const [item] = await describeVouchers(ctx, [voucher]);
  return {
    ...factsJson(voucher, now),
    customerName: item?.customerName ?? '',
    why: whyNotUsable(voucher, now) ?? null,
    undoUntil: undoUntil(voucher)?.toISOString() ?? null,
  };
}

/** Vouchers as staff see them: masked, and without their codes. */
export async function describeVouchers(ctx: Context, vouchers: readonly Voucher[]): Promise<VoucherItem[]> {
  if (vouchers.length === 0) return [];
  const keys = [...new Set(vouchers.map((voucher) => voucher.customerKey))];
  const members = await membersByKeys(ctx.db, keys);
  const personIds = [...members.values()].map((member) => member.personId);
  const people = await ctx.services.vault.masked(ctx.db, [...new Set(personIds)], ['name', 'phone']);
  const now = ctx.clock.now();
  return vouchers.map((voucher) => {
    const member = members.get(voucher.customerKey);
    if (member === undefined) throw new Error('a voucher without a member');
    const person = people.get(member.personId);
    return {
      ...factsJson(voucher, now),
      memberId: member.memberId,
      customerName: person?.name?.[0] ?? '',
      customerPhone: person?.phone?.[0] ?? '',
      cityId: voucher.cityId,
      communityId: voucher.communityId,
      storeId: voucher.storeId,
      cancelledAt: voucher.cancelledAt?.toISOString() ?? null,
      cancelReason: voucher.cancelReason,
    };
  });
}
