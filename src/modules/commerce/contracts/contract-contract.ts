import { z } from 'zod';
import { idOf } from '#platform/fields';

const contractId = idOf<'Contract'>();
const quotationId = idOf<'Quotation'>();
const time = z.iso.datetime();
const fen = z.number().int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const CONTRACT_STATES = ['offered', 'signed', 'voided'] as const;
export const VOID_REASONS = ['superseded', 'withdrawn', 'expired', 'declined'] as const;

export const contractParams = z.object({ contractId });
export const contractQuotationParams = z.object({ quotationId });

/** Of the drawn signature: a PNG of at most 200 KB. */
export const MAX_DRAWING_BYTES = 200 * 1024;

/** What everybody sees of a contract who may see it. */
export const contractItem = z.object({
  contractId,
  /** `HT-SZ-260606-0001` */
  contractNumber: z.string(),
  quotationId,
  quotationRevision: z.number().int().positive(),
  state: z.enum(CONTRACT_STATES),
  stateName: z.string(),
  communityName: z.string(),
  packageName: z.string(),
  totalFen: fen,
  depositFen: fen,
  /** SHA-256 of the exact bytes of contract.pdf, in hex. */
  documentSha256: sha256,
  offeredAt: time,
  /** Until when it can be signed. */
  validUntil: time,
  signedAt: time.nullable(),
  /** How the signer's phone was proved: by their own session, or by a code sent to it. */
  signedBy: z.enum(['session', 'code']).nullable(),
  voidedAt: time.nullable(),
  voidReason: z.enum(VOID_REASONS).nullable(),
  orderId: idOf<'Order'>().nullable(),
  /** Paths of the exact document, and of the certificate once it is signed. */
  documentUrl: z.string(),
  certificateUrl: z.string().nullable(),
});

/** For whoever is about to sign: the text they agree to, word for word, and the phone it is about, masked. */
export const contractToSign = contractItem.extend({
  consent: z.object({ version: z.string(), text: z.string() }),
  /** `138****0001` */
  signerPhone: z.string(),
});

/** The code that proves the customer's phone, typed on the seller's device. */
export const signWithCodeRequest = z.object({
  code: z.string().regex(/^\d{6}$/, '请输入6位验证码'),
  /** PNG of what was drawn, base64 without a `data:` prefix. */
  drawing: z
    .base64()
    .min(1, '请先签名')
    .max(Math.ceil(MAX_DRAWING_BYTES / 3) * 4, '签名图片太大，请重签'),
  consentVersion: z.string().min(1).max(20),
});

/** On one's own device the session proves the phone. */
export const signRequest = signWithCodeRequest.omit({ code: true });

export const declineRequest = z.object({ reason: z.string().trim().min(1).max(200).optional() });

/** A proof code was sent to the customer's phone. */
export const proofSent = z.object({
  sentTo: z.string(),
  expiresInSeconds: z.number().int(),
  retryAfterSeconds: z.number().int(),
  sandbox: z.boolean(),
});

export const EVIDENCE_KINDS = [
  'document_made',
  'opened',
  'consent_shown',
  'phone_verified',
  'drawn',
  'signed',
  'declined',
  'voided',
] as const;

export const evidenceItem = z.object({
  seq: z.number().int().positive(),
  kind: z.enum(EVIDENCE_KINDS),
  kindName: z.string(),
  /** What it says, in a sentence. */
  text: z.string(),
  device: z.string(),
  at: time,
  hash: sha256,
});

/** Computed afresh with each request. */
export const contractVerification = z.object({
  intact: z.boolean(),
  /** The stored bytes of the document still have the hash that was signed. */
  documentMatches: z.boolean(),
  /** The stored bytes of the drawn signature still have their hash; null until there is one. */
  drawingMatches: z.boolean().nullable(),
  /** Every entry follows from the one before. */
  chainMatches: z.boolean(),
  /** The first entry that does not; null if all do. */
  brokenAt: z.number().int().nullable(),
});

export const contractFile = contractItem.extend({
  evidence: z.array(evidenceItem),
  verification: contractVerification,
});

export const contractsQuery = z.object({
  state: z.enum(CONTRACT_STATES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const contractsAnswer = z.object({ items: z.array(contractItem), nextCursor: z.string().nullable() });

export type ContractItem = z.infer<typeof contractItem>;
export type ContractToSign = z.infer<typeof contractToSign>;
export type ContractFile = z.infer<typeof contractFile>;
export type EvidenceItem = z.infer<typeof evidenceItem>;
export type ContractVerification = z.infer<typeof contractVerification>;
