import type { LeadItem } from '#modules/growth/contract';

export type Move = Exclude<LeadItem['state'], 'new'>;

/** What somebody is writing down about a lead. */
export interface Draft {
  readonly move: Move;
  readonly note: string;
  /** With `visit_booked`: when, ISO. */
  readonly visitAt?: string | undefined;
  /** With `won`: what was signed for. */
  readonly yuan?: number | undefined;
  /** With `lost`: the code of why. */
  readonly reason?: string | undefined;
}

export const emptyDraft = (move: Move): Draft => ({ move, note: '' });

/** What is missing or wrong, as a sentence; undefined when it can be sent. */
export function faultOf(draft: Draft, now: number): string | undefined {
  if (draft.move === 'visit_booked') {
    if (draft.visitAt === undefined) return '选一个上门时间';
    if (Date.parse(draft.visitAt) <= now) return '上门时间要在现在以后';
  }
  if (draft.move === 'lost' && draft.reason === undefined) return '选一个没成的原因';
  return undefined;
}

/** Where the draft goes and what is sent. Money goes as fen. */
export function requestOf(draft: Draft): { readonly path: 'follow-up' | 'outcome'; readonly body: object } {
  const note = draft.note.trim();
  if (draft.move === 'won') {
    const amountFen = draft.yuan === undefined ? undefined : Math.round(draft.yuan * 100);
    return { path: 'outcome', body: { outcome: 'won', note, amountFen } };
  }
  if (draft.move === 'lost') return { path: 'outcome', body: { outcome: 'lost', reason: draft.reason, note } };
  const visitAt = draft.move === 'visit_booked' ? draft.visitAt : undefined;
  return { path: 'follow-up', body: { step: draft.move, note, visitAt } };
}
