import type { PlayEditBody } from '#modules/intelligence/contract';
import { DAY, HOUR } from '#kernel/time';
import type { Play } from './play-paths.ts';

/** What a person may change of a play, as the form holds it. */
export interface PlayDraft {
  readonly headline: string;
  readonly script: string;
  readonly offerText: string;
  readonly packageId: string;
  readonly roles: readonly string[];
  /** `2026-11-28`, in Shanghai. */
  readonly dueDate: string;
}

export type DraftField = keyof PlayDraft;
export const DRAFT_FIELDS: readonly DraftField[] = ['headline', 'packageId', 'offerText', 'script', 'roles', 'dueDate'];

type Editable = Pick<Play['original'], 'headline' | 'script' | 'offerText' | 'packageId' | 'dueAt'> & {
  readonly roles: readonly string[];
};

export function draftOf(play: Editable): PlayDraft {
  const { headline, script, offerText, packageId, roles, dueAt } = play;
  return { headline, script, offerText, packageId, roles: [...roles], dueDate: shanghaiDate(dueAt) };
}

/** The fields in which two drafts differ, in the order of the form. The order of roles counts: the first is asked first. */
export function changedFields(before: PlayDraft, after: PlayDraft): DraftField[] {
  return DRAFT_FIELDS.filter((field) => String(before[field]).trim() !== String(after[field]).trim());
}

/** The body of the edit: only what changed, and why. */
export function editBody(play: Editable, draft: PlayDraft, reason: string): PlayEditBody {
  const changed = new Set(changedFields(draftOf(play), draft));
  const { headline, script, offerText, packageId, roles, dueDate } = draft;
  return {
    ...(changed.has('headline') ? { headline: headline.trim() } : {}),
    ...(changed.has('script') ? { script: script.trim() } : {}),
    ...(changed.has('offerText') ? { offerText: offerText.trim() } : {}),
    ...(changed.has('packageId') ? { packageId: packageId as PlayEditBody['packageId'] & string } : {}),
    ...(changed.has('roles') ? { roles: [...roles] as NonNullable<PlayEditBody['roles']> } : {}),
    ...(changed.has('dueDate') ? { dueAt: onDate(play.dueAt, dueDate) } : {}),
    reason: reason.trim(),
  };
}

const SHANGHAI_OFFSET = 8 * HOUR;

/** The day of an instant in Shanghai, as a date field holds it. */
export const shanghaiDate = (at: string | number): string =>
  new Date(new Date(at).getTime() + SHANGHAI_OFFSET).toISOString().slice(0, 10);

/** The same time of day in Shanghai on another day. */
export function onDate(at: string, date: string): string {
  const local = new Date(at).getTime() + SHANGHAI_OFFSET;
  const timeOfDay = ((local % DAY) + DAY) % DAY;
  return new Date(Date.parse(`${date}T00:00:00Z`) + timeOfDay - SHANGHAI_OFFSET).toISOString();
}
