/** open 进行中 · closed 已结束 (the play was taken back) · expired 已过期. */
export type OfferState = 'open' | 'closed' | 'expired';

/** What a visitor finds: what was taken back is closed whatever its date, what is out of time has expired. */
export function offerState(play: { readonly state: string; readonly dueAt: Date }, now: Date): OfferState {
  if (play.state !== 'approved') return 'closed';
  return play.dueAt <= now ? 'expired' : 'open';
}
