import { NotFound } from '#kernel/errors';
import type { CommunityId, Id } from '#kernel/ids';
import { describeForShop, shopCommunities, shopGroupBuyByKey, shopHome, shopItem } from '#modules/commerce';
import { bookingPage, offerView } from '#modules/growth';
import type { Pages } from './pages.ts';

/** Undefined for what there is not. */
async function found<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Where the pages of the shop get what they show. */
export const shopPages: Pages = {
  offerOf: offerView,
  bookingOf: bookingPage,
  communities: async (ctx) => (await shopCommunities(ctx, '')).items,
  communityOf: (ctx, { communityId, categoryId, text }) =>
    found(
      shopHome(ctx, {
        communityId: communityId as CommunityId,
        categoryId: categoryId === null ? undefined : (categoryId as Id<'Category'>),
        text: text === '' ? undefined : text,
      }),
    ),
  groupBuyOf: (ctx, key) => found(shopGroupBuyByKey(ctx, key).then((groupBuy) => describeForShop(ctx, groupBuy))),
  itemOf: (ctx, { code, communityId }) => found(shopItem(ctx, { code, communityId: communityId as CommunityId })),
};
