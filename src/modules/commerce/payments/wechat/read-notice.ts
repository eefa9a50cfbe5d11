import { MINUTE, SECOND } from '#kernel/time';
import type { z } from 'zod';
import type { Context } from '#platform/context';
import { NoticeRefused, type Receipt, type VerifiedNotice } from '../payment-port.ts';
import { jsonOf } from '../provider-answer.ts';
import { saidOf, type WechatClient } from './wechat-client.ts';
import { notice as noticeShape, refundTold, transaction, type Transaction } from './wechat-shapes.ts';
import { isProbe, isSigned, unseal } from './wechat-signature.ts';

export const CLOCK_TOLERANCE_MS = 5 * MINUTE;
const CURRENCY = 'CNY';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * A notice of WeChat Pay, verified over its raw body with the key that it names, then unsealed (支付成功回调通知,
 * 退款结果回调通知). Probes with a wrong signature are refused like any other. Throws NoticeRefused; ProviderUnavailable
 * when the certificates are needed and cannot be had.
 */
export async function readNotice(
  ctx: Context,
  client: WechatClient,
  raw: Uint8Array,
  headers: Headers,
): Promise<VerifiedNotice> {
  await verify(ctx, client, raw, headers);
  const told = noticeShape.safeParse(jsonOf(Buffer.from(raw).toString('utf8')));
  if (!told.success) throw new NoticeRefused('malformed');
  const { id, event_type: event, resource, create_time: toldAt } = told.data;
  if (event !== 'TRANSACTION.SUCCESS' && !event.startsWith('REFUND.'))
    return { kind: 'nothing', noticeId: id, paymentNumber: '' };
  const text = unseal(client.settings.apiV3Key, resource);
  if (text === undefined) throw new NoticeRefused('malformed');
  return event === 'TRANSACTION.SUCCESS'
    ? paymentOf(client, id, text)
    : refundOf(client, { noticeId: id, toldAt }, text);
}

async function verify(ctx: Context, client: WechatClient, raw: Uint8Array, headers: Headers): Promise<void> {
  const said = saidOf((name) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  });
  if (isProbe(said)) throw new NoticeRefused('probe');
  const key = said.serial === '' ? undefined : await client.keys.find(ctx, said.serial);
  if (key === undefined) throw new NoticeRefused('serial');
  if (!isSigned(key, said, raw)) throw new NoticeRefused('signature');
  const apart = Math.abs(Number(said.timestamp) * SECOND - ctx.clock.now().getTime());
  // Also refuses what is no number.
  if (!(apart <= CLOCK_TOLERANCE_MS)) throw new NoticeRefused('timestamp');
}

function opened<T extends z.ZodType>(shape: T, text: string): z.output<T> {
  const parsed = shape.safeParse(jsonOf(text));
  if (!parsed.success) throw new NoticeRefused('malformed');
  return parsed.data;
}

function paymentOf(client: WechatClient, noticeId: string, text: string): VerifiedNotice {
  const told = opened(transaction, text);
  const { merchant, appid } = client.settings;
  if (told.mchid !== merchant.mchid || told.appid !== appid) throw new NoticeRefused('addressee');
  if (told.amount !== undefined && told.amount.currency !== CURRENCY) throw new NoticeRefused('currency');
  const receipt = receiptOf(told);
  if (told.trade_state !== 'SUCCESS' || receipt === undefined) throw new NoticeRefused('malformed');
  return { kind: 'payment', noticeId, paymentNumber: told.out_trade_no, receipt };
}

/** The money of a transaction that was paid; undefined where it lacks what a paid one has. */
export function receiptOf(told: Transaction): Receipt | undefined {
  const { transaction_id: providerTrade, success_time: paidAt, amount } = told;
  if (providerTrade === undefined || paidAt === undefined || amount?.currency !== CURRENCY) return undefined;
  // `total`, not what the payer paid of it: coupons of WeChat are settled to the merchant.
  return { amountFen: amount.total, providerTrade, paidAt };
}

function refundOf(
  client: WechatClient,
  { noticeId, toldAt }: { readonly noticeId: string; readonly toldAt: Date },
  text: string,
): VerifiedNotice {
  const told = opened(refundTold, text);
  if (told.mchid !== client.settings.merchant.mchid) throw new NoticeRefused('addressee');
  const { out_trade_no: paymentNumber, out_refund_no: refundNumber, refund_status: state } = told;
  // ABNORMAL: the bank did not take it, the money is with WeChat, and a person sends it another way there. It is not free.
  if (state === 'PROCESSING' || state === 'ABNORMAL') return { kind: 'nothing', noticeId, paymentNumber };
  return {
    kind: 'refund',
    noticeId,
    paymentNumber,
    refundNumber,
    outcome: state === 'SUCCESS' ? 'succeeded' : 'failed',
    amountFen: told.amount.refund,
    finishedAt: told.success_time ?? toldAt,
  };
}
