import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { OpportunityClosed, QuotationWithdrawn } from '../events.ts';
import { factsOf } from '../quotations/announce.ts';
import { moved } from '../quotations/quotation.ts';
import { pendingQuotations } from '../quotations/quotation-store.ts';
import { saveMove } from '../quotations/quotation-write-store.ts';
import { opportunityChanged } from './announce.ts';
import { givenUp, type GiveUpReason, type Opportunity, type VisitId } from './opportunity.ts';
import { lockOpportunity, opportunityInScope, saveOpportunity } from './opportunity-store.ts';
import { lockOwnSale } from './own-sale.ts';

export interface GiveUpInput {
  readonly visitId: VisitId;
  readonly reason: GiveUpReason;
  /** In the seller's words; empty for none. */
  readonly note: string;
  /** Whoever sells, or staff of the area. */
  readonly by: 'seller' | 'staff';
}

/**
 * Nothing will be sold here: what was quoted is taken back, and the contract with it. What becomes of its lead and of a
 * visit to come, those hear who have them. @throws NotFound, NotPermitted, OpportunityClosed, PersonErased
 */
export async function giveUpOpportunity(ctx: Context, input: GiveUpInput): Promise<Opportunity> {
  const { visitId, reason, note, by } = input;
  return ctx.transaction(async (tx) => {
    const before = by === 'seller' ? await lockOwnSale(ctx, tx, visitId) : await lockInArea(ctx, tx, visitId);
    const sealed = note === '' ? null : await ctx.services.vault.seal(tx, before.personId, note);
    const next = givenUp(before, { reason, noteSealed: sealed }, tx.now);
    await saveOpportunity(tx.db, next);
    await takeBack(tx, next);
    const { cityId, communityId, storeId, leadId, seller } = next;
    const touchpointId = seller?.touchpointId ?? null;
    await tx.announce([
      opportunityChanged(next, touchpointId),
      OpportunityClosed(visitId, { visitId, cityId, communityId, storeId, leadId, touchpointId, reason }),
    ]);
    await tx.audit({
      action: 'give-up-opportunity',
      subject: { kind: 'opportunity', id: visitId },
      details: { reason },
    });
    // What the seller wrote is read where it may be opened; kept answers hold no sealed bytes.
    return { ...next, noteSealed: null };
  });
}

/** @throws NotFound */
async function lockInArea(ctx: Context, tx: Tx, visitId: VisitId): Promise<Opportunity> {
  const found = await opportunityInScope(tx.db, ctx.scope, visitId);
  const locked = found && (await lockOpportunity(tx.db, found.cityId, visitId));
  if (locked === undefined) throw new NotFound('opportunity');
  return locked;
}

/** The offer that the customer has before them, and the draft that they never saw. */
async function takeBack(tx: Tx, { cityId, visitId }: Opportunity): Promise<void> {
  for (const quotation of await pendingQuotations(tx.db, cityId, visitId)) {
    const withdrawn = moved(quotation, 'withdraw', tx.now);
    await saveMove(tx.db, withdrawn, quotation.state);
    if (quotation.state === 'sent') await tx.announce([QuotationWithdrawn(quotation.quotationId, factsOf(withdrawn))]);
  }
}
