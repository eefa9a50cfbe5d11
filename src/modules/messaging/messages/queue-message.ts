import type { CityId, CommunityId, CustomerKey, PersonId, StoreId } from '#kernel/ids';
import { addDays } from '#kernel/time';
import type { Context } from '#platform/context';
import { consentsOf } from '../consents/consent-store.ts';
import { MessageQueued } from '../events.ts';
import { CAP_DAYS } from './cap.ts';
import { decide, LATER } from './decide.ts';
import { callOffAbout, insertMessage, isKnown, lockCustomer, sentSince } from './message-store.ts';
import { factsOf, type About, type Message, type Params } from './message.ts';
import { templateOf, type TemplateName } from './template.ts';

/** What is to be said to whom, about what. */
export interface Draft {
  readonly template: TemplateName;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly about: About;
  /** Tells it from an earlier message of the template about the same thing: the new time, the round. */
  readonly occasion?: string;
  /** Ids, times and figures, no personal data. */
  readonly params: Params;
}

/**
 * Enters a message in the ledger, which decides here and now whether it goes and when, and says why. The same template
 * about the same thing is decided on once. What it makes stale about the same thing, and has not gone yet, is called
 * off. Announces MessageQueued unless it does not go.
 */
export async function queueMessage(ctx: Context, draft: Draft): Promise<void> {
  const template = templateOf(draft.template);
  const { customerKey, about, occasion = '' } = draft;
  await ctx.transaction(async (tx) => {
    await lockCustomer(tx.db, customerKey);
    if (await isKnown(tx.db, { ...draft, occasion })) return;
    await callOffAbout(tx.db, { customerKey, aboutId: about.id, templates: template.replaces }, LATER.superseded);
    const consents = template.purpose === 'service' ? undefined : await consentsOf(tx.db, customerKey);
    const consent = template.purpose === 'service' ? undefined : consents?.get(template.purpose);
    const sent = await sentSince(tx.db, customerKey, addDays(tx.now, -CAP_DAYS));
    const decision = decide(template, { consent, sent }, tx.now);
    const message: Message = {
      ...draft,
      ...decision,
      occasion,
      messageId: tx.newId<'Message'>(),
      purpose: template.purpose,
      madeAt: tx.now,
      deliveredAt: null,
      readAt: null,
    };
    await insertMessage(tx.db, message);
    if (message.state === 'not_sent') return;
    const dueAt = message.dueAt.toISOString();
    await tx.announce([MessageQueued(message.messageId, { ...factsOf(message), dueAt })]);
  });
}
