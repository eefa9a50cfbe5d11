import { z } from 'zod';
import { fen } from '#kernel/money';
import { NoticeRefused, type VerifiedNotice } from '../payment-port.ts';

const amountFen = z.number().int().positive().transform(fen);
const at = z.iso.datetime().transform((text) => new Date(text));

/** The body of a notice, as both sides of the sandbox know it. */
const noticeBody = z.discriminatedUnion('type', [
  z.object({
    id: z.string().min(1).max(64),
    type: z.literal('payment.succeeded'),
    paymentNumber: z.string().min(1).max(64),
    tradeNumber: z.string().min(1).max(64),
    amountFen,
    paidAt: at,
  }),
  z.object({
    id: z.string().min(1).max(64),
    type: z.enum(['refund.succeeded', 'refund.failed']),
    paymentNumber: z.string().min(1).max(64),
    refundNumber: z.string().min(1).max(64),
    amountFen,
    finishedAt: at,
  }),
]);

export type NoticeBody = z.input<typeof noticeBody>;

/** Reads a body whose signature was verified. Throws NoticeRefused when it is none of the sandbox's. */
export function readBody(raw: Uint8Array): VerifiedNotice {
  const parsed = noticeBody.safeParse(jsonOf(raw));
  if (!parsed.success) throw new NoticeRefused('malformed');
  const { id: noticeId, ...body } = parsed.data;
  if (body.type === 'payment.succeeded') {
    const { paymentNumber, amountFen: amount, tradeNumber: providerTrade, paidAt } = body;
    return { kind: 'payment', noticeId, paymentNumber, receipt: { amountFen: amount, providerTrade, paidAt } };
  }
  const { type, ...facts } = body;
  return { kind: 'refund', noticeId, ...facts, outcome: type === 'refund.succeeded' ? 'succeeded' : 'failed' };
}

function jsonOf(raw: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString('utf8'));
  } catch {
    return undefined;
  }
}
