import { CONSENT_TEXTS, standingOf, type Consent } from '../consents/consent.ts';
import { brokenCap, sayCap, type Sent } from './cap.ts';
import { PURPOSES, type MessageState } from './message.ts';
import { endOfQuiet, QUIET_HOURS } from './quiet-hours.ts';
import type { Template } from './template.ts';

/** What becomes of a message, and why, in a sentence. */
export interface Decision {
  readonly state: Exclude<MessageState, 'delivered'>;
  readonly why: string;
  readonly reason: string;
  readonly dueAt: Date;
}

/** Words for what happens to a message after it was decided on. */
export const LATER = {
  waited: { why: 'quiet_hours', reason: `夜里不打扰，等到早上 ${QUIET_HOURS.to} 点才发出` },
  withdrawn: { why: 'consent_withdrawn', reason: '还没发出，本人就关掉了这类消息，不发' },
  superseded: { why: 'superseded', reason: '还没发出，事情就变了，由后来的一条代替' },
  noChannel: { why: 'no_channel', reason: '没有一个渠道能送到，没有发出' },
} as const;

/**
 * Whether a message goes, when, and why: first what the customer allows, then the quiet hours, then the caps, counted at
 * the moment when it would go. `sent` is everything to this customer, of the last CAP_DAYS, that went or will go.
 */
export function decide(
  template: Pick<Template, 'purpose' | 'urgent'>,
  customer: { readonly consent: Consent | undefined; readonly sent: readonly Sent[] },
  now: Date,
): Decision {
  const { purpose, urgent } = template;
  const refused = purpose === 'service' ? undefined : refusal(purpose, customer.consent);
  if (refused !== undefined) return { state: 'not_sent', ...refused, dueAt: now };
  const dueAt = urgent ? now : endOfQuiet(now);
  const cap = brokenCap(purpose, dueAt, customer.sent);
  if (cap !== undefined)
    return { state: 'not_sent', why: 'cap', reason: `${sayCap(cap)}，已经满了，不再发`, dueAt: now };
  if (dueAt > now) {
    const reason = `晚上 ${QUIET_HOURS.from} 点到早上 ${QUIET_HOURS.to} 点不打扰，等到早上 ${QUIET_HOURS.to} 点再发`;
    return { state: 'deferred', why: 'quiet_hours', reason, dueAt };
  }
  return { state: 'queued', ...permission(template, customer.consent), dueAt };
}

/** Why a purpose is not allowed by what the customer said last; undefined where it is. */
export function refusal(
  purpose: 'survey' | 'marketing',
  consent: Consent | undefined,
): { why: string; reason: string } | undefined {
  const name = PURPOSES[purpose];
  switch (standingOf(purpose, consent)) {
    case 'given':
      return undefined;
    case 'never':
      return { why: 'no_consent', reason: `本人没有同意接收${name}，不发` };
    case 'refused':
      return { why: 'opted_out', reason: `本人关掉了${name}，不发` };
    case 'outdated':
      return {
        why: 'consent_outdated',
        reason: `本人同意的是旧版说明（${consent?.version ?? ''}，现在是 ${CONSENT_TEXTS[purpose].version}），要重新同意才发`,
      };
  }
}

function permission(
  { purpose, urgent }: Pick<Template, 'purpose' | 'urgent'>,
  consent: Consent | undefined,
): { why: string; reason: string } {
  if (purpose === 'service') {
    return urgent
      ? { why: 'urgent', reason: '办事要马上知道，不等，现在就发' }
      : { why: 'service', reason: '是本人办的事，白天，现在就发' };
  }
  return consent === undefined
    ? { why: 'not_refused', reason: '完工回访，本人没有关掉，白天，现在就发' }
    : { why: 'consented', reason: `本人同意接收${PURPOSES[purpose]}（${consent.version} 版），白天，现在就发` };
}
