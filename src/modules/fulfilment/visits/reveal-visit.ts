import { NotFound, Refusal } from '#kernel/errors';
import { DAY } from '#kernel/time';
import type { Context } from '#platform/context';
import { PersonErased } from '#platform/privacy';
import { lockVisit } from './visit-store.ts';
import { PLACED_STATES, type Visit, type VisitId } from './visit.ts';

/** Before this, and once it is over, nobody needs to know where exactly it is. */
const REVEAL_MS = DAY;

/** It is not to be known yet, or no longer. */
export class RevealNotNow extends Refusal {
  constructor() {
    super('reveal-not-now', 'conflict');
  }
}

export const mayReveal = (visit: Visit, now: Date): boolean =>
  PLACED_STATES.includes(visit.state) && visit.startsAt.getTime() - REVEAL_MS <= now.getTime();

export interface RevealedVisit {
  readonly visitId: VisitId;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

/**
 * Name, phone and address in clear, for whoever goes there, from a day before until it is done; the audit keeps who
 * looked. Throws NotFound, RevealNotNow, PersonErased.
 */
export async function revealVisit(ctx: Context, { visitId }: { readonly visitId: VisitId }): Promise<RevealedVisit> {
  return ctx.transaction(async (tx) => {
    const visit = await lockVisit(tx.db, ctx.scope, 'touchpoint', visitId);
    if (visit === undefined) throw new NotFound('visit');
    if (!mayReveal(visit, tx.now)) throw new RevealNotNow();
    const found = await ctx.services.vault.read(tx, {
      personIds: [visit.personId],
      kinds: ['name', 'phone', 'address'],
      purpose: 'service_visit',
      subject: { kind: 'visit', id: visitId },
    });
    const fields = found.get(visit.personId);
    if (fields === undefined) throw new PersonErased(visit.personId);
    return {
      visitId,
      name: fields.name?.[0] ?? '',
      phone: (fields.phone?.[0] ?? '').replace(/^\+86/, ''),
      address: fields.address?.at(-1) ?? '',
    };
  });
}
