import { HOUR, MINUTE } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import type { ShortMessage, SmsAnswer, SmsProvider } from '#platform/sms';
import { consentsOf } from '../consents/consent-store.ts';
import { refusal } from '../messages/decide.ts';
import { findMessage, type MessageKey } from '../messages/message-store.ts';
import type { Message } from '../messages/message.ts';
import { endOfQuiet } from '../messages/quiet-hours.ts';
import { templateOf } from '../messages/template.ts';
import {
  claimWaiting,
  giveUpAsking,
  listWaiting,
  saveOutcome,
  type ChannelOutcome,
  type WaitingPlace,
} from './short-message-store.ts';

const PAGE = 200;
/** Asked of the provider at once. */
const LANES = 8;
/** What could not be handed over for so long is no news any more; it is in the inbox. */
const GIVE_UP_MS = 2 * HOUR;
/** An answer takes seconds; whoever asked longer ago is gone. */
const ASKING_MS = 2 * MINUTE;

/**
 * Hands over to the provider what waits for it, each once: it is claimed in a transaction of its own before it is asked
 * for, and what is not known to have failed is never asked for again, since providers do not know repetitions. What was
 * refused for now stays and waits for the next run. One that fails does not hold up the others; the first failure is thrown
 * at the end. Answers how many were handed over.
 */
export async function sendShortMessages(ctx: Context, signal?: AbortSignal): Promise<number> {
  const provider = ctx.services.sms;
  if (provider === undefined) return 0;
  const began = ctx.clock.now();
  const failures: unknown[] = [];
  await ctx.transaction((tx) => giveUpAsking(tx.db, new Date(began.getTime() - ASKING_MS)));
  let sent = 0;
  let after: WaitingPlace | undefined;
  for (;;) {
    const page = await listWaiting(ctx.db, { before: began, after, limit: PAGE });
    let next = 0;
    const lane = async (): Promise<void> => {
      for (let place = page[next++]; place !== undefined && signal?.aborted !== true; place = page[next++]) {
        try {
          if (await sendOne(ctx, provider, place)) sent += 1;
        } catch (error) {
          failures.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    after = page.at(-1);
    if (after === undefined || page.length < PAGE || signal?.aborted === true) break;
  }
  if (failures.length > 0) throw failures[0];
  return sent;
}

/** Answers whether the provider took it. */
async function sendOne(ctx: Context, provider: SmsProvider, key: MessageKey): Promise<boolean> {
  const asked = await ctx.transaction((tx) => claim(ctx, tx, provider, key));
  if (asked === undefined) return false;
  const answer = await provider.send(asked);
  await ctx.transaction((tx) => saveOutcome(tx.db, key, outcomeOf(answer)));
  return answer.outcome === 'taken';
}

/** Takes one that waits and opens its phone; undefined when it does not go now or never will, which is noted. */
async function claim(ctx: Context, tx: Tx, provider: SmsProvider, key: MessageKey): Promise<ShortMessage | undefined> {
  const message = await findMessage(tx.db, key);
  if (message?.deliveredAt == null) return undefined;
  const template = templateOf(message.template);
  const isLate = tx.now.getTime() - message.deliveredAt.getTime() > GIVE_UP_MS;
  // By night it waits, and is no news in the morning.
  if (!isLate && !template.urgent && endOfQuiet(tx.now) > tx.now) return undefined;
  if (!(await claimWaiting(tx.db, key, tx.now))) return undefined;
  const never = isLate ? 'gave_up' : await hindrance(tx, provider, message);
  const phone = never === undefined ? await phoneOf(ctx, tx, message) : undefined;
  if (phone === undefined) {
    await saveOutcome(tx.db, key, { taken: false, why: never ?? 'no_phone' });
    return undefined;
  }
  const { title, body, link } = template.render(message.params);
  return { phone, template: message.template, variables: { title, body, link }, id: message.messageId };
}

/** What changed since it was delivered: what customers allow, and what was filed. */
async function hindrance(
  tx: Tx,
  provider: SmsProvider,
  { customerKey, purpose, template }: Message,
): Promise<ChannelOutcome['why'] | undefined> {
  if (!provider.knows(template)) return 'no_filed_template';
  if (purpose === 'service') return undefined;
  const consents = await consentsOf(tx.db, customerKey);
  return refusal(purpose, consents.get(purpose)) === undefined ? undefined : 'not_allowed_any_more';
}

async function phoneOf(ctx: Context, tx: Tx, { personId, messageId }: Message): Promise<string | undefined> {
  const found = await ctx.services.vault.read(tx, {
    personIds: [personId],
    kinds: ['phone'],
    purpose: 'send_message',
    subject: { kind: 'message', id: messageId },
  });
  return found.get(personId)?.phone?.[0];
}

function outcomeOf(answer: SmsAnswer): ChannelOutcome {
  switch (answer.outcome) {
    case 'taken':
      return { taken: true, why: 'handed_over', reference: answer.reference };
    case 'refused':
      return { taken: false, why: 'refused_by_channel', note: answer.why };
    case 'unknown':
      return { taken: true, why: 'outcome_unknown', note: answer.why };
    case 'later':
      return { taken: true, why: 'waits_for_channel', note: answer.why };
  }
}
