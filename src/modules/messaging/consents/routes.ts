import type { Context } from '#platform/context';
import { defineRoute, type Route } from '#platform/http';
import { consentBody, ownConsentsAnswer, type OwnConsentsAnswer } from '../contract.ts';
import { consentsOf } from './consent-store.ts';
import { CONSENT_PURPOSES, CONSENT_TEXTS, standingOf } from './consent.ts';
import { customerIn, setOwnConsent } from './set-own-consent.ts';

async function describeConsents(ctx: Context): Promise<OwnConsentsAnswer> {
  const said = await consentsOf(ctx.db, customerIn(ctx));
  return {
    items: CONSENT_PURPOSES.map((purpose) => ({
      purpose,
      ...CONSENT_TEXTS[purpose],
      given: standingOf(purpose, said.get(purpose)) === 'given',
      changedAt: said.get(purpose)?.changedAt.toISOString() ?? null,
    })),
  };
}

export const consentRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/messaging/own/consents',
    summary: 'What I allow to be sent to me, with the words of each',
    access: { permission: 'own.read' },
    answer: ownConsentsAnswer,
    handle: describeConsents,
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/messaging/own/consents',
    summary: 'Allow a purpose, or take it back: what still waits of it is not sent',
    access: { permission: 'own.act' },
    body: consentBody,
    answer: ownConsentsAnswer,
    handle: async (ctx, { body }) => {
      await setOwnConsent(ctx, body);
      return describeConsents(ctx);
    },
  }),
];
