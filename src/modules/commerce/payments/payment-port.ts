import { Refusal } from '#kernel/errors';
import type { Fen } from '#kernel/money';
import type { Context } from '#platform/context';

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
}

export interface RefundAsked {
  readonly paymentNumber: string;
  /** Ours, unique; asking again with the same number never sends money twice. */
  readonly refundNumber: string;
  readonly amountFen: Fen;
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
      readonly amountFen: Fen;
      readonly finishedAt: Date;
    }
);

export type PaymentStanding =
  | { readonly state: 'paid'; readonly receipt: Receipt }
  | { readonly state: 'unpaid' }
  /** The provider never heard of it, or it cannot be paid any more. */
  | { readonly state: 'closed' };

export type RefundStanding =
  | { readonly state: 'succeeded' | 'failed'; readonly finishedAt: Date }
  | { readonly state: 'processing' | 'unknown' };

/** Why a notice is not taken as one. */
export type NoticeFault = 'signature' | 'timestamp' | 'serial' | 'malformed';

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

/** No provider is set up: nothing can be paid. */
export class PaymentProviderMissing extends Refusal {
  constructor() {
    super('payment-provider-missing', 'unavailable');
  }
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
