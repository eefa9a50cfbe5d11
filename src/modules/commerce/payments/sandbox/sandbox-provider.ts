import { MINUTE } from '#kernel/time';
import { NoticeRefused, type PaymentProvider } from '../payment-port.ts';
import { sandboxBills } from './sandbox-bills.ts';
import { acceptRefund, closeTrade, merchantSecretOf, secretOfKey } from './sandbox-house.ts';
import { readBody } from './sandbox-notice.ts';
import { HEADERS, isSigned } from './sandbox-signature.ts';
import { refundsOfTrade, tradeByNumber } from './sandbox-store.ts';
import { writeToken } from './sandbox-token.ts';
import { standingOf } from './sandbox-trade.ts';

const CLOCK_TOLERANCE_MS = 5 * MINUTE;

/**
 * Our side of the sandbox: asks it as one asks a real provider, and verifies what it sends. Money is not real.
 */
export const sandboxProvider: PaymentProvider = {
  code: 'sandbox',
  name: '沙箱支付',
  sandbox: true,
  clockToleranceMs: CLOCK_TOLERANCE_MS,
  noticeAnswer: { type: 'application/json; charset=utf-8', body: '{"code":"SUCCESS"}' },
  bills: sandboxBills,
  cashier: 'local',
  ready: merchantSecretOf,

  create: async (ctx, asked) => {
    const token = writeToken(await merchantSecretOf(ctx), asked);
    return { cashierUrl: `${ctx.services.settings.publicUrl}/my/sandbox-cashier/${token}` };
  },

  readNotice: async (ctx, raw, headers) => {
    const said = (name: string): string => {
      const value = headers[name];
      return typeof value === 'string' ? value : '';
    };
    const secret = await secretOfKey(ctx, said(HEADERS.serial).slice(0, 40));
    if (secret === undefined) throw new NoticeRefused('serial');
    const timestamp = said(HEADERS.timestamp);
    const signed = { timestamp, nonce: said(HEADERS.nonce), signature: said(HEADERS.signature) };
    if (!isSigned(secret, raw, signed)) throw new NoticeRefused('signature');
    const apart = Math.abs(Number(timestamp) * 1_000 - ctx.clock.now().getTime());
    // Also refuses what is no number.
    if (!(apart <= CLOCK_TOLERANCE_MS)) throw new NoticeRefused('timestamp');
    return readBody(raw);
  },

  query: async (ctx, paymentNumber) => {
    const trade = await tradeByNumber(ctx.db, paymentNumber);
    if (trade === undefined) return { state: 'closed' };
    const { paidAt, tradeNumber } = trade;
    if (paidAt !== null && tradeNumber !== null) {
      return { state: 'paid', receipt: { amountFen: trade.paidFen, providerTrade: tradeNumber, paidAt } };
    }
    return { state: standingOf(trade, ctx.clock.now()) === 'open' ? 'unpaid' : 'closed' };
  },

  close: closeTrade,

  refund: acceptRefund,

  queryRefund: async (ctx, { paymentNumber, refundNumber }) => {
    const refund = (await refundsOfTrade(ctx.db, paymentNumber)).find((each) => each.refundNumber === refundNumber);
    if (refund === undefined) return { state: 'unknown' };
    if (refund.state === 'accepted' || refund.finishedAt === null) return { state: 'processing' };
    return { state: refund.state, finishedAt: refund.finishedAt };
  },
};
