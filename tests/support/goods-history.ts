import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { seededRandom } from '#kernel/random';
import { addDays, businessDay } from '#kernel/time';
import { saveCategory, saveSpu } from '#modules/commerce';
import type { Context } from '#platform/context';

interface World {
  ctx(): Context;
}

/** For tests: what two stores, SDM1 and SDM2, sold of fresh goods; more on weekends and at a lower price, and sometimes they ran out. */
export interface GoodsHistory {
  readonly skus: readonly { readonly skuId: SkuId; readonly code: string }[];
  /** A file of daily sales up to yesterday, with receipts. */
  readonly file: string;
}

export const HISTORY_DAYS = 70;

export async function makeGoodsHistory(world: World, items: number): Promise<GoodsHistory> {
  const { categoryId } = await saveCategory(world.ctx(), {
    facts: { code: 'VEG', name: '蔬菜', parentId: null, position: 0, claimHours: null, storage: null, active: true },
  });
  const skus: { skuId: SkuId; code: string }[] = [];
  for (let at = 0; at < items; at += 1) {
    const code = `V${at + 1}`;
    const facts = { code, name: `青菜${at + 1}`, categoryId, kind: 'goods' as const, description: '', imageIds: [] };
    const more = { unit: '份', options: [], shelfLifeDays: 3, storage: null, claimHours: null, active: true };
    const sku = { code, spec: [], unit: null, listFen: fen(1_000), originalFen: null, costFen: fen(600) };
    const saved = await saveSpu(world.ctx(), {
      facts: { ...facts, ...more },
      skus: [{ ...sku, weightGrams: null, barcode: null, active: true }],
    });
    skus.push({ skuId: saved.skus[0]!.skuId, code });
  }
  return {
    skus,
    file: historyOf(
      skus.map(({ code }) => code),
      world.ctx().clock.now(),
    ),
  };
}

/** What each item sells on a usual day, of ten in the first one on. */
export const levelOf = (item: number): number => 10 + 3 * item;

function historyOf(codes: readonly string[], today: Date): string {
  const random = seededRandom('shops');
  const lines = ['门店编码,商品编码,日期,销量,缺货小时,折扣'];
  for (const [store, factor] of [
    ['SDM1', 1],
    ['SDM2', 0.6],
  ] as const) {
    for (let back = HISTORY_DAYS; back >= 1; back -= 1) {
      const day = businessDay(addDays(today, -back));
      const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
      let receipts = 0;
      for (const [item, code] of codes.entries()) {
        const reduced = random.next() < 0.15;
        const wanted =
          levelOf(item) * factor * (isWeekend ? 1.5 : 1) * (reduced ? 1.4 : 1) * (0.75 + 0.5 * random.next());
        const hours = random.next() < 0.08 ? 8 : 0;
        const sold = Math.round(wanted * (1 - hours / 16));
        receipts += sold;
        lines.push(`${store},${code},${day},${sold},${hours},${reduced ? 0.8 : 1}`);
      }
      lines.push(`${store},,${day},${Math.round(receipts / 2)},0,1`);
    }
  }
  return lines.join('\n');
}
