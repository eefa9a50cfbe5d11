import { refuseBannedWords } from '#engines/text';
import { DAY } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { skusByIds } from '../catalogue/spu-store.ts';
import { checkTerms, type CampaignPlan } from './campaign.ts';
import { GroupTermsUnfit, MAX_OPEN_DAYS, NotInGroupBuy } from './group-buy.ts';
import { checkReach } from './launch-campaign.ts';

/**
 * Part: whether a campaign may be planned so.
 * @throws BannedWords, GroupTermsUnfit, CampaignOutsideArea, NotInGroupBuy for SKUs that there are not
 */
export async function checkCampaignPlan(ctx: Context, tx: Tx, plan: CampaignPlan): Promise<void> {
  refuseBannedWords({ title: plan.title, words: plan.words });
  checkTerms(plan, plan.items);
  const { opensAt, cutOffAt } = plan;
  const longest = opensAt.getTime() + MAX_OPEN_DAYS * DAY;
  if (cutOffAt !== null && (cutOffAt <= opensAt || cutOffAt <= tx.now || cutOffAt.getTime() > longest)) {
    throw new GroupTermsUnfit('window');
  }
  await checkReach(tx, ctx.scope, plan);
  const skuIds = plan.items.map((item) => item.skuId);
  const known = await skusByIds(tx.db, skuIds);
  const missing = skuIds.filter((skuId) => !known.has(skuId));
  if (missing.length > 0) throw new NotInGroupBuy(missing);
}

/** What is noted about a plan. */
export const planNoted = ({ kind, cityIds, communityIds, items }: CampaignPlan) => ({
  kind,
  cities: cityIds.length,
  communities: communityIds.length,
  items: items.length,
});
