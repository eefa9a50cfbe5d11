import { NotFound } from '#kernel/errors';
import { addDays } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { VoucherCancelled } from '../events.ts';
import { accountsOf } from './account-store.ts';
import { withoutExpired } from './expire-points.ts';
import { memberFacts, withMove, type Account } from './member.ts';
import { lockMembers } from './member-store.ts';
import { returnReward } from './reward-store.ts';
import { membershipRules } from './rules-store.ts';
import { lotUsesOf, moveVoucher, ownVoucherOf, voucherById } from './voucher-store.ts';
import { mayTake } from './voucher-place.ts';
import {
  stateAt,
  VOUCHER_STATES,
  voucherFacts,
  VoucherNotCancellable,
  whyNotCancellable,
  type Voucher,
} from './voucher.ts';
import { earn, giveBack, type LotUse, type VoucherId, type Wallet } from './wallet.ts';
import { writePoints } from './write-points.ts';

/**
 * A customer gives a voucher back in its time: its points go to the lots from which they came. What of these ran out in
 * the meantime stays run out, and the statement says so.
 * @throws NotFound, VoucherNotCancellable
 */
export async function cancelOwnVoucher(ctx: Context, input: { readonly voucherId: VoucherId }): Promise<Voucher> {
  return ctx.transaction(async (tx) => {
    const found = await ownVoucherOf(tx.db, ctx.scope, input.voucherId);
    if (found === undefined) throw new NotFound('voucher');
    const why = whyNotCancellable(found, tx.now);
    if (why !== undefined) throw new VoucherNotCancellable(why);
    return cancel(tx, found, { by: 'customer', reason: null });
  });
}

/**
 * Staff call a voucher off, because what it is for cannot be had: all its points go back, and what ran out in the
 * meantime can be spent for as long as people are told before points run out.
 * @throws NotFound, VoucherNotCancellable
 */
export async function cancelVoucher(
  ctx: Context,
  input: { readonly voucherId: VoucherId; readonly reason: string },
): Promise<Voucher> {
  return ctx.transaction(async (tx) => {
    const found = await voucherById(tx.db, input.voucherId);
    if (found === undefined || !(await mayTake(tx.db, ctx.scope, found))) throw new NotFound('voucher');
    const state = stateAt(found, tx.now);
    if (state !== 'live') throw new VoucherNotCancellable(VOUCHER_STATES[state]);
    const { voucherId, points, rewardId } = found;
    await tx.audit({
      action: 'cancel-voucher',
      subject: { kind: 'voucher', id: voucherId },
      details: { points, rewardId, reason: input.reason },
    });
    return cancel(tx, found, { by: 'staff', reason: input.reason });
  });
}

interface Cancelling {
  readonly by: 'customer' | 'staff';
  readonly reason: string | null;
}

async function cancel(tx: Tx, voucher: Voucher, how: Cancelling): Promise<Voucher> {
  // The member before the voucher, as whoever redeems.
  const members = await lockMembers(tx.db, [voucher.customerKey]);
  const moved = await moveVoucher(tx.db, voucher, { to: 'cancelled', at: tx.now, ...how });
  if (moved === undefined) throw new VoucherNotCancellable('刚刚有变动');
  const uses = await lotUsesOf(tx.db, voucher);
  const account = (await accountsOf(tx.db, members, { lotIds: uses.map((use) => use.lotId) })).get(voucher.customerKey);
  if (account === undefined) throw new Error('a voucher without a member');
  const wallet = how.by === 'customer' ? giveBack(account.wallet, uses) : await makeGood(tx, account, uses, voucher);
  const { cityId, voucherId, points, rewardId, title } = voucher;
  const words = how.by === 'customer' ? `退掉「${title}」` : `「${title}」不能兑现，退还`;
  const back = withMove(account, wallet, { cityId, kind: 'given_back', points, voucherId, words, at: tx.now });
  await writePoints(tx, [withoutExpired(back, tx.now)]);
  await tx.announce([
    VoucherCancelled(voucherId, { ...memberFacts(account.member), ...voucherFacts(voucher), by: how.by }),
  ]);
  await returnReward(tx.db, rewardId);
  return moved;
}

/** The points go back to their lots; instead of what ran out there is a new lot. */
async function makeGood(tx: Tx, { wallet }: Account, uses: readonly LotUse[], voucher: Voucher): Promise<Wallet> {
  const over = new Set(wallet.lots.filter((lot) => lot.expiresAt <= tx.now).map((lot) => lot.lotId));
  const back = giveBack(
    wallet,
    uses.filter((use) => !over.has(use.lotId)),
  );
  const points = uses.filter((use) => over.has(use.lotId)).reduce((sum, use) => sum + use.points, 0);
  if (points === 0) return back;
  const terms = (await membershipRules(tx.db)).points.rules;
  return earn(back, {
    lotId: tx.newId<'PointLot'>(),
    cityId: voucher.cityId,
    source: 'given_back',
    orderId: null,
    points,
    earnedAt: tx.now,
    expiresAt: addDays(tx.now, terms.remindDays),
  });
}
