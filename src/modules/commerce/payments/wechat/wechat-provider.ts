import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import {
  type PayerNaming,
  type PayingClient,
  type PaymentAsked,
  type PaymentProvider,
  type PaymentStanding,
  type ProviderKey,
  ProviderUnavailable,
  RefusedByProvider,
  type RefundStanding,
} from '../payment-port.ts';
import { inflated } from '../bills/inflated.ts';
import { CLOCK_TOLERANCE_MS, readNotice, receiptOf } from './read-notice.ts';
import { checked, readWechatBill } from './wechat-bill.ts';
import { CODE, madeNow, type WechatClient } from './wechat-client.ts';
import { billPlace, h5Order, nativeOrder, prepaid, refundAnswer, transaction } from './wechat-shapes.ts';
import { bridgeParams } from './wechat-signature.ts';

/** A cashier outside of WeChat can be opened for five minutes after it was asked for (H5下单). */
const H5_OPEN_MS = 5 * MINUTE;
const nothing = z.unknown();

/** `2026-06-06T10:30:00+08:00`, as WeChat wants moments. */
const beijing = (at: Date): string => `${new Date(at.getTime() + 8 * 60 * MINUTE).toISOString().slice(0, 19)}+08:00`;

const byNumber = (paymentNumber: string): string =>
  `/v3/pay/transactions/out-trade-no/${encodeURIComponent(paymentNumber)}`;

/** WeChat Pay v3, by its documents (pay.weixin.qq.com/doc/v3/merchant), without an SDK. */
export function wechatProvider(client: WechatClient, payer?: PayerNaming): PaymentProvider {
  return {
    code: CODE,
    name: '微信支付',
    sandbox: false,
    clockToleranceMs: CLOCK_TOLERANCE_MS,
    cashier: 'remote',
    payer,
    noticeAnswer: { type: 'application/json; charset=utf-8', body: '{"code":"SUCCESS","message":"成功"}' },
    isFresh: (ctx, cashierUrl, payingClient) => isFresh(ctx, cashierUrl, payingClient),
    form: (ctx, cashierUrl, returnUrl) => formOf(ctx, client, cashierUrl, returnUrl),
    bills: { fetch: (ctx, day) => fetchBill(ctx, client, day), read: readWechatBill(client.settings.merchant.mchid) },
    keys: (ctx) => keysOf(ctx, client),
    readNotice: (ctx, raw, headers) => readNotice(ctx, client, raw, headers),
    create: async (ctx, asked) => ({ cashierUrl: await openCashier(ctx, client, asked) }),
    query: (ctx, paymentNumber) => query(ctx, client, paymentNumber),
    close: async (ctx, paymentNumber) => {
      const body = { mchid: client.settings.merchant.mchid };
      await client
        .ask(ctx, { method: 'POST', path: `${byNumber(paymentNumber)}/close`, body }, nothing)
        .catch(unlessGone);
    },
    refund: async (ctx, { paymentNumber, refundNumber, amountFen, receivedFen, notifyUrl }) => {
      const body = {
        out_trade_no: paymentNumber,
        out_refund_no: refundNumber,
        notify_url: notifyUrl,
        amount: { refund: amountFen, total: receivedFen, currency: 'CNY' },
      };
      const answer = await client.ask(ctx, { method: 'POST', path: '/v3/refund/domestic/refunds', body }, refundAnswer);
      if (answer.out_refund_no !== refundNumber || answer.amount.refund !== amountFen) {
        throw new RefusedByProvider('ANOTHER_REFUND');
      }
    },
    queryRefund: (ctx, { refundNumber }) => queryRefund(ctx, client, refundNumber),
  };
}

/** What was never placed, or is closed, cannot be paid: that is what was asked for. */
function unlessGone(error: unknown): void {
  if (!(error instanceof RefusedByProvider) || !isGone(error)) throw error;
}

const isGone = ({ params }: RefusedByProvider): boolean =>
  ['ORDER_NOT_EXIST', 'RESOURCE_NOT_EXISTS', 'ORDER_CLOSED', 'ORDERCLOSED'].includes(String(params['code']));

/**
 * Places the order the way that fits where the customer sits: JSAPI inside WeChat, H5 in another browser of a phone,
 * Native at a desk. What is answered is kept with the payment: a prepaid id, an address with the moment until which it
 * opens, or the text of a QR code.
 */
async function openCashier(ctx: Context, client: WechatClient, asked: PaymentAsked): Promise<string> {
  const { appid, merchant } = client.settings;
  const order = {
    appid,
    mchid: merchant.mchid,
    description: asked.description.slice(0, 127),
    out_trade_no: asked.paymentNumber,
    time_expire: beijing(asked.expiresAt),
    notify_url: asked.notifyUrl,
    amount: { total: asked.amountFen, currency: 'CNY' },
  };
  const place = <T extends z.ZodType>(way: string, more: object, shape: T): Promise<z.output<T>> =>
    client.ask(ctx, { method: 'POST', path: `/v3/pay/transactions/${way}`, body: { ...order, ...more } }, shape);
  const { client: sits = { kind: 'desktop' } } = asked;
  switch (sits.kind) {
    case 'wechat':
      if (sits.openid === null) throw new RefusedByProvider('PAYER_UNKNOWN');
      return `jsapi:${(await place('jsapi', { payer: { openid: sits.openid } }, prepaid)).prepay_id}`;
    case 'mobile': {
      const scene = { scene_info: { payer_client_ip: sits.ip, h5_info: { type: 'Wap' } } };
      const { h5_url: url } = await place('h5', scene, h5Order);
      return `h5:${ctx.clock.now().getTime() + H5_OPEN_MS}:${url}`;
    }
    case 'desktop':
      return `native:${(await place('native', {}, nativeOrder)).code_url}`;
  }
}

type Cashier =
  | { readonly way: 'jsapi' | 'native'; readonly value: string }
  | { readonly way: 'h5'; readonly value: string; readonly until: number };

function cashierOf(kept: string): Cashier {
  const [, way = '', value = ''] = /^(jsapi|h5|native):(.*)$/s.exec(kept) ?? [];
  if (way !== 'h5') return { way: way === 'jsapi' ? 'jsapi' : 'native', value };
  const colon = value.indexOf(':');
  return { way, until: Number(value.slice(0, colon)), value: value.slice(colon + 1) };
}

const WAYS: Readonly<Record<PayingClient['kind'], Cashier['way']>> = {
  wechat: 'jsapi',
  mobile: 'h5',
  desktop: 'native',
};

function isFresh(ctx: Context, kept: string, { kind }: PayingClient): boolean {
  const cashier = cashierOf(kept);
  if (cashier.way !== WAYS[kind]) return false;
  return cashier.way !== 'h5' || cashier.until > ctx.clock.now().getTime();
}

function formOf(
  ctx: Context,
  { settings }: WechatClient,
  kept: string,
  returnUrl: string,
): ReturnType<NonNullable<PaymentProvider['form']>> {
  const { way, value } = cashierOf(kept);
  switch (way) {
    case 'jsapi':
      return { kind: 'wechat', params: bridgeParams(settings.merchant, settings.appid, value, madeNow(ctx)) };
    case 'h5': {
      const url = new URL(value);
      url.searchParams.set('redirect_url', returnUrl);
      return { kind: 'redirect', url: url.href };
    }
    case 'native':
      return { kind: 'qr', text: value };
  }
}

/** How an order stands (查询订单). One that was paid and sent back in part is paid. */
async function query(ctx: Context, client: WechatClient, paymentNumber: string): Promise<PaymentStanding> {
  const { appid, merchant } = client.settings;
  const path = `${byNumber(paymentNumber)}?mchid=${merchant.mchid}`;
  const told = await client.ask(ctx, { method: 'GET', path }, transaction).catch((error: unknown) => {
    unlessGone(error);
    return undefined;
  });
  if (told === undefined) return { state: 'closed' };
  const isOurs = told.mchid === merchant.mchid && told.appid === appid && told.out_trade_no === paymentNumber;
  if (!isOurs) throw new ProviderUnavailable(CODE, 'another-order');
  switch (told.trade_state) {
    case 'SUCCESS':
    case 'REFUND': {
      const receipt = receiptOf(told);
      if (receipt === undefined) throw new ProviderUnavailable(CODE, 'answer-shape');
      return { state: 'paid', receipt };
    }
    case 'NOTPAY':
    case 'USERPAYING':
    case 'PAYERROR':
      return { state: 'unpaid' };
    case 'CLOSED':
    case 'REVOKED':
      return { state: 'closed' };
  }
}

async function queryRefund(ctx: Context, client: WechatClient, refundNumber: string): Promise<RefundStanding> {
  const path = `/v3/refund/domestic/refunds/${encodeURIComponent(refundNumber)}`;
  const told = await client.ask(ctx, { method: 'GET', path }, refundAnswer).catch((error: unknown) => {
    unlessGone(error);
    return undefined;
  });
  if (told === undefined || told.out_refund_no !== refundNumber) return { state: 'unknown' };
  // ABNORMAL is not over: see the notice of a refund.
  if (told.status === 'PROCESSING' || told.status === 'ABNORMAL') return { state: 'processing' };
  return {
    state: told.status === 'SUCCESS' ? 'succeeded' : 'failed',
    finishedAt: told.success_time ?? ctx.clock.now(),
  };
}

/** The bill of a day (申请交易账单), unpacked; what it hashes to is compared at its end. */
async function fetchBill(
  ctx: Context,
  client: WechatClient,
  day: string,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const path = `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP`;
  const place = await client.ask(ctx, { method: 'GET', path }, billPlace).catch((error: unknown) => {
    if (error instanceof RefusedByProvider && error.params['code'] === 'NO_STATEMENT_EXIST') return undefined;
    throw error;
  });
  if (place === undefined) return undefined;
  const packed = Readable.from(client.download(ctx, place.download_url));
  return checked(inflated(packed, createGunzip()), place.hash_value.toLowerCase());
}

async function keysOf(ctx: Context, client: WechatClient): Promise<ProviderKey[]> {
  const { merchant, merchantEndsAt, publicKeys } = client.settings;
  // Before the first notice no certificate is known: whoever looks here wants to see them.
  if (publicKeys.length === 0 && client.keys.known().length === 0) {
    await client.keys.find(ctx, 'any').catch(() => undefined);
  }
  return [
    { serial: merchant.serial, owner: 'ours', endsAt: merchantEndsAt },
    ...client.keys.known().map(({ serial, endsAt }): ProviderKey => ({ serial, owner: 'theirs', endsAt })),
  ];
}
