import { fen, yuanInWords } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import { inStep } from '#platform/postgres';
import { refundOrderLines } from '../orders/refund-order-lines.ts';
import type { GroupBuy } from './group-buy.ts';
import { itemsOf } from './group-buy-store.ts';
import { claimRebates, linesToRebate, saveFinalPrices, standingOf } from './settle-store.ts';
import { rebateOf, tierPrice } from './tier.ts';

/** Orders whose differences go back in one transaction. */
const ORDERS = 50;

/**
 * Settles what everything of a tiered group buy costs, by what was sold, and gives back the difference to everybody, each
 * line once. What each item costs is settled first and stays, so that later cancellations change nothing for others.
 */
export async function rebateTiers(ctx: Context, groupBuy: GroupBuy): Promise<void> {
  await ctx.transaction((tx) => settlePrices(tx, groupBuy));
  for (let done = ORDERS; done > 0;) done = await ctx.transaction((tx) => rebateSome(tx, groupBuy));
}

async function settlePrices(tx: Tx, groupBuy: GroupBuy): Promise<void> {
  const items = (await itemsOf(tx.db, [groupBuy.groupBuyId])).get(groupBuy.groupBuyId) ?? [];
  const { units, people } = await standingOf(tx.db, groupBuy);
  const finals = items
    .filter((item) => item.finalFen === null)
    .map(({ skuId, priceFen, tiers }) => {
      const reached = groupBuy.tierBy === 'people' ? people : (units.get(skuId) ?? 0);
      return { skuId, finalFen: tierPrice(priceFen, tiers, reached) };
    });
  if (finals.length > 0) await saveFinalPrices(tx.db, groupBuy, finals);
}

/** Answers how many lines got their difference. */
async function rebateSome(tx: Tx, groupBuy: GroupBuy): Promise<number> {
  const { cityId, groupBuyId } = groupBuy;
  const lines = (await linesToRebate(tx.db, groupBuy, ORDERS)).map((line) => ({
    ...line,
    amountFen: rebateOf(line, line.finalFen),
  }));
  const claimed = await claimRebates(tx.db, groupBuy, lines, tx.now);
  const mine = lines.filter(({ orderId, lineNo }) => claimed.has(`${orderId}/${lineNo}`));
  // Orders go side by side, so that what each asks of the database is asked for all; lines of one order in turn.
  await inStep(tx.db, Map.groupBy(mine, (line) => line.orderId).values(), async (ofOrder) => {
    for (const { orderId, lineNo, amountFen, finalFen } of ofOrder) {
      await refundOrderLines(tx, {
        order: { cityId, orderId },
        lines: [{ lineNo, quantity: 0 }],
        kind: 'price_tier',
        amountFen: fen(amountFen),
        reason: `阶梯价达成，退差价至 ${yuanInWords(finalFen)}`,
        reference: groupBuyId,
        stock: 'keep',
      });
    }
  });
  return claimed.size;
}
