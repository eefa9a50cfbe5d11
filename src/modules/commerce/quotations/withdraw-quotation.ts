import type { Context } from '#platform/context';
import { QuotationWithdrawn } from '../events.ts';
import { factsOf } from './announce.ts';
import { lockSoldQuotation } from './own-quotation.ts';
import { moved, QuotationNotStanding, type Quotation, type QuotationId } from './quotation.ts';
import { saveMove } from './quotation-write-store.ts';

/** Takes back a draft, or an offer that the customer has before them. @throws NotFound, IllegalMove */
export async function withdrawQuotation(
  ctx: Context,
  { quotationId }: { readonly quotationId: QuotationId },
): Promise<Quotation> {
  return ctx.transaction(async (tx) => {
    const { quotation } = await lockSoldQuotation(ctx, tx, quotationId);
    const withdrawn = moved(quotation, 'withdraw', tx.now);
    if (!(await saveMove(tx.db, withdrawn, quotation.state))) throw new QuotationNotStanding(quotation.state);
    // Nobody but the seller knew of a draft.
    if (quotation.state === 'sent') await tx.announce([QuotationWithdrawn(quotationId, factsOf(withdrawn))]);
    await tx.audit({ action: 'withdraw-quotation', subject: { kind: 'quotation', id: quotationId } });
    return withdrawn;
  });
}
