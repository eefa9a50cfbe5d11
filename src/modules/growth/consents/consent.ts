import { createHash } from 'node:crypto';
import { Refusal } from '#kernel/errors';
import type { CityId, Id, PersonId, TouchpointId } from '#kernel/ids';

/** What people agree to when they leave a lead: to be called about it (PIPL art. 14: one consent, one purpose). */
export const CONTACT_ABOUT_LEAD = 'contact_about_lead';

/** What they agree to when they book a visit: that somebody comes to their door, and may know which one it is. */
export const BOOK_VISIT = 'book_visit';

/** Every purpose that has a notice. */
export const CONSENT_PURPOSES = [CONTACT_ABOUT_LEAD, BOOK_VISIT] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** A versioned notice. What was shown once is never changed. */
export interface ConsentText {
  readonly purpose: string;
  readonly version: string;
  readonly text: string;
  readonly publishedAt: Date;
}

/** That a person agreed to a text, by whose hand, and whether they took it back. */
export interface Consent {
  readonly consentId: Id<'Consent'>;
  readonly cityId: CityId;
  readonly leadId: Id<'Lead'>;
  readonly personId: PersonId;
  readonly purpose: string;
  readonly version: string;
  /** SHA-256 of the text, in hex. */
  readonly textHash: string;
  readonly givenBy: 'self' | 'verbal';
  /** Who heard it, where it was said and not ticked. */
  readonly witnessTouchpointId: TouchpointId | null;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
}

/** SHA-256 of a text in hex: proves later which words were agreed to. */
export const hashText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The text changed since it was shown: consent to an older one is none. Carries the new text, to be read again. */
export class ConsentOutdated extends Refusal {
  constructor(current: ConsentText) {
    super('consent-outdated', 'conflict', { version: current.version, text: current.text });
  }
}

export class ConsentVersionTaken extends Refusal {
  constructor(version: string) {
    super('consent-version-taken', 'conflict', { version });
  }
}

/** They asked not to be contacted any more (PIPL art. 15). */
export class ConsentWithdrawn extends Refusal {
  constructor() {
    super('consent-withdrawn', 'conflict');
  }
}

/** @throws ConsentOutdated when what was agreed to is not the current text */
export function checkConsent(current: ConsentText, agreedVersion: string): void {
  if (agreedVersion !== current.version) throw new ConsentOutdated(current);
}
