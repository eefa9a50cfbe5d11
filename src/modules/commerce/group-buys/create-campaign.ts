import type { Context } from '#platform/context';
import type { Campaign, CampaignPlan } from './campaign.ts';
import { insertCampaign } from './campaign-store.ts';
import { checkCampaignPlan, planNoted } from './check-campaign-plan.ts';

/**
 * Headquarters plans a group buy for many communities; it opens nowhere until it is launched.
 * @throws BannedWords, GroupTermsUnfit, CampaignOutsideArea, NotInGroupBuy for SKUs that there are not
 */
export async function createCampaign(ctx: Context, plan: CampaignPlan): Promise<Campaign> {
  return ctx.transaction(async (tx) => {
    await checkCampaignPlan(ctx, tx, plan);
    const campaign: Campaign = {
      ...plan,
      campaignId: tx.newId<'Campaign'>(),
      state: 'draft',
      launch: { done: 0, total: 0, leftOut: 0, to: null },
      cancelReason: null,
      createdBy: tx.actor.kind === 'user' ? tx.actor.userId : null,
      revision: 1,
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    await insertCampaign(tx.db, campaign);
    await tx.audit({
      action: 'create-campaign',
      subject: { kind: 'campaign', id: campaign.campaignId },
      details: planNoted(plan),
    });
    return campaign;
  });
}
