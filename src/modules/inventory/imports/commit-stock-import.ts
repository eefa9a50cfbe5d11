import { NotFound } from '#kernel/errors';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { uploaderOf } from '#modules/territory';
import { changeStock } from '../stock/change-stock.ts';
import { addEmptyRows } from '../stock/counter-store.ts';
import { loadStockReferences } from './reference-store.ts';
import {
  lockStockImport,
  markStockCommitted,
  setThresholds,
  stockImportInScope,
  stockRowsToCommit,
} from './stock-import-store.ts';
import { judgeStockRows, type JudgedStockRow, type StockImportId } from './stock-import.ts';

export interface StockImportTaken {
  readonly changed: number;
  readonly unchanged: number;
  /** Lines that were good in the preview and are no longer. */
  readonly stale: number[];
}

/** A row that can be taken over. */
type GoodRow = JudgedStockRow & {
  readonly cityId: CityId;
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly counted: number;
};

/**
 * Takes all good rows of a previewed file over, in one transaction: what was counted lies there from now on. Rows taken
 * over before are left out, so that repeating it does nothing; each row is judged again against what is there now.
 * @throws NotFound for an import that is not the reader's; StockPromised where an order was faster than this
 */
export async function commitStockImport(ctx: Context, importId: StockImportId): Promise<StockImportTaken> {
  return ctx.transaction(async (tx) => {
    await lockStockImport(tx.db, importId);
    if ((await stockImportInScope(tx.db, ctx.scope, uploaderOf(ctx.actor), importId)) === undefined) {
      throw new NotFound('stock-import');
    }
    const stored = await stockRowsToCommit(tx.db, importId);
    const references = await loadStockReferences(tx.db, ctx.scope, stored);
    const judged = judgeStockRows(stored, references);
    const good = judged.filter((row): row is GoodRow => row.verdict !== 'bad');
    const changed = good.filter((row) => row.verdict === 'change');
    await write(tx, importId, changed, (row) => references.stock.has(`${row.placeId}/${row.skuId}`));
    const lines = good.map((row) => row.lineNumber);
    await markStockCommitted(tx.db, importId, lines, tx.now);
    const stale = judged.filter((row) => row.verdict === 'bad').map((row) => row.lineNumber);
    const taken = { changed: changed.length, unchanged: good.length - changed.length, stale };
    if (good.length > 0) {
      await tx.audit({
        action: 'commit-stock-import',
        subject: { kind: 'stock_import', id: importId },
        details: { ...taken, stale: stale.length },
      });
    }
    return taken;
  });
}

async function write(
  tx: Tx,
  importId: StockImportId,
  rows: readonly GoodRow[],
  isKnown: (row: GoodRow) => boolean,
): Promise<void> {
  if (rows.length === 0) return;
  const changes = rows.map((row) => ({
    cityId: row.cityId,
    placeId: row.placeId,
    skuId: row.skuId,
    kind: isKnown(row) ? ('counted' as const) : ('opened' as const),
    onHand: 0,
    incoming: 0,
    counted: row.counted,
  }));
  await addEmptyRows(tx.db, changes, tx.now);
  const limits = rows.flatMap((row) => (row.lowBelow === undefined ? [] : [{ ...row, lowBelow: row.lowBelow }]));
  if (limits.length > 0) await setThresholds(tx.db, limits);
  await changeStock(tx, changes, { reference: { kind: 'import', id: importId }, reason: 'counted' });
}
