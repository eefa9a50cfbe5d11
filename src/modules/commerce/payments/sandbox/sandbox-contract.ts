import { z } from 'zod';

const time = z.iso.datetime();
const fen = z.number().int();

/** How the sandbox behaves once it is paid: what real providers do on bad days. */
export const SANDBOX_BEHAVIOURS = [
  'normal',
  'duplicate_notice',
  'late_notice',
  'wrong_amount',
  'wrong_signature',
  'no_notice',
  'refund_fails',
] as const;

export const tradeParams = z.object({ token: z.string().min(20).max(1_000) });

/** The cashier's page, at `/my/sandbox-cashier/:token` of the shop. It says 沙箱 wherever it shows money. */
export const cashierAnswer = z.object({
  /** 「沙箱支付，不会扣真钱」 */
  notice: z.string(),
  paymentNumber: z.string(),
  description: z.string(),
  amountFen: fen,
  state: z.enum(['open', 'paid', 'expired']),
  expiresAt: time,
  paidAt: time.nullable(),
  /** Where to go when it is paid. */
  returnUrl: z.string(),
  /** A notice is kept back until it is released. */
  noticeHeld: z.boolean(),
  behaviours: z.array(z.object({ code: z.enum(SANDBOX_BEHAVIOURS), name: z.string() })),
});
export const payBody = z.object({ behaviour: z.enum(SANDBOX_BEHAVIOURS).default('normal') });

export type CashierAnswer = z.infer<typeof cashierAnswer>;
export type SandboxBehaviour = (typeof SANDBOX_BEHAVIOURS)[number];
