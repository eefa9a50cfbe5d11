import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { bookVisitPart } from './book-visit.ts';
import { visitInScope } from './visit-store.ts';
import type { Visit, VisitId } from './visit.ts';

export interface BookAgainAsked {
  readonly previousVisitId: VisitId;
  readonly service: string;
  readonly startsAt: Date;
  readonly touchpointId?: TouchpointId | undefined;
  /** Staff of the area, or who went there: a seller. */
  readonly by: 'staff' | 'seller';
}

/**
 * Another visit to the home of an earlier one: the customer and what brought them stay the same.
 * @throws NotFound, SlotTaken with the next free slots, NotBookedThisWay, UnknownService
 */
export async function bookAgain(ctx: Context, asked: BookAgainAsked): Promise<Visit> {
  return ctx.transaction(async (tx) => {
    const reader = asked.by === 'staff' ? 'staff' : 'touchpoint';
    const previous = await visitInScope(tx.db, ctx.scope, reader, asked.previousVisitId);
    if (previous === undefined) throw new NotFound('visit');
    const { communityId, personId, customerKey, leadId, shareToken, packageId, projectId } = previous;
    const { service, startsAt, touchpointId, by } = asked;
    const same = { communityId, personId, customerKey, leadId, shareToken, packageId, projectId };
    const visit = await bookVisitPart(tx, { ...same, service, startsAt, touchpointId, by });
    await tx.audit({
      action: 'book-visit',
      subject: { kind: 'visit', id: visit.visitId },
      details: { previousVisitId: previous.visitId, service, by },
    });
    return visit;
  });
}
