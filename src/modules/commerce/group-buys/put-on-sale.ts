import type { CityId, SkuId, WarehouseId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { planStock } from '#modules/inventory';
import { effectiveSkus } from '../catalogue/effective-sku-store.ts';
import { stockOf } from '../orders/order-line.ts';
import { GroupBuyOpened } from './group-buys-events.ts';
import { drawGroupBuyNumber, factsOf, published, type GroupBuy, type GroupBuyItem } from './group-buy.ts';
import { claimNumbers, insertGroupBuys } from './group-buy-store.ts';
import type { Prepared } from './prepare-group-buys.ts';
import { isWhole } from './team.ts';
import { insertWholeTeams } from './team-store.ts';

const MAX_DRAWS = 5;

/**
 * Part: adds prepared group buys, and opens those whose time has come: their teams, their quotas as incoming at their
 * warehouses. One that its campaign has in the community already is left out. Announces GroupBuyOpened.
 */
export async function putOnSale(
  ctx: Context,
  tx: Tx,
  prepared: readonly Prepared[],
  as: 'published' | 'draft' = 'published',
): Promise<GroupBuy[]> {
  const numbered = await withNumbers(ctx, tx, prepared);
  const ready = numbered.map(({ groupBuy, items }) => ({
    groupBuy: as === 'draft' ? groupBuy : { ...published(groupBuy, tx.now), revision: 1 },
    items,
  }));
  const added = new Set(await insertGroupBuys(tx.db, ready));
  const standing = ready.filter(({ groupBuy }) => added.has(groupBuy.groupBuyId));
  await beginTeams(
    tx,
    standing.map((each) => each.groupBuy),
  );
  await announceOpened(
    tx,
    standing.filter(({ groupBuy }) => groupBuy.state === 'open'),
  );
  return standing.map((each) => each.groupBuy);
}

/** Part: what follows from being open: quotas are there to be sold, and everybody hears of it. */
export async function announceOpened(
  tx: Tx,
  opened: readonly { readonly groupBuy: GroupBuy; readonly items: readonly GroupBuyItem[] }[],
): Promise<void> {
  if (opened.length === 0) return;
  await planQuotas(
    tx,
    opened.map((each) => ({ ...each, unitsOf: (item) => item.quota ?? 0 })),
  );
  await tx.announce(opened.map(({ groupBuy }) => GroupBuyOpened(groupBuy.groupBuyId, factsOf(groupBuy))));
}

/**
 * Part: puts units of items in as incoming at the warehouses of group buys, or (`down`) takes out again what nobody
 * reserved. Of a bundle its parts.
 */
export async function planQuotas(
  tx: Tx,
  given: readonly {
    readonly groupBuy: GroupBuy;
    readonly items: readonly GroupBuyItem[];
    readonly unitsOf: (item: GroupBuyItem) => number;
  }[],
  way: 'up' | 'down' = 'up',
): Promise<void> {
  for (const [cityId, ofCity] of Map.groupBy(given, ({ groupBuy }) => groupBuy.cityId)) {
    const wanted = ofCity.flatMap(({ groupBuy, items, unitsOf }) =>
      items.flatMap((item) => {
        const units = unitsOf(item);
        return item.quota === null || units === 0 ? [] : [{ groupBuy, skuId: item.skuId, units }];
      }),
    );
    if (wanted.length === 0) continue;
    const parts = await partsIn(
      tx,
      cityId,
      wanted.map((each) => each.skuId),
    );
    for (const [reference, each] of Map.groupBy(wanted, ({ groupBuy }) => groupBuy.campaignId ?? groupBuy.groupBuyId)) {
      const lines = each.flatMap(({ groupBuy, skuId, units }) =>
        stockLines(parts, skuId, units, groupBuy.placeId).map(({ placeId, skuId: part, quantity }) => ({
          placeId,
          skuId: part,
          change: way === 'up' ? quantity : -quantity,
        })),
      );
      await planStock(tx, {
        cityId,
        reference: { kind: 'group_buy', id: reference },
        lines,
        asFarAsPossible: way === 'down',
      });
    }
  }
}

type Parts = ReadonlyMap<SkuId, readonly { readonly skuId: SkuId; readonly quantity: number }[]>;

const stockLines = (parts: Parts, skuId: SkuId, units: number, placeId: WarehouseId) =>
  stockOf({ skuId, parts: parts.get(skuId) ?? [] }, units, placeId);

async function partsIn(tx: Tx, cityId: CityId, skuIds: readonly SkuId[]): Promise<Parts> {
  const place = { cityId, storeId: null, communityId: null };
  const skus = await effectiveSkus(tx.db, { skuIds, place, at: tx.now });
  return new Map([...skus].map(([skuId, sku]) => [skuId, sku.parts]));
}

/** Draws numbers again for those whose number is taken. */
async function withNumbers(ctx: Context, tx: Tx, prepared: readonly Prepared[]): Promise<Prepared[]> {
  const done: Prepared[] = [];
  let left = [...prepared];
  for (let draws = 1; left.length > 0; draws += 1) {
    if (draws > MAX_DRAWS) throw new Error(`no free number after ${MAX_DRAWS} draws`);
    const free = await claimNumbers(
      tx.db,
      left.map((each) => each.groupBuy),
    );
    done.push(...left.filter(({ groupBuy }) => free.has(groupBuy.groupBuyNumber)));
    left = left
      .filter(({ groupBuy }) => !free.has(groupBuy.groupBuyNumber))
      .map(({ groupBuy, items }) => ({
        groupBuy: { ...groupBuy, groupBuyNumber: drawGroupBuyNumber(ctx.random) },
        items,
      }));
  }
  return done;
}

/** Communities that are one team begin with their group buy. */
async function beginTeams(tx: Tx, groupBuys: readonly GroupBuy[]): Promise<void> {
  await insertWholeTeams(
    tx.db,
    groupBuys.filter(isWhole).map(({ cityId, groupBuyId, teamSize, cutOffAt }) => ({
      cityId,
      groupBuyId,
      teamId: tx.newId<'Team'>(),
      size: teamSize ?? 2,
      openedAt: tx.now,
      expiresAt: cutOffAt,
    })),
  );
}
