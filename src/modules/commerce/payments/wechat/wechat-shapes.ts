import { z } from 'zod';
import { fen } from '#kernel/money';

// What WeChat Pay v3 answers and tells, as far as it is read here (pay.weixin.qq.com/doc/v3/merchant).

const number = z.string().min(1).max(64);
const amountFen = z.number().int().nonnegative().transform(fen);
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const prepaid = z.object({ prepay_id: z.string().min(1).max(64) });
export const h5Order = z.object({ h5_url: z.url({ protocol: /^https?$/ }) });
export const nativeOrder = z.object({ code_url: z.string().min(1).max(512) });

export const TRADE_STATES = ['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR'] as const;

/** A transaction, in an answer or unsealed from a notice. Amounts are in fen. */
export const transaction = z.object({
  appid: z.string(),
  mchid: z.string(),
  out_trade_no: number,
  transaction_id: number.optional(),
  trade_state: z.enum(TRADE_STATES),
  success_time: time.optional(),
  amount: z.object({ total: amountFen, currency: z.string().default('CNY') }).optional(),
});
export type Transaction = z.output<typeof transaction>;

export const REFUND_STATES = ['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL'] as const;

export const refundAnswer = z.object({
  out_trade_no: number,
  out_refund_no: number,
  status: z.enum(REFUND_STATES),
  success_time: time.optional(),
  amount: z.object({ refund: amountFen }),
});

/** Unsealed from a notice of a refund. */
export const refundTold = z.object({
  mchid: z.string(),
  out_trade_no: number,
  out_refund_no: number,
  refund_status: z.enum(REFUND_STATES),
  success_time: time.optional(),
  amount: z.object({ refund: amountFen }),
});

const sealed = z.object({
  algorithm: z.literal('AEAD_AES_256_GCM'),
  ciphertext: z.string().max(1_048_576),
  nonce: z.string().min(1).max(16),
  associated_data: z.string().max(16).optional(),
});

export const notice = z.object({
  id: z.string().min(1).max(36),
  create_time: time,
  event_type: z.string().max(32),
  resource_type: z.literal('encrypt-resource'),
  resource: sealed,
});

export const certificates = z.object({
  data: z.array(z.object({ serial_no: z.string().min(1).max(40), expire_time: time, encrypt_certificate: sealed })),
});

export const billPlace = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/),
  download_url: z.url({ protocol: /^https?$/ }),
});

export const failure = z.object({ code: z.string().max(64) });
