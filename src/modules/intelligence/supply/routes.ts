import type { SkuId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { defineRoute, fromCursor, pageOf, Reply, type Route } from '#platform/http';
import { categoriesOf, skusByIds, type CategoryId } from '#modules/commerce';
import { coversPlace, stockPlacesByIds } from '#modules/inventory';
import { REASONS } from '../demand/forecast-reason.ts';
import { decideLines } from './decide-lines.ts';
import { exportSupply } from './export-supply.ts';
import { namedLines, readComparison, readSupply, type NamedLine } from './read-supply.ts';
import { setSupplyLimit, setSupplyRule } from './save-supply-rule.ts';
import {
  comparisonAnswer,
  decideAnswer,
  decideBody,
  limitBody,
  limitParams,
  ruleBody,
  ruleParams,
  rulesAnswer,
  supplyAnswer,
  supplyChoices,
  supplyExportQuery,
  supplyQuery,
} from './supply-contract.ts';
import { OVERRIDE_REASONS, type OverrideReason, type SupplyLineId } from './supply-line.ts';
import { DEFAULT_TERMS } from './supply-rule.ts';
import { supplyLimits, supplyRules } from './supply-rule-store.ts';

const read = { permission: 'stock.read' } as const;
const edit = { permission: 'stock.edit' } as const;

const lineJson = ({
  runId: _run,
  categoryId: _category,
  fromPlaceId: _from,
  outcome: _outcome,
  ...line
}: NamedLine) => ({
  ...line,
  basis: { ...line.basis, reasons: line.basis.reasons.map((each) => ({ ...each, name: REASONS[each.family] })) },
  reasonName: line.reason === null ? null : OVERRIDE_REASONS[line.reason],
  decidedAt: line.decidedAt?.toISOString() ?? null,
});

const lineRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/supply',
    summary: 'What to order, move and reduce on a day within the area of the reader, what brings most first',
    access: read,
    query: supplyQuery,
    answer: supplyAnswer,
    handle: async (ctx, { query: { cursor, limit, ...asked } }) => {
      const key = fromCursor(cursor, ['number', 'uuid']);
      const after = key && { worthFen: Number(key[0]), lineId: key[1] as SupplyLineId };
      const { lines, ...all } = await readSupply(ctx, asked, { after, limit: limit + 1 });
      const { items, nextCursor } = pageOf(lines, limit, (line) => [line.worthFen, line.lineId]);
      return { ...all, items: items.map(lineJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/supply/export',
    summary: 'The lines of a day as CSV, a purchase list once they are decided; audited',
    access: { permission: 'export.data' },
    query: supplyExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(`supply-${query.day ?? businessDay(ctx.clock.now())}`, await exportSupply(ctx, query)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/supply/decide',
    summary: 'Decide on lines, all or none: orders are written down, goods are moved, prices are set for today',
    access: edit,
    body: decideBody,
    answer: decideAnswer,
    handle: async (ctx, { body }) => {
      const decided = await decideLines(ctx, body);
      return { items: (await namedLines(ctx, decided)).map(lineJson) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/supply/comparison',
    summary:
      'What came of what people decided otherwise in the last 90 days, beside what was proposed, by their reason',
    access: read,
    answer: comparisonAnswer,
    handle: async (ctx) => ({ items: await readComparison(ctx) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/supply/choices',
    summary: 'Reasons for deciding otherwise',
    access: read,
    answer: supplyChoices,
    handle: () =>
      Promise.resolve({
        reasons: Object.entries(OVERRIDE_REASONS).map(([code, name]) => ({ code: code as OverrideReason, name })),
      }),
  }),
];

async function readRules(ctx: Context) {
  const rules = [...(await supplyRules(ctx.db)).values()];
  const categories = new Map((await categoriesOf(ctx.db)).map(({ categoryId, name }) => [categoryId as string, name]));
  const ids = rules.filter(({ subjectKind }) => subjectKind === 'sku').map(({ subjectId }) => subjectId as SkuId);
  const skus = await skusByIds(ctx.db, ids);
  const limits = [...(await supplyLimits(ctx.db)).values()];
  const places = await stockPlacesByIds(
    ctx.db,
    limits.map(({ placeId }) => placeId),
  );
  return {
    usual: DEFAULT_TERMS,
    rules: rules.map((rule) => ({
      ...rule,
      name:
        (rule.subjectKind === 'sku' ? skus.get(rule.subjectId as SkuId)?.name : categories.get(rule.subjectId)) ?? '',
    })),
    limits: limits
      .filter(({ placeId }) => {
        const place = places.get(placeId);
        return place !== undefined && coversPlace(ctx.scope, place);
      })
      .map(({ cityId: _city, ...limit }) => ({ ...limit, placeName: places.get(limit.placeId)?.name ?? '' })),
  };
}

const ruleRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/supply/rules',
    summary: 'How items and categories are supplied, and what places may spend and hold, a day',
    access: read,
    answer: rulesAnswer,
    handle: (ctx) => readRules(ctx),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/intelligence/supply/rules/:subjectId',
    summary: 'Say how an item or a category is supplied, or take that back',
    access: edit,
    params: ruleParams,
    body: ruleBody,
    handle: async (ctx, { params: { subjectId }, body }) => {
      await setSupplyRule(ctx, { subjectId: subjectId as CategoryId | SkuId, ...body });
      return new Reply(undefined, { status: 204 });
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/intelligence/supply/limits/:placeId',
    summary: 'Say what all orders of a place may cost and how many units it has room for, a day',
    access: edit,
    params: limitParams,
    body: limitBody,
    handle: async (ctx, { params: { placeId }, body }) => {
      await setSupplyLimit(ctx, { placeId, ...body });
      return new Reply(undefined, { status: 204 });
    },
  }),
];

export const supplyRoutes: readonly Route[] = [...lineRoutes, ...ruleRoutes];
