import { createHash } from 'node:crypto';
import { Refusal } from '#kernel/errors';
import { CAPS, sayCap } from '../messages/cap.ts';
import type { Purpose } from '../messages/message.ts';

/** Purposes that are the customer's to allow: for surveys silence is consent until they say no, for marketing it is not. */
export type ConsentPurpose = Exclude<Purpose, 'service'>;
export const CONSENT_PURPOSES: readonly ConsentPurpose[] = ['survey', 'marketing'];

/** The words that are agreed to. A change of meaning gets a new version, and consent to an older one is none. */
export interface ConsentText {
  readonly name: string;
  readonly version: string;
  readonly text: string;
}

const most = (purpose: ConsentPurpose): string =>
  CAPS.filter((cap) => cap.purpose === purpose)
    .map(sayCap)
    .join('，');

export const CONSENT_TEXTS: Readonly<Record<ConsentPurpose, ConsentText>> = {
  survey: {
    name: '满意度回访',
    version: '2026-01',
    text: `完工后用站内消息和短信问一次满不满意，${most('survey')}。不想收随时关掉，不影响服务。`,
  },
  marketing: {
    name: '活动消息',
    version: '2026-01',
    text: `同意用站内消息和短信告诉我小区里的活动和优惠，${most('marketing')}，晚上 10 点到早上 8 点不发。随时可以关掉，不影响购物和服务。`,
  },
};

/** What a customer said last about a purpose. */
export interface Consent {
  readonly purpose: ConsentPurpose;
  readonly revision: number;
  readonly given: boolean;
  readonly version: string;
  /** SHA-256 of the words in hex: proves later which ones were on the screen. */
  readonly textHash: string;
  readonly changedAt: Date;
}

export const hashOf = (text: ConsentText): string => createHash('sha256').update(text.text).digest('hex');

/**
 * Whether a purpose may be sent to somebody who said `last` (undefined: never asked): `given`, `never` said, `refused`,
 * or `outdated` where the words have changed since (PIPL art. 14).
 */
export function standingOf(
  purpose: ConsentPurpose,
  last: Pick<Consent, 'given' | 'version'> | undefined,
): 'given' | 'never' | 'refused' | 'outdated' {
  if (last === undefined) return purpose === 'survey' ? 'given' : 'never';
  if (!last.given) return 'refused';
  return purpose === 'survey' || last.version === CONSENT_TEXTS[purpose].version ? 'given' : 'outdated';
}

/** The words changed since they were shown. Carries the new ones, to be read again. */
export class ConsentTextOutdated extends Refusal {
  constructor(current: ConsentText) {
    super('consent-text-outdated', 'conflict', { version: current.version, text: current.text });
  }
}
