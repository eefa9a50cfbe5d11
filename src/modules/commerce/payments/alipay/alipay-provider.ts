import { z } from 'zod';
import type { Fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { fenOf, momentOf } from '../bills/cells.ts';
import {
  type PaymentAsked,
  type PaymentProvider,
  type PaymentStanding,
  ProviderUnavailable,
  RefusedByProvider,
  type RefundAsked,
  type RefundStanding,
} from '../payment-port.ts';
import { downloadOverHttp } from '../provider-answer.ts';
import { readAlipayBill } from './alipay-bill.ts';
import { beijing, CODE, toAlipay, type AlipayClient } from './alipay-client.ts';
import { CLOCK_TOLERANCE_MS, readNotice } from './read-notice.ts';

const yuanOf = (amount: Fen): string => (amount / 100).toFixed(2);

/** Alipay, by its documents (opendocs.alipay.com/open), without an SDK; keys, not certificates. */
export function alipayProvider(client: AlipayClient): PaymentProvider {
  return {
    code: CODE,
    name: '支付宝',
    sandbox: false,
    clockToleranceMs: CLOCK_TOLERANCE_MS,
    cashier: 'local',
    // That word and nothing else; anything else is sent again.
    noticeAnswer: { type: 'text/plain; charset=utf-8', body: 'success' },
    // Its pages do not open inside WeChat.
    serves: (kind) => kind !== 'wechat',
    isFresh: (_ctx, cashierUrl, { kind }) => methodOf(kind) === new URL(cashierUrl).searchParams.get('method'),
    bills: { fetch: (ctx, day) => fetchBill(ctx, client, day), read: readAlipayBill },
    keys: () =>
      Promise.resolve(
        client.settings.publicKeys.map(({ serial }) => ({ serial, owner: 'theirs' as const, endsAt: null })),
      ),
    readNotice: (ctx, raw) => Promise.resolve().then(() => readNotice(ctx, client, raw)),
    create: (ctx, asked) => Promise.resolve({ cashierUrl: cashierOf(ctx, client, asked) }),
    query: (ctx, paymentNumber) => query(ctx, client, paymentNumber),
    close: async (ctx, paymentNumber) => {
      const asked = { method: 'alipay.trade.close', content: { out_trade_no: toAlipay(paymentNumber) } };
      // Nobody opened the page yet: there is nothing to close, and the address ends with `time_expire`.
      await client.ask(ctx, asked, z.unknown()).catch(unless('ACQ.TRADE_NOT_EXIST'));
    },
    refund: (ctx, asked) => refund(ctx, client, asked),
    queryRefund: (ctx, asked) => queryRefund(ctx, client, asked),
  };
}

const methodOf = (kind: 'wechat' | 'mobile' | 'desktop'): string =>
  kind === 'desktop' ? 'alipay.trade.page.pay' : 'alipay.trade.wap.pay';

/** Passes over a refusal with this code: answers undefined for it. */
const unless =
  (code: string) =>
  (error: unknown): undefined => {
    if (!(error instanceof RefusedByProvider) || error.params['code'] !== code) throw error;
  };

/** The signed address of the cashier, for a phone (手机网站支付) or a desk (电脑网站支付). */
function cashierOf(ctx: Context, client: AlipayClient, asked: PaymentAsked): string {
  const method = methodOf(asked.client?.kind ?? 'desktop');
  return client.address(ctx, {
    method,
    more: { notify_url: asked.notifyUrl, return_url: asked.returnUrl },
    content: {
      out_trade_no: toAlipay(asked.paymentNumber),
      total_amount: yuanOf(asked.amountFen),
      subject: asked.description.slice(0, 256),
      product_code: method === 'alipay.trade.page.pay' ? 'FAST_INSTANT_TRADE_PAY' : 'QUICK_WAP_WAY',
      time_expire: beijing(asked.expiresAt),
      seller_id: client.settings.sellerId,
    },
  });
}

const trade = z.object({
  out_trade_no: z.string(),
  trade_no: z.string().min(1).max(64),
  trade_status: z.enum(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED']),
  total_amount: z.string(),
  send_pay_date: z.string().optional(),
});

/**
 * How a trade stands (alipay.trade.query). It begins when the page is opened: one that Alipay does not know can still be
 * paid. A closed one that has a time of payment was paid and sent back whole.
 */
async function query(ctx: Context, client: AlipayClient, paymentNumber: string): Promise<PaymentStanding> {
  const content = { out_trade_no: toAlipay(paymentNumber) };
  const told = await client
    .ask(ctx, { method: 'alipay.trade.query', content }, trade)
    .catch(unless('ACQ.TRADE_NOT_EXIST'));
  if (told === undefined || told.trade_status === 'WAIT_BUYER_PAY') return { state: 'unpaid' };
  if (told.out_trade_no !== content.out_trade_no) throw new ProviderUnavailable(CODE, 'another-order');
  if (told.trade_status === 'TRADE_CLOSED' && told.send_pay_date === undefined) return { state: 'closed' };
  const paidAt = told.send_pay_date === undefined ? ctx.clock.now() : momentOf(told.send_pay_date, 0);
  return { state: 'paid', receipt: { amountFen: fenOf(told.total_amount, 0), providerTrade: told.trade_no, paidAt } };
}

/**
 * Sends money back (alipay.trade.refund); the same request number never does so twice. `fund_change` is N where nothing
 * moved with this call, which is so for a repetition: then it is asked whether the refund is there.
 */
async function refund(ctx: Context, client: AlipayClient, asked: RefundAsked): Promise<void> {
  const content = {
    out_trade_no: toAlipay(asked.paymentNumber),
    out_request_no: toAlipay(asked.refundNumber),
    refund_amount: yuanOf(asked.amountFen),
  };
  const shape = z.object({ fund_change: z.string().optional() });
  const told = await client.ask(ctx, { method: 'alipay.trade.refund', content }, shape);
  if (told.fund_change === 'Y') return;
  const { state } = await queryRefund(ctx, client, asked);
  if (state !== 'succeeded') throw new ProviderUnavailable(CODE, 'refund-not-done');
}

/** How a refund stands (alipay.trade.fastpay.refund.query): done, or not known. */
async function queryRefund(
  ctx: Context,
  client: AlipayClient,
  asked: Pick<RefundAsked, 'paymentNumber' | 'refundNumber'>,
): Promise<RefundStanding> {
  const content = {
    out_trade_no: toAlipay(asked.paymentNumber),
    out_request_no: toAlipay(asked.refundNumber),
    query_options: ['gmt_refund_pay'],
  };
  const shape = z.object({
    out_request_no: z.string().optional(),
    refund_status: z.string().optional(),
    gmt_refund_pay: z.string().optional(),
  });
  const told = await client
    .ask(ctx, { method: 'alipay.trade.fastpay.refund.query', content }, shape)
    .catch(unless('ACQ.TRADE_NOT_EXIST'));
  if (told?.refund_status !== 'REFUND_SUCCESS' || told.out_request_no !== content.out_request_no) {
    return { state: 'unknown' };
  }
  const { gmt_refund_pay: at } = told;
  return { state: 'succeeded', finishedAt: at === undefined ? ctx.clock.now() : momentOf(at.slice(0, 19), 0) };
}

/**
 * The bill of a day, a zip (alipay.data.dataservice.bill.downloadurl.query); its address is good for 30 seconds. That of
 * trades: the account's (`signcustomer`) does not tell the numbers of refunds, and may be brought as a file.
 */
async function fetchBill(
  ctx: Context,
  client: AlipayClient,
  day: string,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const asked = {
    method: 'alipay.data.dataservice.bill.downloadurl.query',
    content: { bill_type: 'trade', bill_date: day },
  };
  const shape = z.object({ bill_download_url: z.url({ protocol: /^https?$/ }) });
  const place = await client.ask(ctx, asked, shape).catch((error: unknown) => {
    // Written in several ways: isp.bill_not_exist, BILL_NOT_EXIST.
    const { params } =
      error instanceof RefusedByProvider || error instanceof ProviderUnavailable ? error : { params: {} };
    if (/bill_not_exist/i.test(String((params as Record<string, unknown>)['code']))) return undefined;
    throw error;
  });
  return place === undefined ? undefined : downloadOverHttp(CODE, place.bill_download_url);
}
