import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { replanCampaign, type Campaign, type CampaignPlan } from './campaign.ts';
import { campaignInScope, lockCampaign, updateCampaign } from './campaign-store.ts';
import { checkCampaignPlan, planNoted } from './check-campaign-plan.ts';
import { GroupBuyChangedMeanwhile, type CampaignId } from './group-buy.ts';
import { checkReach } from './launch-campaign.ts';

export interface ChangeCampaignInput {
  readonly campaignId: CampaignId;
  /** The one that was read. */
  readonly revision: number;
  readonly plan: CampaignPlan;
}

/**
 * Plans a draft anew; where it has been launched or called off it stays as it is.
 * @throws NotFound, IllegalMove, GroupBuyChangedMeanwhile, BannedWords, GroupTermsUnfit, CampaignOutsideArea for what it
 * reached as for what it is to reach, NotInGroupBuy for SKUs that there are not
 */
export async function changeCampaign(ctx: Context, input: ChangeCampaignInput): Promise<Campaign> {
  const { campaignId, revision, plan } = input;
  return ctx.transaction(async (tx) => {
    if ((await campaignInScope(tx.db, ctx.scope, campaignId)) === undefined) throw new NotFound('campaign');
    const before = await lockCampaign(tx.db, campaignId);
    if (before === undefined) throw new NotFound('campaign');
    await checkReach(tx, ctx.scope, before);
    const campaign = replanCampaign(before, plan, tx.now);
    if (before.revision !== revision) throw new GroupBuyChangedMeanwhile();
    await checkCampaignPlan(ctx, tx, plan);
    if (!(await updateCampaign(tx.db, campaign))) throw new GroupBuyChangedMeanwhile();
    await tx.audit({
      action: 'change-campaign',
      subject: { kind: 'campaign', id: campaignId },
      details: planNoted(plan),
    });
    return campaign;
  });
}
