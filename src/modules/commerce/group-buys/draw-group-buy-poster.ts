import type { Context } from '#platform/context';
import { formatYuan } from '#kernel/money';
import { dayInWords } from '#kernel/time';
import { renderPoster, type PosterInput } from '#platform/posters';
import { communitiesByIds, pickupPointsByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { skusByIds } from '../catalogue/spu-store.ts';
import { GROUP_BUY_KINDS, numberInGroups, type GroupBuy } from './group-buy.ts';
import { itemsOf } from './group-buy-store.ts';

const BRAND = '双轮';
const NAMED = 3;

/**
 * A picture for the chat: what is sold where, until when, and the code that opens the group buy. The caller has checked
 * that the reader leads it. Throws the poster's refusals.
 */
export async function drawGroupBuyPoster(ctx: Context, it: GroupBuy): Promise<Buffer> {
  return renderPoster(ctx.services.threads, await posterOf(ctx, it));
}

async function posterOf(ctx: Context, it: GroupBuy): Promise<PosterInput> {
  const items = (await itemsOf(ctx.db, [it.groupBuyId])).get(it.groupBuyId) ?? [];
  const skus = await skusByIds(
    ctx.db,
    items.map((item) => item.skuId),
  );
  const place = (await communitiesByIds(ctx.db, [it.communityId])).get(it.communityId);
  const point = (await pickupPointsByIds(ctx.db, [it.pickupPointId])).get(it.pickupPointId);
  const leader =
    it.touchpointId && (await touchpointNames(ctx.db, ctx.services.vault, [it.touchpointId]))(it.touchpointId);
  const [first, ...others] = items.flatMap(({ skuId, priceFen }) => {
    const sku = skus.get(skuId);
    return sku === undefined ? [] : [{ name: sku.name, unit: sku.soldBy, priceFen }];
  });
  const points = others.slice(0, NAMED - 1).map((item) => `${item.name} ${formatYuan(item.priceFen)}`);
  return {
    scene: 'fresh',
    brand: BRAND,
    communityName: place?.name ?? '我们小区',
    headline: it.title,
    points: [...points, `${dayInWords(it.pickupOn, ctx.clock.now())}到${point?.name ?? '自提点'}提货`],
    ...(first && {
      price: { label: first.name, now: first.priceFen, unit: first.unit === '' ? undefined : `/${first.unit}` },
    }),
    deadline: it.cutOffAt,
    link: `${ctx.services.settings.publicUrl}/g/${it.groupBuyNumber}`,
    callToAction: it.kind === 'min_size' ? '扫码拼团' : '扫码接龙',
    ...(leader && leader.name !== '' && { touchpoint: { maskedName: leader.name, role: leader.roleName } }),
    smallPrint: `${GROUP_BUY_KINDS[it.kind]} · 团号 ${numberInGroups(it.groupBuyNumber)}`,
  };
}
