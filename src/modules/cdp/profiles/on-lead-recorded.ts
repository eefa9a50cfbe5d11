import { subscribe } from '#platform/outbox';
import { LeadRecorded } from '#modules/growth/events';
import { linkLead } from './link-lead.ts';

export const onLeadRecorded = subscribe('cdp.link-lead', [LeadRecorded], async (ctx, { payload, occurredAt }) => {
  const { leadId, personId, communityId, cityId, packageId } = payload;
  await linkLead(ctx, { leadId, personId, communityId, cityId, packageId, at: occurredAt });
});
