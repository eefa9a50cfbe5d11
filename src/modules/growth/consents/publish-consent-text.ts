import type { Context } from '#platform/context';
import { CONTACT_ABOUT_LEAD, ConsentVersionTaken, hashText, type ConsentPurpose, type ConsentText } from './consent.ts';
import { insertText } from './consent-store.ts';

/**
 * Publishes a new version of what people agree to, when they leave a lead unless another purpose is said; it holds at once, and consent to an older one
 * is refused from then on. Throws ConsentVersionTaken.
 */
export async function publishConsentText(
  ctx: Context,
  input: { version: string; text: string; purpose?: ConsentPurpose },
): Promise<ConsentText> {
  return ctx.transaction(async (tx) => {
    const text: ConsentText = { ...input, purpose: input.purpose ?? CONTACT_ABOUT_LEAD, publishedAt: tx.now };
    if (!(await insertText(tx.db, text))) throw new ConsentVersionTaken(input.version);
    await tx.audit({
      action: 'publish-consent-text',
      subject: { kind: 'consent_text', id: `${text.purpose}/${text.version}` },
      details: { textHash: hashText(text.text) },
    });
    return text;
  });
}
