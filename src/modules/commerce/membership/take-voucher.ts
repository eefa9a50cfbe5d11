import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { VoucherUsed } from '../events.ts';
import { memberFacts } from './member.ts';
import { memberOf } from './member-store.ts';
import { mayTake } from './voucher-place.ts';
import { moveVoucher, voucherByCode, voucherById } from './voucher-store.ts';
import {
  undoUntil,
  VoucherNotUndoable,
  voucherFacts,
  VoucherNotUsable,
  whyNotUsable,
  type Voucher,
} from './voucher.ts';
import type { VoucherId } from './wallet.ts';

/** The voucher of a code, if it is handed in to the reader: to look at before taking it. @throws NotFound */
export async function voucherToTake(ctx: Pick<Context, 'db' | 'scope'>, code: string): Promise<Voucher> {
  const found = await voucherByCode(ctx.db, code);
  if (found === undefined || !(await mayTake(ctx.db, ctx.scope, found))) throw new NotFound('voucher');
  return found;
}

/**
 * Whoever works where it is handed in takes a voucher by its code, once, and hands over what it is for.
 * @throws NotFound, VoucherNotUsable
 */
export async function takeVoucher(ctx: Context, input: { readonly code: string }): Promise<Voucher> {
  return ctx.transaction(async (tx) => {
    const found = await voucherByCode(tx.db, input.code);
    if (found === undefined || !(await mayTake(tx.db, ctx.scope, found))) throw new NotFound('voucher');
    const why = whyNotUsable(found, tx.now);
    if (why !== undefined) throw new VoucherNotUsable(why);
    const by = tx.actor.kind === 'user' ? tx.actor.userId : null;
    const used = await moveVoucher(tx.db, found, { to: 'used', at: tx.now, by });
    if (used === undefined) throw new VoucherNotUsable('刚刚有人核销了');
    await auditOf(tx, 'take-voucher', used);
    const member = await memberOf(tx.db, used.customerKey);
    if (member === undefined) throw new Error('a voucher without a member');
    await tx.announce([VoucherUsed(used.voucherId, { ...memberFacts(member), ...voucherFacts(used) })]);
    return used;
  });
}

/**
 * Undoes the taking of a voucher, by whoever took it and soon after.
 * @throws NotFound, VoucherNotUndoable
 */
export async function undoTakeVoucher(ctx: Context, input: { readonly voucherId: VoucherId }): Promise<Voucher> {
  return ctx.transaction(async (tx) => {
    const found = await voucherById(tx.db, input.voucherId);
    if (found === undefined || !(await mayTake(tx.db, ctx.scope, found))) throw new NotFound('voucher');
    const until = undoUntil(found);
    const own = tx.actor.kind === 'user' && tx.actor.userId === found.usedBy;
    if (until === null || until <= tx.now || !own) throw new VoucherNotUndoable();
    const live = await moveVoucher(tx.db, found, { to: 'live' });
    if (live === undefined) throw new VoucherNotUndoable();
    await auditOf(tx, 'undo-take-voucher', live);
    return live;
  });
}

const auditOf = (tx: Tx, action: string, { voucherId, rewardId, points }: Voucher): Promise<void> =>
  tx.audit({ action, subject: { kind: 'voucher', id: voucherId }, details: { rewardId, points } });
