import type { TouchpointId } from '#kernel/ids';
import type { Announcement } from '#platform/outbox';
import { OpportunityChanged } from '../events.ts';
import type { Opportunity } from './opportunity.ts';

/** For whom, and how it stands now. */
export const opportunityChanged = (it: Opportunity, touchpointId: TouchpointId | null): Announcement =>
  OpportunityChanged(it.visitId, {
    visitId: it.visitId,
    cityId: it.cityId,
    communityId: it.communityId,
    storeId: it.storeId,
    touchpointId,
    state: it.state,
  });
