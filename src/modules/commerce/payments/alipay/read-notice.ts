import { z } from 'zod';
import { HOUR } from '#kernel/time';
import type { Context } from '#platform/context';
import { fenOf, momentOf } from '../bills/cells.ts';
import { NoticeRefused, type VerifiedNotice } from '../payment-port.ts';
import { fromAlipay, type AlipayClient } from './alipay-client.ts';
import { isNoticeSigned } from './alipay-signature.ts';

/** A notice that is not answered is sent again for 25 hours, with the time of its first sending. */
export const CLOCK_TOLERANCE_MS = 26 * HOUR;

const number = z.string().min(1).max(64);
const yuan = z.string().regex(/^\d{1,12}(\.\d{1,2})?$/);
const moment = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);

/** The parameters that are read (opendocs.alipay.com/open/203/105286, 异步通知说明). */
const tradeNotice = z.object({
  notify_id: z.string().min(1).max(128),
  notify_time: moment,
  app_id: z.string(),
  seller_id: z.string().optional(),
  charset: z.string().optional(),
  out_trade_no: number,
  trade_no: number,
  trade_status: z.enum(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED']),
  total_amount: yuan,
  gmt_payment: moment.optional(),
  gmt_refund: moment.optional(),
  /** Of all refunds so far. */
  refund_fee: yuan.optional(),
  /** Our number of the refund that is told of. */
  out_biz_no: number.optional(),
});
type TradeNotice = z.output<typeof tradeNotice>;

/**
 * A notice of Alipay: a form whose parameters are signed. A refund comes as a notice of its trade with `refund_fee`, and a
 * trade that was sent back whole as TRADE_CLOSED. Throws NoticeRefused.
 */
export function readNotice(ctx: Context, client: AlipayClient, raw: Uint8Array): VerifiedNotice {
  const form = new URLSearchParams(Buffer.from(raw).toString('utf8'));
  if (!isNoticeSigned(client.publicKeys, form)) throw new NoticeRefused('signature');
  const parsed = tradeNotice.safeParse(Object.fromEntries(form));
  if (!parsed.success || (parsed.data.charset ?? 'utf-8').toLowerCase() !== 'utf-8') {
    throw new NoticeRefused('malformed');
  }
  const told = parsed.data;
  const { appId, sellerId } = client.settings;
  if (told.app_id !== appId || (told.seller_id ?? sellerId) !== sellerId) throw new NoticeRefused('addressee');
  const apart = Math.abs(momentOf(told.notify_time, 0).getTime() - ctx.clock.now().getTime());
  if (apart > CLOCK_TOLERANCE_MS) throw new NoticeRefused('timestamp');
  return noticeOf(told);
}

function noticeOf(told: TradeNotice): VerifiedNotice {
  const { notify_id: noticeId } = told;
  const paymentNumber = fromAlipay(told.out_trade_no);
  if (told.refund_fee !== undefined && fenOf(told.refund_fee, 0) > 0) return refundOf(told, paymentNumber);
  // Created and not paid, or closed without having been paid: neither is money.
  if (told.trade_status === 'WAIT_BUYER_PAY' || told.trade_status === 'TRADE_CLOSED') {
    return { kind: 'nothing', noticeId, paymentNumber };
  }
  const paidAt = momentOf(told.gmt_payment ?? told.notify_time, 0);
  const amountFen = fenOf(told.total_amount, 0);
  return { kind: 'payment', noticeId, paymentNumber, receipt: { amountFen, providerTrade: told.trade_no, paidAt } };
}

/** The amount is the sum of all refunds of the trade, so it says nothing of this one. */
function refundOf(told: TradeNotice, paymentNumber: string): VerifiedNotice {
  const { notify_id: noticeId, out_biz_no: refund } = told;
  // Sent back by hand in Alipay's own console: the bill of the day tells of it.
  if (refund === undefined) return { kind: 'nothing', noticeId, paymentNumber };
  return {
    kind: 'refund',
    noticeId,
    paymentNumber,
    refundNumber: fromAlipay(refund),
    outcome: 'succeeded',
    amountFen: undefined,
    finishedAt: momentOf((told.gmt_refund ?? told.notify_time).slice(0, 19), 0),
  };
}
