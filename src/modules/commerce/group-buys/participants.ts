import type { Context } from '#platform/context';
import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import { linesOf } from '../orders/line-store.ts';
import { stateName, type Order } from '../orders/order.ts';
import type { Participants } from './group-buy-contract.ts';
import { numberInGroups, type GroupBuy } from './group-buy.ts';
import { participantsPage, type ParticipantPlace } from './participant-store.ts';

const PAGE = 200;
/** As much as a chat takes. */
const MAX_IN_CHAT = 500;
const MAX_ROWS = 20_000;

type Participant = Participants['items'][number];

/** Who ordered in a group buy and what, in the order in which they came; names and phones masked. */
export async function describeParticipants(
  ctx: Context,
  groupBuy: GroupBuy,
  page: { readonly after: ParticipantPlace | undefined; readonly limit: number },
): Promise<{ readonly items: Participant[]; readonly last: ParticipantPlace | undefined }> {
  const rows = await participantsPage(ctx.db, groupBuy, page);
  const orders = rows.map((row) => row.order);
  const lines = await linesOf(ctx.db, orders);
  const people = await ctx.services.vault.masked(
    ctx.db,
    orders.flatMap((order) => (order.personId === null ? [] : [order.personId])),
    ['name', 'phone'],
  );
  const items = rows.map(({ order, place }): Participant => {
    const person = order.personId === null ? undefined : people.get(order.personId);
    return {
      place,
      orderId: order.orderId,
      orderNumber: order.orderNumber,
      name: person?.name?.[0] ?? '邻居',
      phone: person?.phone?.[0] ?? '',
      state: order.state as Participant['state'],
      stateName: stateName(order),
      lines: (lines.get(order.orderId) ?? [])
        .filter((line) => line.quantity > line.refundedQuantity)
        .map((line) => ({ name: line.skuName, unit: line.unit, quantity: line.quantity - line.refundedQuantity })),
      at: paidOrPlaced(order).toISOString(),
    };
  });
  const last = rows.at(-1);
  return { items, last: last && { paidAt: paidOrPlaced(last.order), orderId: last.order.orderId, place: last.place } };
}

const paidOrPlaced = (order: Order): Date => order.paidAt ?? order.placedAt;

async function all(ctx: Context, groupBuy: GroupBuy, limit: number): Promise<Participant[]> {
  const items: Participant[] = [];
  let after: ParticipantPlace | undefined;
  while (items.length < limit) {
    const page = await describeParticipants(ctx, groupBuy, { after, limit: PAGE });
    items.push(...page.items);
    after = page.last;
    if (page.items.length < PAGE) break;
  }
  return items.slice(0, limit);
}

const inWords = (lines: Participant['lines']): string =>
  lines.map((line) => `${line.name} ×${line.quantity}`).join('、');

/** The 接龙 as it is pasted into a chat: numbered, names masked. */
export async function chatList(ctx: Context, groupBuy: GroupBuy): Promise<string> {
  const items = await all(ctx, groupBuy, MAX_IN_CHAT);
  const head = [
    `【${groupBuy.title}】`,
    ...(groupBuy.words === '' ? [] : [groupBuy.words]),
    `截单 ${localMinute(groupBuy.cutOffAt).slice(5)}，${groupBuy.pickupOn.slice(5)} 自提，团号 ${numberInGroups(groupBuy.groupBuyNumber)}`,
  ];
  return [...head, ...items.map((it) => `${it.place}. ${it.name} ${inWords(it.lines)}`)].join('\n');
}

/** The same as CSV, with what was ordered in a cell of its own; recorded in the audit with the number of rows. */
export async function exportParticipants(ctx: Context, groupBuy: GroupBuy): Promise<string> {
  const items = await all(ctx, groupBuy, MAX_ROWS);
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-participants',
      subject: { kind: 'group_buy', id: groupBuy.groupBuyId },
      details: { rows: items.length },
    }),
  );
  const rows = items.map((it) => [
    it.place,
    it.orderNumber,
    it.name,
    it.phone,
    inWords(it.lines),
    it.stateName,
    localMinute(new Date(it.at)),
  ]);
  const header = ['序号', '订单号', '顾客', '电话', '商品', '状态', '时间'];
  return BYTE_ORDER_MARK + [header, ...rows].map((row) => csvLine(row)).join('');
}
