import { NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import { businessDay } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { putAreaPrice } from '#modules/commerce';
import { moveStock } from '#modules/inventory';
import { userOf } from '../actor.ts';
import { lockLines, saveDecisions } from './line-store.ts';
import {
  OverrideReasonMissing,
  PriceNotYours,
  stateAfter,
  SupplyLineChanged,
  SupplyLineClosed,
  UnitsNotPacks,
  type OverrideReason,
  type SupplyLine,
  type SupplyLineId,
} from './supply-line.ts';

export interface LineDecision {
  readonly lineId: SupplyLineId;
  /** As the reader saw it. */
  readonly revision: number;
  /** Units, or the price of a discount; null to do nothing. */
  readonly decided: number | null;
}

/**
 * Decides on lines, all or none: orders are written down for the purchase list, goods are moved, prices are set for today.
 * Who decides otherwise than proposed says why. An order may be decided again as long as its day lasts.
 * @throws NotFound, SupplyLineChanged, SupplyLineClosed, OverrideReasonMissing, UnitsNotPacks, and what moving goods or setting prices refuses
 */
export async function decideLines(
  ctx: Context,
  asked: {
    readonly decisions: readonly LineDecision[];
    readonly reason: OverrideReason | null;
    readonly note: string;
  },
): Promise<readonly SupplyLine[]> {
  return ctx.transaction(async (tx) => {
    const decisions = new Map(asked.decisions.map((each) => [each.lineId, each]));
    const lines = await lockLines(tx.db, ctx.scope, [...decisions.keys()]);
    const stale = lines.filter(({ lineId, revision }) => decisions.get(lineId)!.revision !== revision);
    if (lines.length < decisions.size) throw new NotFound('supply-line');
    if (stale.length > 0) throw new SupplyLineChanged(stale.length);
    const today = businessDay(tx.now);
    const decided = lines.map((line): SupplyLine => {
      const units = decisions.get(line.lineId)!.decided;
      checkDecision(line, units, today);
      const state = stateAfter(line, units);
      if (state !== 'taken' && asked.reason === null) throw new OverrideReasonMissing();
      const said = state === 'taken' ? { reason: null, note: '' } : { reason: asked.reason, note: asked.note };
      return { ...line, decided: units, state, ...said, decidedBy: userOf(tx.actor), decidedAt: tx.now };
    });
    await saveDecisions(tx.db, decided);
    await carryOut(ctx, tx, decided);
    await tx.audit({
      action: 'decide-supply',
      subject: { kind: 'supply_line', id: lines[0]?.lineId ?? '' },
      details: { lines: lines.length, reason: asked.reason },
    });
    return decided.map((line) => ({ ...line, revision: line.revision + 1 }));
  });
}

function checkDecision(line: SupplyLine, units: number | null, today: string): void {
  const isOver = line.day < today || line.state === 'lapsed';
  // What was moved or priced is done; only an order is a list until its day is over.
  const isDone = line.kind !== 'order' && (line.state === 'taken' || line.state === 'changed');
  if (isOver || isDone) throw new SupplyLineClosed(isOver ? 'lapsed' : line.state);
  if (line.kind === 'order' && units !== null && units % line.basis.pack !== 0)
    throw new UnitsNotPacks(line.basis.pack);
}

/** In the same transaction: a decision that cannot be carried out is none. */
async function carryOut(ctx: Context, tx: Tx, lines: readonly SupplyLine[]): Promise<void> {
  const done = lines.filter(({ decided }) => decided !== null && decided > 0);
  const ways = Map.groupBy(
    done.filter(({ kind }) => kind === 'transfer'),
    ({ fromPlaceId, placeId }) => `${fromPlaceId}/${placeId}`,
  );
  for (const [, own] of [...ways].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const { fromPlaceId, placeId } = own[0]!;
    await moveStock(ctx, tx, {
      fromId: fromPlaceId!,
      toId: placeId,
      lines: own.map(({ skuId, decided }) => ({ skuId, quantity: decided! })),
    });
  }
  const reduced = done.filter(({ kind }) => kind === 'discount');
  if (reduced.length > 0 && !ctx.permissions.has('price.edit')) throw new PriceNotYours();
  const today = businessDay(tx.now);
  for (const { placeId, skuId, decided } of reduced) {
    const area = { areaKind: 'store', areaId: placeId } as const;
    await putAreaPrice(ctx, tx, { skuId, ...area, priceFen: fen(decided!), from: today, to: today });
  }
}
