import { newKey } from '../shared/api.ts';
import type { LeadAnswer } from './offer.ts';

export interface SavedLead extends Pick<LeadAnswer, 'leadNumber' | 'message'> {
  /** Left in this view, not on an earlier visit. */
  readonly justNow?: boolean;
  /** The same phone had been left before: there is one lead, not two. */
  readonly alreadyLeft?: boolean;
}

/** Storage may be forbidden (private windows, some webviews): the page works without it. */
export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Only comfort is lost: the page will not remember the visit.
  }
}

let own: string | undefined;

/** A random id of this browser, made here and known to nobody else. */
export function visitorId(): string {
  own ??= read('tw.visitor') ?? newKey();
  write('tw.visitor', own);
  return own;
}

/** The lead that was left from this browser for an offer, if any. */
export function savedLead(token: string): SavedLead | undefined {
  const text = read(`tw.lead.${token}`);
  if (text === null) return undefined;
  try {
    const { leadNumber, message } = JSON.parse(text) as SavedLead;
    return { leadNumber, message };
  } catch {
    return undefined;
  }
}

export function saveLead(token: string, { leadNumber, message }: SavedLead): void {
  write(`tw.lead.${token}`, JSON.stringify({ leadNumber, message }));
}

/** Counts the view of an offer. Nothing waits for it and nobody sees it fail. */
export function reportVisit(token: string): void {
  report(`/api/growth/offers/${encodeURIComponent(token)}/visits`);
}

/** Counts that a printed code was opened, as above. */
export function reportScan(token: string): void {
  report(`/api/growth/bookings/${encodeURIComponent(token)}/scans`);
}

function report(path: string): void {
  void fetch(path, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json', 'idempotency-key': newKey(), 'x-twinwheel': 'web' },
    body: JSON.stringify({ visitorId: visitorId() }),
  }).catch(() => undefined);
}
