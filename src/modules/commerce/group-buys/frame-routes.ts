import { NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { defineRoute, idFromCursor, pageOf, Reply, type Route } from '#platform/http';
import { cities } from '#modules/territory';
import { categoriesOf } from '../catalogue/category-store.ts';
import { skusByIds } from '../catalogue/spu-store.ts';
import { clockOf, FALLBACK, type CutOffRule } from './cut-off.ts';
import {
  cutOffRuleAnswer,
  cutOffRuleBody,
  cutOffRuleParams,
  cutOffRulesAnswer,
  leaderItemAnswer,
  leaderItemBody,
  leaderItemParams,
  leaderItemsAnswer,
  leaderItemsQuery,
  frameRemovedAnswer,
  type CutOffRuleAnswer,
  type LeaderItemAnswer,
} from './campaign-contract.ts';
import { expectedRevision } from './expected-revision.ts';
import type { LeaderItem } from './leader-item.ts';
import { listLeaderItems } from './leader-item-store.ts';
import { removeCutOffRule, saveCutOffRule, visibleRules } from './save-cut-off-rule.ts';
import { removeLeaderItem, saveLeaderItem, type SaveLeaderItemInput } from './save-leader-item.ts';
import type { z } from 'zod';

const read = { permission: 'group_buy.read' } as const;
const edit = { permission: 'group_buy.edit' } as const;

async function describeRules(ctx: Context, rules: readonly CutOffRule[]): Promise<CutOffRuleAnswer[]> {
  const categories = new Map((await categoriesOf(ctx.db)).map((each) => [each.categoryId, each.name]));
  return rules.map(({ cutOffRuleId, area, areaName, categoryId, minute, pickupDays, revision }) => ({
    cutOffRuleId,
    areaKind: area.kind,
    areaId: area.kind === 'all' ? null : area.kind === 'city' ? area.cityId : area.regionId,
    areaName,
    categoryId,
    categoryName: categoryId === null ? null : (categories.get(categoryId) ?? ''),
    minute,
    clock: clockOf(minute),
    pickupDays,
    revision,
  }));
}

async function describeLeaderItems(ctx: Context, items: readonly LeaderItem[]): Promise<LeaderItemAnswer[]> {
  const skus = await skusByIds(
    ctx.db,
    items.map((item) => item.skuId),
  );
  const names = new Map((await cities(ctx.db)).map((city) => [city.id, city.name]));
  return items.map(({ validFrom, validUntil, tiers, ...item }) => ({
    ...item,
    tiers: [...tiers],
    from: businessDay(validFrom),
    to: validUntil === null ? null : businessDay(new Date(validUntil.getTime() - 1)),
    name: skus.get(item.skuId)?.name ?? '',
    unit: skus.get(item.skuId)?.unit ?? '',
    cityName: item.cityId === null ? null : (names.get(item.cityId) ?? ''),
  }));
}

/** The first of what was described. */
function only<T>([first]: readonly T[]): T {
  if (first === undefined) throw new NotFound('leader-item');
  return first;
}

const factsOf = ({ priceFen, tiers, ...body }: z.output<typeof leaderItemBody>): SaveLeaderItemInput['facts'] => ({
  ...body,
  priceFen: fen(priceFen),
  tiers: tiers.map((step) => ({ from: step.from, priceFen: fen(step.priceFen) })),
});

const leaderItemRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/leader-items',
    summary: 'What leaders may sell, on which terms: everywhere, and in the cities of the reader',
    access: read,
    query: leaderItemsQuery,
    answer: leaderItemsAnswer,
    handle: async (ctx, { query: { cursor, limit, cityId, on } }) => {
      const at = on === undefined ? undefined : addDays(startOfBusinessDay(on), 0.5);
      const rows = await listLeaderItems(ctx.db, ctx.scope, { cityId, at }, { after: idFromCursor(cursor), limit });
      const { items, nextCursor } = pageOf(rows, limit, (it) => [it.leaderItemId]);
      return { items: await describeLeaderItems(ctx, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/leader-items',
    summary: 'Lets leaders sell something on these terms',
    access: edit,
    body: leaderItemBody,
    answer: leaderItemAnswer,
    handle: async (ctx, { body }) => {
      const item = await saveLeaderItem(ctx, { facts: factsOf(body) });
      return new Reply(only(await describeLeaderItems(ctx, [item])), { status: 201 });
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/leader-items/:leaderItemId',
    summary: 'Changes the terms for what is opened from now on; If-Match says from which revision',
    access: edit,
    params: leaderItemParams,
    body: leaderItemBody,
    answer: leaderItemAnswer,
    handle: async (ctx, { params, body, request }) => {
      const change = { ...params, revision: expectedRevision(request.headers) };
      return only(await describeLeaderItems(ctx, [await saveLeaderItem(ctx, { facts: factsOf(body), change })]));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/commerce/leader-items/:leaderItemId',
    summary: 'Takes something out of what leaders may sell; what they opened stays',
    access: edit,
    params: leaderItemParams,
    answer: frameRemovedAnswer,
    handle: (ctx, { params }) => removeLeaderItem(ctx, params.leaderItemId),
  }),
];

const ruleRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/cut-off-rules',
    summary: 'When group buys close and when they can be picked up, by area and category',
    access: read,
    answer: cutOffRulesAnswer,
    handle: async (ctx) => ({
      items: await describeRules(ctx, await visibleRules(ctx)),
      fallback: { ...FALLBACK, clock: clockOf(FALLBACK.minute) },
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/cut-off-rules',
    summary: 'Adds a rule for what is opened from now on',
    access: edit,
    body: cutOffRuleBody,
    answer: cutOffRuleAnswer,
    handle: async (ctx, { body }) =>
      new Reply(only(await describeRules(ctx, [await saveCutOffRule(ctx, body)])), { status: 201 }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/cut-off-rules/:cutOffRuleId',
    summary: 'Changes a rule for what is opened from now on; If-Match says from which revision',
    access: edit,
    params: cutOffRuleParams,
    body: cutOffRuleBody,
    answer: cutOffRuleAnswer,
    handle: async (ctx, { params, body, request }) => {
      const change = { ...params, revision: expectedRevision(request.headers) };
      return only(await describeRules(ctx, [await saveCutOffRule(ctx, { ...body, change })]));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/commerce/cut-off-rules/:cutOffRuleId',
    summary: 'Takes a rule away; the next one holds',
    access: edit,
    params: cutOffRuleParams,
    answer: frameRemovedAnswer,
    handle: (ctx, { params }) => removeCutOffRule(ctx, params.cutOffRuleId),
  }),
];

export const frameRoutes: readonly Route[] = [...leaderItemRoutes, ...ruleRoutes];
