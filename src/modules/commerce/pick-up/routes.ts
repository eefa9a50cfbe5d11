import { NotFound } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import type { z } from 'zod';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { defineRoute, idFromCursor, pageOf, type Route } from '#platform/http';
import { covers } from '#platform/permission';
import type { ParcelId } from '../orders/parcel.ts';
import { STORAGE_NAMES, type KeptCollectRule } from './collect-rule.ts';
import { collectRules } from './collect-rule-store.ts';
import { describeHandOvers } from './describe-hand-overs.ts';
import { describeParcels } from './describe-parcels.ts';
import { exportParcels } from './export-parcels.ts';
import { departParcel, deliverParcel, handOverAtCounter } from './hand-over-at-counter.ts';
import { cardsByIds, countCards, listCards, type CardFilter } from './parcel-card-store.ts';
import {
  collectRuleBody,
  collectRuleItem,
  collectRulesAnswer,
  handOverItem,
  parcelExportQuery,
  parcelItem,
  parcelParams,
  parcelsAnswer,
  parcelsQuery,
  waveAnswer,
  waveBody,
  type CollectRuleItem,
  type ParcelItem,
} from './pick-up-contract.ts';
import { whoseOf } from './read-point.ts';
import { saveCollectRule } from './save-collect-rule.ts';
import { previewWave, sendWave } from './send-wave.ts';

const read = { permission: 'order.read' } as const;
const act = { permission: 'pickup.act' } as const;
const PARCELS = '/api/commerce/parcels';

/** Codes are for whoever collects: staff find parcels by order, phone and place. */
async function filterOf(ctx: Context, query: z.output<typeof parcelExportQuery>): Promise<CardFilter> {
  const { text, state, ...rest } = query;
  const { whose } = await whoseOf(ctx, text);
  const nobody = text === undefined ? undefined : { personIds: [], numberEnds: text };
  return { ...rest, whose: whose ?? nobody, states: state === undefined ? undefined : [state] };
}

async function one(ctx: Context, parcelId: ParcelId): Promise<ParcelItem> {
  const [card] = await cardsByIds(ctx.db, [parcelId]);
  const { cityId, storeId, communityId } = card ?? {};
  const isSeen = covers(ctx.scope, { cityId, storeId: storeId ?? undefined, communityId: communityId ?? undefined });
  if (card === undefined || !isSeen) throw new NotFound('parcel');
  return (await describeParcels(ctx, [card]))[0]!;
}

const ruleShown = (rule: KeptCollectRule): CollectRuleItem => ({
  storage: rule.storage,
  storageName: STORAGE_NAMES[rule.storage],
  keepDays: rule.keepDays,
  remindHours: rule.remindHours,
  goods: rule.goods,
  refundPercent: rule.refundPercent,
  reason: rule.reason,
  revision: rule.revision,
  since: rule.changedAt?.toISOString() ?? null,
});

const parcelRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: PARCELS,
    summary: 'Parcels within the area of the reader, the newest first, masked; with counts by state',
    access: read,
    query: parcelsQuery,
    answer: parcelsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...asked } }) => {
      const filter = await filterOf(ctx, asked);
      const reader = { kind: 'staff', scope: ctx.scope } as const;
      const before = idFromCursor(cursor) as ParcelId | undefined;
      const cards = await listCards(ctx.db, reader, filter, { before, limit: limit + 1 });
      const { items, nextCursor } = pageOf(cards, limit, (card) => [card.parcelId]);
      const counts = await countCards(ctx.db, reader, { ...filter, states: undefined });
      return { items: await describeParcels(ctx, items), nextCursor, counts };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PARCELS}/export`,
    summary: 'The same parcels as CSV, masked; audited',
    access: { permission: 'export.data' },
    query: parcelExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(`parcels-${businessDay(ctx.clock.now())}`, await exportParcels(ctx, await filterOf(ctx, query))),
  }),
  defineRoute({
    method: 'GET',
    path: `${PARCELS}/:parcelId`,
    summary: 'One parcel',
    access: read,
    params: parcelParams,
    answer: parcelItem,
    handle: (ctx, { params }) => one(ctx, params.parcelId),
  }),
  defineRoute({
    method: 'POST',
    path: `${PARCELS}/:parcelId/hand-over`,
    summary: 'Hand a parcel over at the counter of a store',
    access: act,
    params: parcelParams,
    answer: handOverItem,
    handle: async (ctx, { params }) => (await describeHandOvers(ctx, [await handOverAtCounter(ctx, params)]))[0]!,
  }),
  defineRoute({
    method: 'POST',
    path: `${PARCELS}/:parcelId/depart`,
    summary: 'A parcel that is delivered left its place',
    access: act,
    params: parcelParams,
    answer: parcelItem,
    handle: async (ctx, { params }) => {
      await departParcel(ctx, params);
      return one(ctx, params.parcelId);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PARCELS}/:parcelId/deliver`,
    summary: 'A parcel was handed over at the door',
    access: act,
    params: parcelParams,
    answer: handOverItem,
    handle: async (ctx, { params }) => (await describeHandOvers(ctx, [await deliverParcel(ctx, params)]))[0]!,
  }),
];

const waveRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/commerce/waves/preview',
    summary: 'What would leave a warehouse for its points, and who would be short; nothing is done',
    access: act,
    body: waveBody,
    answer: waveAnswer,
    handle: (ctx, { body }) => previewWave(ctx, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/waves',
    summary: 'The goods of a day left the warehouse; what was too little is refunded to whoever ordered last',
    access: act,
    body: waveBody,
    answer: waveAnswer,
    handle: (ctx, { body }) => sendWave(ctx, body),
  }),
];

const ruleRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/collect-rules',
    summary: 'How long goods lie at points, and what becomes of what nobody fetched; the same for everybody',
    access: read,
    answer: collectRulesAnswer,
    handle: async (ctx) => ({ items: Object.values(await collectRules(ctx.db)).map(ruleShown) }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/collect-rules',
    summary: 'Change such a rule, with the reason; headquarters only',
    access: act,
    body: collectRuleBody,
    answer: collectRuleItem,
    handle: async (ctx, { body }) => ruleShown(await saveCollectRule(ctx, body)),
  }),
];

export const pickUpRoutes: readonly Route[] = [...parcelRoutes, ...waveRoutes, ...ruleRoutes];
