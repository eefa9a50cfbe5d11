import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { PersonErased } from '#platform/privacy';
import { lockVisit } from './visit-store.ts';
import { RevealNotNow } from './reveal-visit.ts';
import { OPEN_STATES, type VisitId } from './visit.ts';

export interface RevealedCustomer {
  readonly visitId: VisitId;
  readonly name: string;
  readonly phone: string;
}

/**
 * Name and phone of the customer in clear, for those who place and move visits, until it is over: to agree on another
 * time. Where exactly they live is for whoever goes there alone. Throws NotFound, RevealNotNow, PersonErased.
 */
export async function revealCustomer(
  ctx: Context,
  { visitId }: { readonly visitId: VisitId },
): Promise<RevealedCustomer> {
  return ctx.transaction(async (tx) => {
    const visit = await lockVisit(tx.db, ctx.scope, 'staff', visitId);
    if (visit === undefined) throw new NotFound('visit');
    if (!OPEN_STATES.includes(visit.state)) throw new RevealNotNow();
    const found = await ctx.services.vault.read(tx, {
      personIds: [visit.personId],
      kinds: ['name', 'phone'],
      purpose: 'service_visit',
      subject: { kind: 'visit', id: visitId },
    });
    const fields = found.get(visit.personId);
    if (fields === undefined) throw new PersonErased(visit.personId);
    return { visitId, name: fields.name?.[0] ?? '', phone: (fields.phone?.[0] ?? '').replace(/^\+86/, '') };
  });
}
