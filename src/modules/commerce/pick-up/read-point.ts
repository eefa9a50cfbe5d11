import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import type { PersonId, PickupPointId } from '#kernel/ids';
import { addDays, businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { idFromCursor, pageOf } from '#platform/http';
import type { ParcelId } from '../orders/parcel.ts';
import { describeMyParcels } from './describe-parcels.ts';
import { myPoint, myPoints } from './my-points.ts';
import { listCards, countCards, type CardFilter, type CardReader } from './parcel-card-store.ts';
import type { MyParcelsAnswer, MyPickUpAnswer, PointTotalsAnswer } from './pick-up-contract.ts';
import { pointDays, pointTotals } from './point-total-store.ts';

const VIEWS = {
  to_collect: ['arrived', 'part_collected'],
  on_the_way: ['waiting', 'on_the_way'],
  over: ['collected', 'returned', 'cancelled'],
  all: undefined,
} as const satisfies Readonly<Record<string, CardFilter['states']>>;

/** The points that I keep, and what is to do there by day. */
export async function readMyPickUp(ctx: Context): Promise<MyPickUpAnswer> {
  const points = await myPoints(ctx);
  const today = businessDay(ctx.clock.now());
  const rows = await pointDays(
    ctx.db,
    points.map((point) => point.id),
    sinceOf(ctx),
  );
  return {
    today,
    points: points.map(({ id: pickupPointId, name, communityName, active }) => {
      const days = daysOf(rows.filter((row) => row.pickupPointId === pickupPointId));
      return { pickupPointId, name, communityName, active, days };
    }),
  };
}

const sinceOf = (ctx: Context): string => businessDay(addDays(ctx.clock.now(), -2));

/** What there is at one point, day by day. */
const daysOf = (rows: Awaited<ReturnType<typeof pointDays>>): MyPickUpAnswer['points'][number]['days'] =>
  [...Map.groupBy(rows, (row) => row.pickupOn)].map(([pickupOn, of]) => {
    const sum = (states: readonly string[]): number =>
      of.reduce((total, row) => total + (states.includes(row.state) ? row.parcels : 0), 0);
    return {
      pickupOn,
      customers: Math.max(0, ...of.map((row) => row.customers)),
      parcels: sum(['waiting', 'on_the_way', 'arrived', 'part_collected', 'collected', 'returned']),
      onTheWay: sum(['on_the_way']),
      arrived: sum(['arrived', 'part_collected']),
      collected: sum(['collected']),
    };
  });

export interface PointDay {
  readonly pickupPointId: PickupPointId;
  readonly pickupOn?: string | undefined;
}

const keeperOf = (at: PointDay): CardReader => ({ kind: 'keeper', pickupPointIds: [at.pickupPointId] });

/** Per item, for one day or for all that is not over. @throws NotFound for a point of somebody else */
export async function readPointTotals(ctx: Context, at: PointDay): Promise<PointTotalsAnswer> {
  await myPoint(ctx, at.pickupPointId);
  return totalsOfPoint(ctx, at);
}

/** The same for whoever was found to see the point. */
export async function totalsOfPoint(ctx: Context, { pickupPointId, pickupOn }: PointDay): Promise<PointTotalsAnswer> {
  const items = await pointTotals(ctx.db, { pickupPointId, pickupOn });
  const parcels = await countCards(ctx.db, keeperOf({ pickupPointId }), { pickupOn });
  const byDay = daysOf(await pointDays(ctx.db, [pickupPointId], sinceOf(ctx)));
  const days = byDay.filter((day) => pickupOn === undefined || day.pickupOn === pickupOn);
  const customers = days.reduce((sum, day) => sum + day.customers, 0);
  return { pickupPointId, pickupOn: pickupOn ?? null, parcels, customers, items };
}

/** The same as CSV; audited. @throws NotFound */
export async function exportPointTotals(ctx: Context, at: PointDay): Promise<string> {
  const { items } = await readPointTotals(ctx, at);
  const head = ['编码', '商品', '规格', '单位', '应到', '缺货', '在途', '已到', '少到', '破损', '已提', '退回', '待提'];
  const lines = items.map((it) => [
    it.skuCode,
    it.name,
    it.spec,
    it.unit,
    it.ordered,
    it.short,
    it.onTheWay,
    it.arrived,
    it.missing,
    it.damaged,
    it.collected,
    it.returned,
    it.left,
  ]);
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-point-totals',
      subject: { kind: 'pickup_point', id: at.pickupPointId },
      details: { rows: lines.length },
    }),
  );
  return BYTE_ORDER_MARK + [head, ...lines].map(csvLine).join('');
}

/** Whose parcels: digits find the end of a phone or of an order number, eight of them a code. */
export async function whoseOf(
  ctx: Context,
  text: string | undefined,
): Promise<Pick<CardFilter, 'whose' | 'code'> & { readonly name?: string }> {
  if (text === undefined) return {};
  const digits = text.replaceAll(/[\s-]/g, '');
  if (!/^\d+$/.test(digits)) return { name: text };
  if (digits.length === 8) return { code: digits };
  const { vault } = ctx.services;
  let personIds: PersonId[] = [];
  if (digits.length === 4) personIds = await vault.find(ctx.db, 'phone', digits, 'last_four');
  else if (digits.length === 11) personIds = (await vault.findMany(ctx.db, 'phone', [digits]))[0] ?? [];
  return { whose: { personIds, numberEnds: digits.length === 4 ? digits : '' } };
}

export interface MyParcelsAsked extends PointDay {
  readonly view: keyof typeof VIEWS;
  readonly text?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** More than lie at one point at a time: a name is looked for among them, since only masks can be compared. */
const MAX_AT_POINT = 400;

/** Parcels at a point that I keep, customers masked. @throws NotFound, CursorUnreadable */
export async function readMyParcels(ctx: Context, asked: MyParcelsAsked): Promise<MyParcelsAnswer> {
  await myPoint(ctx, asked.pickupPointId);
  const { name, ...whose } = await whoseOf(ctx, asked.text);
  // A code that was shown is a matter of look-up, where wrong ones are counted.
  if (whose.code !== undefined) return { items: [], nextCursor: null };
  const filter: CardFilter = { ...whose, states: VIEWS[asked.view], pickupOn: asked.pickupOn };
  const reader = keeperOf(asked);
  if (name !== undefined) {
    const cards = await listCards(ctx.db, reader, filter, { before: undefined, limit: MAX_AT_POINT });
    const items = await describeMyParcels(ctx, cards);
    return { items: items.filter((each) => each.customerName.startsWith(name.slice(0, 1))), nextCursor: null };
  }
  const before = idFromCursor(asked.cursor) as ParcelId | undefined;
  const page = pageOf(
    await listCards(ctx.db, reader, filter, { before, limit: asked.limit + 1 }),
    asked.limit,
    (card) => [card.parcelId],
  );
  return { items: await describeMyParcels(ctx, page.items), nextCursor: page.nextCursor };
}
