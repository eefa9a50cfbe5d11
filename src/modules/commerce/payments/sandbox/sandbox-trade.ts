import { Refusal } from '#kernel/errors';
import { fen, type Fen } from '#kernel/money';
import { HOUR, MINUTE, SECOND } from '#kernel/time';
import type { SandboxBehaviour } from './sandbox-contract.ts';

/** Stands wherever the sandbox shows money. */
export const SANDBOX_NOTICE = '沙箱支付：只用于演示和测试，不会扣真钱';

export const BEHAVIOURS: Readonly<Record<SandboxBehaviour, string>> = {
  normal: '正常付款',
  duplicate_notice: '重复通知',
  late_notice: '通知迟到（放行后才发）',
  wrong_amount: '金额不对',
  wrong_signature: '先发一条签名不对的探测通知',
  no_notice: '不发通知',
  refund_fails: '付款正常，退款失败',
};

/** What the sandbox keeps of one payment number, on its own side. */
export interface SandboxTrade {
  readonly paymentNumber: string;
  readonly description: string;
  readonly amountFen: Fen;
  readonly paidFen: Fen;
  readonly refundedFen: Fen;
  readonly refundsFail: boolean;
  readonly tradeNumber: string | null;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly paidAt: Date | null;
}

export interface SandboxRefund {
  readonly paymentNumber: string;
  readonly refundNumber: string;
  readonly amountFen: Fen;
  readonly state: 'accepted' | 'succeeded' | 'failed';
  readonly notifyUrl: string;
  readonly askedAt: Date;
  /** When the bank has done it. */
  readonly finishAt: Date;
  readonly finishedAt: Date | null;
}

/** A notice on its way, kept until it was answered with 200. */
export interface SandboxNotice {
  readonly paymentNumber: string;
  readonly noticeId: string;
  /** The exact text that is signed and sent. */
  readonly body: string;
  readonly notifyUrl: string;
  /** How often it is sent at once. */
  readonly copies: number;
  /** A copy with a wrong signature goes before it. */
  readonly probe: boolean;
  /** Waits until it is released. */
  readonly keptBack: boolean;
  readonly tries: number;
  readonly dueAt: Date;
}

/** How long after it was accepted a refund is done. */
export const REFUND_TAKES_MS = 3 * SECOND;

/** Pauses before the next try, as 微信支付 has them. */
const PAUSES_MS = [
  15 * SECOND,
  15 * SECOND,
  30 * SECOND,
  3 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  3 * HOUR,
  3 * HOUR,
  6 * HOUR,
  6 * HOUR,
];

/** When a notice that was tried `tries` times is tried again; undefined when no more. */
export function nextTry(tries: number, now: Date): Date | undefined {
  const pause = PAUSES_MS[tries - 1];
  return pause === undefined ? undefined : new Date(now.getTime() + pause);
}

export class SandboxTradeExpired extends Refusal {
  constructor() {
    super('sandbox-trade-expired', 'conflict');
  }
}

/** What the sandbox takes: the amount, or by the behaviour one fen less (more, where less would be nothing). */
export function taken(amountFen: Fen, behaviour: SandboxBehaviour): Fen {
  if (behaviour !== 'wrong_amount') return amountFen;
  return fen(amountFen > 1 ? amountFen - 1 : amountFen + 1);
}

export function standingOf(trade: SandboxTrade, now: Date): 'open' | 'paid' | 'expired' {
  if (trade.paidAt !== null) return 'paid';
  return trade.expiresAt <= now ? 'expired' : 'open';
}
