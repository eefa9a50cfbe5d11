import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import type { SandboxBehaviour } from './sandbox-contract.ts';
import { deliverNotices } from './deliver-notices.ts';
import type { NoticeBody } from './sandbox-notice.ts';
import { asSigned, merchantSecretOf, openTrade, tradeAsked } from './sandbox-house.ts';
import { insertNotice, releaseNotices, savePaid, tradeByNumber } from './sandbox-store.ts';
import { readToken } from './sandbox-token.ts';
import { SandboxTradeExpired, standingOf, taken, type SandboxTrade } from './sandbox-trade.ts';

/** The trade of a cashier's address. Throws NotFound, also where the sandbox is not to be used. */
export async function tradeByToken(ctx: Context, token: string): Promise<SandboxTrade> {
  if (ctx.services.settings.mode !== 'demo') throw new NotFound('sandbox-trade');
  const asked = readToken(await merchantSecretOf(ctx), token);
  if (asked === undefined) throw new NotFound('sandbox-trade');
  const fresh = tradeAsked(asked, ctx.clock.now());
  const trade = await tradeByNumber(ctx.db, asked.paymentNumber);
  return trade === undefined ? fresh : asSigned(trade, fresh);
}

/**
 * Somebody pays at the sandbox's cashier. The sandbox writes it into its own books and then sends its notice over HTTP,
 * as the behaviour says; paying again changes nothing. Throws NotFound, SandboxTradeExpired.
 */
export async function payTrade(
  ctx: Context,
  input: { readonly token: string; readonly behaviour: SandboxBehaviour },
): Promise<SandboxTrade> {
  const asked = await tradeByToken(ctx, input.token);
  const paid = await ctx.transaction(async (tx) => {
    const trade = await openTrade(tx, asked);
    const standing = standingOf(trade, tx.now);
    if (standing === 'expired') throw new SandboxTradeExpired();
    if (standing === 'paid') return trade;
    return take(tx, trade, input.behaviour);
  });
  await deliverNotices(ctx, asked.paymentNumber);
  return paid;
}

async function take(tx: Tx, trade: SandboxTrade, behaviour: SandboxBehaviour): Promise<SandboxTrade> {
  const tradeNumber = `SBX${tx.newId<'SandboxTrade'>().replaceAll('-', '')}`;
  const paidFen = taken(trade.amountFen, behaviour);
  const paid: SandboxTrade = {
    ...trade,
    paidFen,
    tradeNumber,
    paidAt: tx.now,
    refundsFail: behaviour === 'refund_fails',
  };
  await savePaid(tx.db, paid);
  if (behaviour === 'no_notice') return paid;
  const noticeId = tx.newId<'SandboxNotice'>();
  const body: NoticeBody = {
    id: noticeId,
    type: 'payment.succeeded',
    paymentNumber: trade.paymentNumber,
    tradeNumber,
    amountFen: paidFen,
    paidAt: tx.now.toISOString(),
  };
  await insertNotice(tx.db, {
    paymentNumber: trade.paymentNumber,
    noticeId,
    body: JSON.stringify(body),
    notifyUrl: trade.notifyUrl,
    copies: behaviour === 'duplicate_notice' ? 2 : 1,
    probe: behaviour === 'wrong_signature',
    keptBack: behaviour === 'late_notice',
    tries: 0,
    dueAt: tx.now,
  });
  return paid;
}

/** Lets a notice go that was kept back. Throws NotFound. */
export async function releaseNotice(ctx: Context, token: string): Promise<SandboxTrade> {
  const trade = await tradeByToken(ctx, token);
  await ctx.transaction((tx) => releaseNotices(tx.db, trade.paymentNumber, tx.now));
  await deliverNotices(ctx, trade.paymentNumber);
  return trade;
}
