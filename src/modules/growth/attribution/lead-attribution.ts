import type { CityId, CommunityId, Id, StoreId, TouchpointId } from '#kernel/ids';
import type { Database } from '#platform/context';
import { leadsByIds } from '../leads/lead-store.ts';
import type { LeadId } from '../leads/lead.ts';

/** To whom and what a lead is owed. */
export interface Attribution {
  readonly leadId: LeadId;
  /** Who held the task when the link was opened, or who added the lead by hand. */
  readonly touchpointId: TouchpointId;
  readonly shareToken: string | null;
  readonly playId: Id<'Play'> | null;
  readonly taskId: Id<'Task'> | null;
  readonly packageId: Id<'Package'> | null;
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly storeId: StoreId | null;
}

/** For other modules, without a reader's scope: what brought each lead. Unknown leads are absent. */
export async function attributionOf(db: Database, leadIds: readonly LeadId[]): Promise<Map<LeadId, Attribution>> {
  const leads = await leadsByIds(db, [...new Set(leadIds)]);
  return new Map(
    leads.map((lead) => {
      const { leadId, touchpointId, shareToken, playId, taskId, packageId, communityId, cityId, storeId } = lead;
      return [leadId, { leadId, touchpointId, shareToken, playId, taskId, packageId, communityId, cityId, storeId }];
    }),
  );
}
