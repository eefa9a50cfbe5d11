import type { CustomerKey } from '#kernel/ids';
import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { LATER } from '../messages/decide.ts';
import { callOffPurpose, lockCustomer } from '../messages/message-store.ts';
import { consentsOf, insertConsent } from './consent-store.ts';
import { CONSENT_TEXTS, ConsentTextOutdated, hashOf, type Consent, type ConsentPurpose } from './consent.ts';

/** Whoever signed in with their phone. @throws NotPermitted */
export function customerIn(ctx: Context): CustomerKey {
  if (ctx.scope.customer === undefined) throw new NotPermitted('own.act');
  return ctx.scope.customer;
}

/**
 * A customer allows a purpose or takes it back; taking back needs no more than giving, and calls off what still waits
 * (PIPL art. 15). Throws NotPermitted, and ConsentTextOutdated where other words were agreed to than those of today.
 */
export async function setOwnConsent(
  ctx: Context,
  input: { readonly purpose: ConsentPurpose; readonly given: boolean; readonly version: string },
): Promise<void> {
  const customerKey = customerIn(ctx);
  const { purpose, given } = input;
  const text = CONSENT_TEXTS[purpose];
  if (given && input.version !== text.version) throw new ConsentTextOutdated(text);
  await ctx.transaction(async (tx) => {
    await lockCustomer(tx.db, customerKey);
    const last = (await consentsOf(tx.db, customerKey)).get(purpose);
    if (last?.given === given && last.version === text.version) return;
    const consent: Consent = {
      purpose,
      given,
      revision: (last?.revision ?? 0) + 1,
      version: text.version,
      textHash: hashOf(text),
      changedAt: tx.now,
    };
    await insertConsent(tx.db, customerKey, consent);
    if (!given) await callOffPurpose(tx.db, { customerKey, purpose }, LATER.withdrawn);
    await tx.audit({
      action: 'set-own-consent',
      subject: { kind: 'customer', id: customerKey },
      details: { purpose, given, version: text.version },
    });
  });
}
