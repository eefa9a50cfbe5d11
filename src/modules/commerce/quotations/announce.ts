import type { Quotation } from './quotation.ts';

/** What every event of a quotation says about where, whose and what it is. */
export const factsOf = (it: Quotation) => ({
  quotationId: it.quotationId,
  revision: it.revision,
  totalFen: it.totalFen,
  cityId: it.cityId,
  communityId: it.communityId,
  storeId: it.storeId,
  customerKey: it.customerKey,
  personId: it.personId,
  leadId: it.leadId,
  visitId: it.visitId,
  shareToken: it.shareToken,
  packageId: it.packageId,
  touchpointId: it.touchpointId,
});
