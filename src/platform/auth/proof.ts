import { timingSafeEqual } from 'node:crypto';
import { HOUR } from '#kernel/time';
import type { Context, Tx } from '../context/index.ts';
import { hashCode, lockPhone, type CodeId } from './code-store.ts';
import { maskPhone, secondsToWait, sixDigits, type SentCode } from './code.ts';
import type { CodeMessage, CodeSender } from './port.ts';
import { insertProof, recentProofs, takeProofAttempt, useProof, type ProofId, type ProofOf } from './proof-store.ts';
import {
  CODE_MINUTES,
  CODE_RESEND_SECONDS,
  CodeSenderMissing,
  CodeTooSoon,
  ProofPhoneMissing,
  ProofRefused,
} from './user.ts';

/**
 * Sends a six-digit code to a person's phone, so that they can prove on somebody else's device that it is theirs; the
 * message says what for (`about`). The phone is read from the vault, audited as for a signature. As for signing in:
 * once a minute, five an hour for a phone, whatever they are for. Throws CodeSenderMissing, ProofPhoneMissing,
 * CodeTooSoon.
 */
export async function requestProof(
  ctx: Context,
  sender: CodeSender | undefined,
  asked: ProofOf & Pick<CodeMessage, 'place'> & { readonly about: string },
): Promise<SentCode> {
  if (sender === undefined) throw new CodeSenderMissing();
  const code = sixDigits(ctx);
  const held: { phone?: string } = {};
  await ctx.under('proof').transaction(async (tx) => {
    const phone = await phoneOf(ctx, tx, asked);
    await lockPhone(tx.db, Buffer.from(asked.phone, 'hex'));
    const wait = secondsToWait(await recentProofs(tx.db, asked.phone, new Date(tx.now.getTime() - HOUR)), tx.now);
    if (wait > 0) throw new CodeTooSoon(wait);
    const proofId: ProofId = tx.newId<'Proof'>();
    await insertProof(tx.db, { ...asked, proofId, codeHash: hashOf(proofId, code) }, tx.now);
    // Not as the answer, which would be kept in clear under the command's key.
    held.phone = phone;
  });
  const { phone } = held;
  if (phone === undefined) throw new CodeTooSoon(CODE_RESEND_SECONDS);
  const maskedPhone = maskPhone(phone);
  const { about, place } = asked;
  await sender.send(ctx, { phone, maskedPhone, code, about, ...(place !== undefined && { place }) });
  return {
    sentTo: maskedPhone,
    expiresInSeconds: CODE_MINUTES * 60,
    retryAfterSeconds: CODE_RESEND_SECONDS,
    sandbox: sender.sandbox,
  };
}

/**
 * Checks what was typed against the newest code for the subject, in a transaction of its own, so that a wrong try
 * counts whatever becomes of the act that it was for. Five tries, five minutes. The answer is good for one `takeProof`.
 * Throws ProofRefused.
 */
export async function tryProof(ctx: Context, asked: ProofOf & { readonly code: string }): Promise<ProofId> {
  const proofId = await ctx.under('try-proof').transaction(async (tx) => {
    const open = await takeProofAttempt(tx.db, asked, tx.now);
    const right = open !== undefined && timingSafeEqual(open.codeHash, hashOf(open.proofId, asked.code));
    return right ? open.proofId : null;
  });
  if (proofId === null) throw new ProofRefused();
  return proofId;
}

/** Part: uses up a proof that `tryProof` found right: once, by compare-and-swap. Throws ProofRefused. */
export async function takeProof(
  tx: Tx,
  proof: { readonly phone: ProofOf['phone']; readonly proofId: ProofId },
): Promise<void> {
  if (!(await useProof(tx.db, proof.phone, proof.proofId, tx.now))) throw new ProofRefused();
}

/** The phone of the person that has the key: they may have several. */
async function phoneOf(ctx: Context, tx: Tx, { personId, phone, subject }: ProofOf): Promise<string> {
  const { vault } = ctx.services;
  const [kind = subject, id = ''] = subject.split('/');
  const read = await vault.read(tx, {
    personIds: [personId],
    kinds: ['phone'],
    purpose: 'sign_agreement',
    subject: { kind, id },
  });
  const found = read.get(personId)?.phone?.find((each) => vault.hash('phone', each) === phone);
  if (found === undefined) throw new ProofPhoneMissing();
  return found;
}

const hashOf = (proofId: ProofId, code: string): Buffer => hashCode(proofId as string as CodeId, code);
