import { NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import { addDays, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { defineRoute, entityTag, pageOf, Reply, revisionIn, timePlaceOf, type Route } from '#platform/http';
import {
  deliveryRuleBody,
  deliveryRuleItem,
  deliveryRuleParams,
  deliveryRulesAnswer,
  movePromotionBody,
  promotionAnswer,
  promotionBody,
  promotionExportQuery,
  promotionParams,
  promotionsAnswer,
  promotionsQuery,
  type DeliveryRuleItem,
  type PromotionBody,
} from '../contract.ts';
import { deliveryRulesInForce, type SignedDeliveryRule } from './delivery-rule-store.ts';
import { describePromotion, describePromotions } from './describe-promotions.ts';
import { endDeliveryRule } from './end-delivery-rule.ts';
import { exportPromotions } from './export-promotions.ts';
import { movePromotion } from './move-promotion.ts';
import { ownPlaces } from './own-places.ts';
import { countPromotions, listPromotions, visiblePromotions } from './promotion-store.ts';
import { deliveryRuleInWords } from './published.ts';
import type { Promotion, PromotionFacts } from './promotion.ts';
import { savePromotion } from './save-promotion.ts';
import { setDeliveryRule } from './set-delivery-rule.ts';

const read = { permission: 'product.read' } as const;
const edit = { permission: 'promotion.edit' } as const;

/** Amounts were checked to be whole when they came in. */
const factsOf = ({ from, to, areaKind: _k, areaId: _i, rule, ...body }: PromotionBody): PromotionFacts => ({
  ...body,
  rule: rule as PromotionFacts['rule'],
  validFrom: startOfBusinessDay(from),
  validUntil: addDays(startOfBusinessDay(to), 1),
});

const tagged = async (ctx: Context, promotion: Promotion, status = 200) =>
  new Reply(await describePromotion(ctx, promotion), { status, headers: { etag: entityTag(promotion.revision) } });

const ruleJson = ({ signedAt, ...rule }: SignedDeliveryRule): DeliveryRuleItem => ({
  ...rule,
  published: deliveryRuleInWords(rule),
  createdAt: signedAt.toISOString(),
});

export const promotionRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/promotions',
    summary: 'Promotions that hold in the area of the reader, the newest first, with counts by state',
    access: read,
    query: promotionsQuery,
    answer: promotionsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const mine = await ownPlaces(ctx);
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const found = await listPromotions(ctx.db, ctx.scope, mine, filter, page);
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.createdAt.getTime(), row.promotionId]);
      // The chosen state does not hide how many there are in the others.
      const byState = await countPromotions(ctx.db, ctx.scope, mine, { ...filter, state: undefined });
      return { items: await describePromotions(ctx, items), nextCursor, counts: { byState } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/promotions/export',
    summary: 'The same as CSV',
    access: { permission: 'export.data' },
    query: promotionExportQuery,
    produces: 'text/csv; charset=utf-8',
    handle: async (ctx, { query }) => csvReply('promotions', await exportPromotions(ctx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/promotions/:promotionId',
    summary: 'One promotion with what became of it; the ETag is what an edit sends back as If-Match',
    access: read,
    params: promotionParams,
    answer: promotionAnswer,
    handle: async (ctx, { params }) => {
      const [found] = await visiblePromotions(ctx.db, ctx.scope, await ownPlaces(ctx), [params.promotionId]);
      if (found === undefined) throw new NotFound('promotion');
      return tagged(ctx, found);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/promotions',
    summary: 'Adds a promotion as a draft, for an area of one’s own',
    access: edit,
    body: promotionBody,
    answer: promotionAnswer,
    handle: async (ctx, { body }) => tagged(ctx, await savePromotion(ctx, { facts: factsOf(body), area: body }), 201),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/promotions/:promotionId',
    summary: 'Edits a promotion from the revision in If-Match; once published, to the better only',
    access: edit,
    params: promotionParams,
    body: promotionBody,
    answer: promotionAnswer,
    handle: async (ctx, { params, body, request }) => {
      const edited = { ...params, expectedRevision: revisionIn(request.headers), facts: factsOf(body), area: body };
      return tagged(ctx, await savePromotion(ctx, edited));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/promotions/:promotionId/move',
    summary: 'Publishes, pauses, resumes or ends a promotion',
    access: edit,
    params: promotionParams,
    body: movePromotionBody,
    answer: promotionAnswer,
    handle: async (ctx, { params, body }) => tagged(ctx, await movePromotion(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/delivery-rules',
    summary: 'What delivery costs where, the widest areas first',
    access: read,
    answer: deliveryRulesAnswer,
    handle: async (ctx) => ({
      items: (await deliveryRulesInForce(ctx.db, ctx.scope, await ownPlaces(ctx))).map(ruleJson),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/delivery-rules',
    summary: 'Sets what delivery costs in an area of one’s own, from now on',
    access: edit,
    body: deliveryRuleBody,
    answer: deliveryRuleItem,
    handle: async (ctx, { body: { feeFen, freeFromFen, ...area } }) => {
      const amounts = { feeFen: fen(feeFen), freeFromFen: freeFromFen === null ? null : fen(freeFromFen) };
      return new Reply(ruleJson(await setDeliveryRule(ctx, { ...area, ...amounts })), { status: 201 });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/delivery-rules/:ruleId/end',
    summary: 'Ends a rule at once: the next wider area’s holds',
    access: edit,
    params: deliveryRuleParams,
    answer: deliveryRuleItem,
    handle: async (ctx, { params }) => ruleJson(await endDeliveryRule(ctx, params)),
  }),
];
