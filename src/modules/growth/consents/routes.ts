import { defineRoute, type Route } from '#platform/http';
import { consentTextBody, consentTextItem, consentTextsAnswer, consentTextsQuery } from '../contract.ts';
import { hashText, type ConsentText } from './consent.ts';
import { currentText, listTexts } from './consent-store.ts';
import { publishConsentText } from './publish-consent-text.ts';

// A notice is the installation's promise: whoever answers for its users publishes it.
const manage = { permission: 'user.manage' } as const;

const describe = (text: ConsentText, current: string) => ({
  purpose: text.purpose,
  version: text.version,
  text: text.text,
  textHash: hashText(text.text),
  publishedAt: text.publishedAt.toISOString(),
  current: text.version === current,
});

export const consentRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/growth/consent-texts',
    summary: 'Every version of what people agree to when they leave a lead or book a visit',
    access: manage,
    query: consentTextsQuery,
    answer: consentTextsAnswer,
    handle: async (ctx, { query }) => {
      const texts = await listTexts(ctx.db, query.purpose);
      const { version } = await currentText(ctx.db, query.purpose, ctx.clock.now());
      return { items: texts.map((text) => describe(text, version)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/consent-texts',
    summary: 'Publish a new version; consent to older ones is refused from now on',
    access: manage,
    body: consentTextBody,
    answer: consentTextItem,
    handle: async (ctx, { body }) => {
      const text = await publishConsentText(ctx, body);
      return describe(text, text.version);
    },
  }),
];
