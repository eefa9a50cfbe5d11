import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { moveCampaign, type Campaign } from './campaign.ts';
import { campaignInScope, lockCampaign, runningOfCampaign, updateCampaign } from './campaign-store.ts';
import { callOffGroupBuy } from './cancel-group-buy.ts';
import { GroupBuyChangedMeanwhile, type CampaignId, type GroupBuyCancelReason } from './group-buy.ts';
import { lockGroupBuy } from './group-buy-store.ts';
import { checkReach } from './launch-campaign.ts';

const BATCH = 50;

/**
 * Calls off a campaign with every group buy of it that still runs; what was ordered goes back with their settlement.
 * Announces GroupBuyChanged for each. Throws NotFound, IllegalMove, CampaignOutsideArea.
 */
export async function cancelCampaign(
  ctx: Context,
  asked: { readonly campaignId: CampaignId; readonly reason: GroupBuyCancelReason },
): Promise<Campaign> {
  const { campaignId, reason } = asked;
  const campaign = await ctx.under('campaign').transaction(async (tx) => {
    if ((await campaignInScope(tx.db, ctx.scope, campaignId)) === undefined) throw new NotFound('campaign');
    const before = await lockCampaign(tx.db, campaignId);
    if (before === undefined) throw new NotFound('campaign');
    await checkReach(tx, ctx.scope, before);
    const it: Campaign = { ...moveCampaign(before, 'cancelled', tx.now), cancelReason: reason };
    if (!(await updateCampaign(tx.db, it))) throw new GroupBuyChangedMeanwhile();
    await tx.audit({ action: 'cancel-campaign', subject: { kind: 'campaign', id: campaignId }, details: { reason } });
    return it;
  });
  await callOffRest(ctx, campaign);
  return campaign;
}

/** Calls off what of a cancelled campaign still runs: the job goes on with it where the verb broke off. */
export async function callOffRest(ctx: Context, { campaignId, cancelReason }: Campaign): Promise<void> {
  if (cancelReason === null) return;
  for (let part = 0; ; part += 1) {
    const running = await runningOfCampaign(ctx.db, campaignId, BATCH);
    const done = await ctx.under(`part/${part}`).transaction(async (tx) => {
      let called = 0;
      for (const key of running) {
        const it = await lockGroupBuy(tx.db, key);
        if (it === undefined || !['draft', 'scheduled', 'open'].includes(it.state)) continue;
        await callOffGroupBuy(tx, it, cancelReason);
        called += 1;
      }
      return called;
    });
    if (running.length < BATCH || done === 0) return;
  }
}
