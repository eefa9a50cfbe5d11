import { Refusal } from '#kernel/errors';
import type { Fen } from '#kernel/money';
import type { Context } from '#platform/context';

/**
 * Where whoever pays sits, which decides what kind of cashier opens: inside WeChat, in another browser of a phone, or at
 * a desk with the phone beside it.
 */
export type PayingClient =
  /** `openid` names the person to WeChat alone; it goes through and is kept nowhere. Null where nobody asks for it. */
  | { readonly kind: 'wechat'; readonly openid: string | null }
  | { readonly kind: 'mobile'; readonly ip: string }
  | { readonly kind: 'desktop' };

/** What a provider is asked to take. */
export interface PaymentAsked {
  /** Ours, unique; asking twice with the same number answers the same cashier. */
  readonly paymentNumber: string;
  readonly amountFen: Fen;
  /** Shown at the cashier; nothing personal. */
  readonly description: string;
  /** From then on it cannot be paid any more. */
  readonly expiresAt: Date;
  readonly notifyUrl: string;
  /** Where whoever paid goes back to. */
  readonly returnUrl: string;
  /** At a desk unless said. */
  readonly client?: PayingClient | undefined;
}

/** What a screen does to open a cashier. */
export type CashierForm =
  | { readonly kind: 'redirect'; readonly url: string }
  /** Shown as a QR code, to be scanned with the provider's app. */
  | { readonly kind: 'qr'; readonly text: string }
  /** Handed to `WeixinJSBridge.invoke('getBrandWCPayRequest', …)`. */
  | { readonly kind: 'wechat'; readonly params: Readonly<Record<string, string>> };

/** How a house learns inside of its own app who pays: the browser goes there, and comes back with a code for the name. */
export interface PayerNaming {
  /** Where the browser goes; it comes back to `returnUrl` with `code` in its query. */
  readonly address: (returnUrl: string) => string;
  /** Who came back. Throws RefusedByProvider for a code that does not work (any more): each works once. */
  readonly openid: (ctx: Context, code: string) => Promise<string>;
}

/** Inside of the house's app it has to be known who pays: the browser goes to `url`, and asks again with a code. */
export class PayerUnnamed extends Refusal {
  constructor(url: string) {
    super('payer-unnamed', 'conflict', {}, { more: { url } });
  }
}

export interface RefundAsked {
  readonly paymentNumber: string;
  /** Ours, unique; asking again with the same number never sends money twice. */
  readonly refundNumber: string;
  readonly amountFen: Fen;
  /** What was received under the payment number; providers want it beside the part that goes back. */
  readonly receivedFen: Fen;
  readonly notifyUrl: string;
}

/** Money that a provider says it received for a payment number. */
export interface Receipt {
  readonly amountFen: Fen;
  /** The provider's own number of the transaction. */
  readonly providerTrade: string;
  readonly paidAt: Date;
}

/** A notice whose signature was verified on its raw body. `noticeId` is the same when it is sent again. */
export type VerifiedNotice = { readonly noticeId: string; readonly paymentNumber: string } & (
  | { readonly kind: 'payment'; readonly receipt: Receipt }
  | {
      readonly kind: 'refund';
      readonly refundNumber: string;
      readonly outcome: 'succeeded' | 'failed';
      /** Undefined where the provider tells only the sum of all refunds of the payment. */
      readonly amountFen: Fen | undefined;
      readonly finishedAt: Date;
    }
  /** Genuine, and nothing that changes anything here: it is answered and not kept. */
  | { readonly kind: 'nothing' }
);

/** A notice of money that came or went. */
export type EffectiveNotice = Exclude<VerifiedNotice, { readonly kind: 'nothing' }>;

export type PaymentStanding =
  | { readonly state: 'paid'; readonly receipt: Receipt }
  | { readonly state: 'unpaid' }
  /** The provider never heard of it, or it cannot be paid any more. */
  | { readonly state: 'closed' };

export type RefundStanding =
  | { readonly state: 'succeeded' | 'failed'; readonly finishedAt: Date }
  | { readonly state: 'processing' | 'unknown' };

/** Why a notice is not taken as one, as staff read it. `probe`: a wrong signature that says itself that it is one. */
export const NOTICE_FAULTS = {
  signature: '签名不对',
  probe: '渠道发来的验签探测',
  timestamp: '时间相差太多',
  serial: '不认识签名的密钥',
  malformed: '内容读不懂',
  addressee: '不是发给本商户的',
  currency: '不是人民币',
} as const;
export type NoticeFault = keyof typeof NOTICE_FAULTS;

/**
 * A notice that the provider did not sign, or that was sent long ago. Wrong signatures are sent on purpose as probes:
 * the answer is 401, and says nothing of what was wrong.
 */
export class NoticeRefused extends Refusal {
  readonly fault: NoticeFault;
  constructor(fault: NoticeFault) {
    super('notice-refused', 'unauthenticated');
    this.fault = fault;
  }
}

/** The provider said no for good: the same request would be refused again. */
export class RefusedByProvider extends Refusal {
  constructor(code: string) {
    super('refused-by-provider', 'conflict', { code });
  }
}

/** The provider could not be asked, or its answer could not be believed: the same request may be made again. */
export class ProviderUnavailable extends Refusal {
  constructor(provider: string, code: string, retryAfterSeconds?: number) {
    super('provider-unavailable', 'unavailable', { provider, code }, retryAfterSeconds ? { retryAfterSeconds } : {});
  }
}

/** No provider is set up: nothing can be paid. */
export class PaymentProviderMissing extends Refusal {
  constructor() {
    super('payment-provider-missing', 'unavailable');
  }
}

/** A key in use between a provider and us; staff see when it ends, never the key. */
export interface ProviderKey {
  readonly serial: string;
  /** Ours signs what we send; theirs signs what they send. */
  readonly owner: 'ours' | 'theirs';
  /** Null for one without an end. */
  readonly endsAt: Date | null;
}

/** One line of a provider's bill. */
export interface BillLine {
  /** In the file, from 1. */
  readonly line: number;
  readonly kind: 'payment' | 'refund';
  readonly paymentNumber: string;
  /** Null where the bill does not tell it. */
  readonly refundNumber: string | null;
  readonly providerTrade: string;
  /** Positive, also of a refund. */
  readonly amountFen: Fen;
  readonly state: 'succeeded' | 'processing' | 'failed';
  readonly at: Date;
}

/** The file is not a bill of this provider, or not all of one. Nothing of it was taken. */
export class BillUnreadable extends Refusal {
  constructor(line: number, why: keyof typeof BILL_FAULTS) {
    super('bill-unreadable', 'invalid', { line, why: BILL_FAULTS[why] });
  }
}

const BILL_FAULTS = {
  header: '表头不是这个渠道的账单',
  columns: '列数和表头不一致',
  amount: '金额读不懂',
  time: '时间读不懂',
  number: '缺商户单号',
  merchant: '不是本商户的账单',
  truncated: '合计和明细对不上，文件可能不完整',
  digest: '摘要和渠道给的不一致，文件可能不完整',
  day: '不是这一天的账单',
  size: '文件太大',
} as const;

/** What a provider writes of a day, to be compared with our own books. */
export interface ProviderBills {
  /** The file of a business day (`YYYY-MM-DD`); undefined where nothing happened on it. */
  fetch(ctx: Context, day: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Reads the lines of such a file, unpacked and decoded. Throws BillUnreadable. */
  read(lines: AsyncIterable<string>): AsyncIterable<BillLine>;
}

/** Through whom money comes and goes. Every call is made outside of our transactions and may be made again. */
export interface PaymentProvider {
  /** Stands in the address of notices and in ledger accounts: `sandbox`. */
  readonly code: string;
  /** For people: 「沙箱支付」. */
  readonly name: string;
  /** No real money moves. */
  readonly sandbox: boolean;
  /** How far the time of a notice may be from ours, in milliseconds. */
  readonly clockToleranceMs: number;
  /** `local`: `create` makes no call, so that it may run inside of a transaction; `remote`: it asks the provider. */
  readonly cashier: 'local' | 'remote';
  /** What a notice is answered with once it is stored. */
  readonly noticeAnswer: { readonly type: string; readonly body: string };
  /** Whether it can be paid from there; from everywhere unless said. */
  readonly serves?: (client: PayingClient['kind']) => boolean;
  /** For what is paid inside of its own app. */
  readonly payer?: PayerNaming | undefined;
  /** Whether a cashier that was opened before is still good for this client; always unless said. */
  readonly isFresh?: (ctx: Context, cashierUrl: string, client: PayingClient) => boolean;
  /** What to do with what `create` answered; to go there unless said. Pure. */
  readonly form?: (ctx: Context, cashierUrl: string, returnUrl: string) => CashierForm;
  readonly bills?: ProviderBills;
  /** Keys in use, ours and theirs. */
  readonly keys?: (ctx: Context) => Promise<readonly ProviderKey[]>;
  /** Nobody can pay under this number from now on; also when it was closed before. Throws RefusedByProvider when paid. */
  close(ctx: Context, paymentNumber: string): Promise<void>;
  /** What a `local` `create` needs, read before the transaction in which it runs; nothing once it was read. */
  readonly ready?: (ctx: Context) => Promise<unknown>;
  /** Throws RefusedByProvider; anything else thrown may be tried again. */
  create(ctx: Context, asked: PaymentAsked): Promise<{ readonly cashierUrl: string }>;
  /** Verifies the signature on the raw body before anything in it is read. Throws NoticeRefused. */
  readNotice(
    ctx: Context,
    raw: Uint8Array,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): Promise<VerifiedNotice>;
  query(ctx: Context, paymentNumber: string): Promise<PaymentStanding>;
  /** Answers once the request is accepted, which is not yet done. Throws RefusedByProvider as above. */
  refund(ctx: Context, asked: RefundAsked): Promise<void>;
  queryRefund(ctx: Context, asked: Pick<RefundAsked, 'paymentNumber' | 'refundNumber'>): Promise<RefundStanding>;
}
