import { fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import { returnStock } from '#modules/inventory';
import { pickupPointsByIds } from '#modules/territory';
import { worthOf } from '../claims/open-automatic-claims.ts';
import { ParcelUncollected } from '../events.ts';
import { linesOf } from '../orders/line-store.ts';
import { stockOf, sumStock } from '../orders/order-line.ts';
import { refundOrderLines } from '../orders/refund-order-lines.ts';
import { changeParcels, lockParcelsOf, openOf, openUnits, type OpenParcel } from './change-parcels.ts';
import { collectRules } from './collect-rule-store.ts';
import type { CollectRule } from './collect-rule.ts';
import { pointFacts } from './confirm-arrival.ts';
import type { OrderKey } from './parcel-card-store.ts';
import { ordersLyingSince, saveParcelLines } from './parcel-line-store.ts';
import { leftOf, type ParcelLine } from './parcel-line.ts';

const BATCH = 200;
const LYING: readonly string[] = ['arrived', 'part_collected'];

/** A word to customers whose goods lie there for a while, before their time is over. Answers how many orders. */
export async function remindCollectors(ctx: Context): Promise<number> {
  const due = await ordersLyingSince(ctx.db, 'remind_at', ctx.clock.now(), BATCH);
  for (const order of due) {
    await ctx.transaction(async (tx) => {
      const parcels = await lyingOf(tx, order, (line) => line.remindAt);
      const lines = parcels.flatMap((parcel) => parcel.lines);
      await saveParcelLines(
        tx.db,
        lines.map((line) => ({ ...line, remindAt: null })),
      );
      const open = parcels.filter((parcel) => LYING.includes(parcel.card.state) && openUnits(parcel) > 0);
      await tell(tx, open, {
        stage: 'reminder',
        units: open.reduce((sum, each) => sum + openUnits(each), 0),
        refundFen: 0,
      });
    });
  }
  return due.length;
}

/**
 * Takes back what nobody fetched in its time, as the rule for its storage says: for sale again or thrown away, its money
 * given back or not. What was called off meanwhile comes back too. Announces ParcelUncollected. Answers how many orders.
 */
export async function returnUncollected(ctx: Context): Promise<number> {
  const due = await ordersLyingSince(ctx.db, 'keep_until', ctx.clock.now(), BATCH);
  for (const order of due) await ctx.transaction((tx) => takeBackOf(tx, order));
  return due.length;
}

/** Takes back what was sent of an order that was called off, as the rule for its storage says of what nobody fetched. */
export async function takeBackCancelled(ctx: Context, order: OrderKey): Promise<void> {
  await ctx.transaction(async (tx) => {
    const parcels = await lyingOf(tx, order, () => tx.now);
    const cancelled = parcels.filter(({ card }) => card.state === 'cancelled');
    const rules = await collectRules(tx.db);
    for (const parcel of cancelled) {
      for (const line of parcel.lines) await putBack(tx, parcel, line, rules[line.storage]);
    }
    const lines = cancelled.flatMap((parcel) => parcel.lines);
    await changeParcels(
      tx,
      order,
      lines.map((line) => ({ ...line, returned: line.returned + leftOf(line) })),
    );
  });
}

/** Parcels of an order, locked, with those of their lines whose time has come. */
async function lyingOf(tx: Tx, order: OrderKey, timeOf: (line: ParcelLine) => Date | null): Promise<OpenParcel[]> {
  const parcels = await lockParcelsOf(tx, order.cityId, [order.orderId]);
  return parcels
    .map((parcel) => ({
      ...parcel,
      lines: parcel.lines.filter((line) => {
        const at = timeOf(line);
        return leftOf(line) > 0 && at !== null && at.getTime() <= tx.now.getTime();
      }),
    }))
    .filter((parcel) => parcel.lines.length > 0);
}

async function takeBackOf(tx: Tx, order: OrderKey): Promise<void> {
  const parcels = await lyingOf(tx, order, (line) => line.keepUntil);
  if (parcels.length === 0) return;
  const rules = await collectRules(tx.db);
  let refundFen = 0;
  for (const parcel of parcels) {
    for (const line of parcel.lines) {
      refundFen += await giveBack(tx, parcel, line, rules[line.storage]);
      await putBack(tx, parcel, line, rules[line.storage]);
    }
  }
  const returned = parcels.flatMap((parcel) =>
    parcel.lines.map((line) => ({ ...line, returned: line.returned + leftOf(line), keepUntil: null, remindAt: null })),
  );
  await changeParcels(tx, order, returned);
  const units = parcels.reduce((sum, parcel) => sum + parcel.lines.reduce((of, line) => of + leftOf(line), 0), 0);
  await tell(tx, parcels, { stage: 'returned', units, refundFen });
}

/** Part: what of the money of a line goes back, by the rule; nothing for units that were given back before. */
async function giveBack(tx: Tx, parcel: OpenParcel, line: ParcelLine, rule: CollectRule): Promise<number> {
  const { card } = parcel;
  const quantity = openOf(parcel, line);
  if (quantity === 0 || rule.refundPercent === 0 || card.replacesFor !== null || card.orderState !== 'paid') return 0;
  const bought = ((await linesOf(tx.db, [card])).get(card.orderId) ?? []).find((each) => each.lineNo === line.lineNo);
  if (bought === undefined) return 0;
  const amountFen = fen(Math.floor((worthOf(bought, quantity) * rule.refundPercent) / 100));
  if (rule.refundPercent < 100 && amountFen === 0) return 0;
  const back = await refundOrderLines(tx, {
    order: card,
    lines: [{ lineNo: line.lineNo, quantity }],
    amountFen: rule.refundPercent === 100 ? undefined : amountFen,
    kind: 'uncollected',
    reason: '到期未提',
    reference: card.parcelId,
    stock: 'keep',
  });
  return back.amountFen;
}

async function putBack(tx: Tx, { card, bought }: OpenParcel, line: ParcelLine, rule: CollectRule): Promise<void> {
  const of = bought.find((each) => each.lineNo === line.lineNo);
  if (of === undefined) return;
  const lines = sumStock(stockOf(of, leftOf(line), card.placeId));
  const reference = { kind: 'parcel', id: card.parcelId };
  await returnStock(tx, { cityId: card.cityId, reference, lines, condition: rule.goods });
}

async function tell(
  tx: Tx,
  parcels: readonly OpenParcel[],
  what: { readonly stage: 'reminder' | 'returned'; readonly units: number; readonly refundFen: number },
): Promise<void> {
  const card = parcels[0]?.card;
  if (card === undefined || card.customerKey === null || card.personId === null || what.units === 0) return;
  const point =
    card.pickupPointId === null
      ? undefined
      : (await pickupPointsByIds(tx.db, [card.pickupPointId])).get(card.pickupPointId);
  const ends = parcels.flatMap((parcel) => parcel.lines.flatMap((line) => line.keepUntil ?? []));
  await tx.announce([
    ParcelUncollected(card.parcelId, {
      ...pointFacts(point ?? null, parcels),
      customerKey: card.customerKey,
      personId: card.personId,
      ...what,
      collectBy: new Date(ends.length === 0 ? tx.now.getTime() : Math.min(...ends.map(Number))).toISOString(),
    }),
  ]);
}
