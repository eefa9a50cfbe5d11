import { NotFound } from '#kernel/errors';
import type { CityId, CommunityId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { EVERYTHING, type Scope } from '#platform/permission';
import { communitiesByIds, communitySnapshot, countCommunities } from '#modules/territory';
import { CampaignOutsideArea, moveCampaign, type Campaign } from './campaign.ts';
import { campaignInScope, launchingCampaigns, lockCampaign, updateCampaign } from './campaign-store.ts';
import { GroupBuyChangedMeanwhile, type CampaignId } from './group-buy.ts';
import { prepareGroupBuys, type Opening } from './prepare-group-buys.ts';
import { putOnSale } from './put-on-sale.ts';

/** Communities that are opened in one transaction. */
const BATCH = 100;

export const openingOf = (it: Campaign): Opening => ({
  ...it,
  openedBy: 'headquarters',
  leaderId: null,
  pickupPointId: null,
});

/**
 * Whether somebody may open group buys in all that a campaign reaches: whole cities, or every community that it names.
 * @throws CampaignOutsideArea
 */
export async function checkReach(
  tx: Pick<Tx, 'db'>,
  scope: Scope,
  reach: Pick<Campaign, 'cityIds' | 'communityIds'>,
): Promise<void> {
  const communities = await communitiesByIds(tx.db, reach.communityIds);
  const [cityIds, mine] = [new Set<CityId>(reach.cityIds), new Set<CommunityId>(scope.communities)];
  const known = reach.communityIds.every((id) => cityIds.has(communities.get(id)?.cityId as CityId));
  const within =
    scope.everything ||
    reach.cityIds.every((id) => scope.cities.includes(id)) ||
    (reach.communityIds.length > 0 &&
      reach.communityIds.every((id) => mine.has(id) || scope.cities.includes(communities.get(id)?.cityId as CityId)));
  if (!known || !within) throw new CampaignOutsideArea();
}

/** How many communities a campaign reaches. */
export async function reachedBy(
  db: Tx['db'] | Context['db'],
  it: Pick<Campaign, 'cityIds' | 'communityIds'>,
): Promise<number> {
  if (it.communityIds.length > 0) return it.communityIds.length;
  let total = 0;
  for (const cityId of it.cityIds) total += await countCommunities(db, EVERYTHING, { cityId });
  return total;
}

/** The next communities of a campaign in the order of their ids, after one of them; `last` where there are no more. */
export async function nextCommunities(
  db: Tx['db'] | Context['db'],
  it: Pick<Campaign, 'cityIds' | 'communityIds'>,
  after: CommunityId | null,
): Promise<{ readonly ids: CommunityId[]; readonly to: CommunityId | null; readonly last: boolean }> {
  if (it.communityIds.length > 0) {
    const left = it.communityIds.toSorted().filter((id) => after === null || id > after);
    const ids = left.slice(0, BATCH);
    return { ids, to: ids.at(-1) ?? after, last: left.length <= BATCH };
  }
  const { items, nextAfter } = await communitySnapshot(db, { after: after ?? undefined, limit: BATCH * 2 });
  const cityIds = new Set(it.cityIds);
  const ids = items.filter((community) => cityIds.has(community.cityId)).map((community) => community.id);
  return { ids, to: items.at(-1)?.id ?? after, last: nextAfter === undefined };
}

/**
 * Opens a campaign in all its communities, some hundred in a transaction; a launch that breaks off goes on with the job
 * where it stopped. Announces GroupBuyOpened for each. Throws NotFound, IllegalMove, CampaignOutsideArea.
 */
export async function launchCampaign(ctx: Context, campaignId: CampaignId): Promise<Campaign> {
  await ctx.under('begin').transaction(async (tx) => {
    if ((await campaignInScope(tx.db, ctx.scope, campaignId)) === undefined) throw new NotFound('campaign');
    const before = await locked(tx, campaignId);
    await checkReach(tx, ctx.scope, before);
    const total = await reachedBy(tx.db, before);
    await save(tx, { ...moveCampaign(before, 'launching', tx.now), launch: { ...before.launch, total } });
    await tx.audit({
      action: 'launch-campaign',
      subject: { kind: 'campaign', id: campaignId },
      details: { communities: total, items: before.items.length },
    });
  });
  return goOn(ctx, campaignId);
}

/** Goes on with launches that broke off; answers how many it finished. */
export async function resumeLaunches(ctx: Context): Promise<number> {
  const launching = await launchingCampaigns(ctx.db);
  for (const campaignId of launching) await goOn(ctx, campaignId);
  return launching.length;
}

async function goOn(ctx: Context, campaignId: CampaignId): Promise<Campaign> {
  for (let part = 0; ; part += 1) {
    const it = await ctx.under(`part/${part}`).transaction((tx) => launchPart(ctx, tx, campaignId));
    if (it.state !== 'launching') return it;
  }
}

async function launchPart(ctx: Context, tx: Tx, campaignId: CampaignId): Promise<Campaign> {
  const before = await locked(tx, campaignId);
  if (before.state !== 'launching') return before;
  const { ids, to, last } = await nextCommunities(tx.db, before, before.launch.to);
  const { prepared, leftOut } = await prepareGroupBuys(ctx, tx.db, openingOf(before), ids, tx.now);
  await putOnSale(ctx, tx, prepared);
  const launch = {
    ...before.launch,
    to,
    done: before.launch.done + ids.length,
    leftOut: before.launch.leftOut + leftOut.length,
  };
  const next = { ...before, launch, revision: before.revision + 1, updatedAt: tx.now };
  return save(tx, last ? { ...moveCampaign(before, 'launched', tx.now), launch } : next);
}

async function locked(tx: Tx, campaignId: CampaignId): Promise<Campaign> {
  const it = await lockCampaign(tx.db, campaignId);
  if (it === undefined) throw new NotFound('campaign');
  return it;
}

async function save(tx: Tx, it: Campaign): Promise<Campaign> {
  if (!(await updateCampaign(tx.db, it))) throw new GroupBuyChangedMeanwhile();
  return it;
}
