import { refuseBannedWords } from '#engines/text';
import type { Context } from '#platform/context';
import { skusByIds } from '../catalogue/spu-store.ts';
import { checkTerms, type Campaign } from './campaign.ts';
import { insertCampaign } from './campaign-store.ts';
import { GroupTermsUnfit, MAX_OPEN_DAYS, NotInGroupBuy } from './group-buy.ts';
import { checkReach } from './launch-campaign.ts';

export type CreateCampaignInput = Pick<
  Campaign,
  | 'title'
  | 'words'
  | 'kind'
  | 'teamSize'
  | 'teamHours'
  | 'tierBy'
  | 'cityIds'
  | 'communityIds'
  | 'items'
  | 'opensAt'
  | 'cutOffAt'
  | 'target'
>;

/**
 * Headquarters plans a group buy for many communities; it opens nowhere until it is launched.
 * @throws BannedWords, GroupTermsUnfit, CampaignOutsideArea, NotInGroupBuy for SKUs that there are not
 */
export async function createCampaign(ctx: Context, input: CreateCampaignInput): Promise<Campaign> {
  refuseBannedWords({ title: input.title, words: input.words });
  checkTerms(input, input.items);
  return ctx.transaction(async (tx) => {
    const { opensAt, cutOffAt } = input;
    const longest = opensAt.getTime() + MAX_OPEN_DAYS * 86_400_000;
    if (cutOffAt !== null && (cutOffAt <= opensAt || cutOffAt <= tx.now || cutOffAt.getTime() > longest)) {
      throw new GroupTermsUnfit('window');
    }
    await checkReach(tx, ctx.scope, input);
    const known = await skusByIds(
      tx.db,
      input.items.map((item) => item.skuId),
    );
    const missing = input.items.filter((item) => !known.has(item.skuId)).map((item) => item.skuId);
    if (missing.length > 0) throw new NotInGroupBuy(missing);
    const campaign: Campaign = {
      ...input,
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
      details: {
        kind: input.kind,
        cities: input.cityIds.length,
        communities: input.communityIds.length,
        items: input.items.length,
      },
    });
    return campaign;
  });
}
