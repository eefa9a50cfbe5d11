import type { CandidatesAnswer } from '#modules/fulfilment/contract';

export type Candidate = CandidatesAnswer['candidates'][number];

/** Whom somebody is about to send, when, and why. */
export interface PlaceDraft {
  readonly touchpointId: string | undefined;
  /** In Asia/Shanghai: `2026-11-23` and `09:30`. */
  readonly day: string;
  readonly time: string;
  readonly reason: string;
}

/** The instant that a day and a time of Asia/Shanghai mean; undefined while one of them is not whole. */
export function instantOf(day: string, time: string): string | undefined {
  const at = new Date(`${day}T${time}:00+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** What is missing, as a sentence; undefined when it can be sent. */
export function faultOf(draft: PlaceDraft, now: number): string | undefined {
  const at = instantOf(draft.day, draft.time);
  if (at === undefined) return '选好日期和时间';
  if (Date.parse(at) < now) return '上门时间要在现在以后';
  if (draft.touchpointId === undefined) return '选一位';
  return draft.reason.trim().length < 2 ? '写一句理由' : undefined;
}

/** Those who can go, the best first, and those who cannot. */
export const sides = (
  candidates: readonly Candidate[],
): { readonly able: readonly Candidate[]; readonly others: readonly Candidate[] } => ({
  able: candidates.filter((each) => each.cost !== null),
  others: candidates.filter((each) => each.cost === null),
});
