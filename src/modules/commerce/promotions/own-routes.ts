import { defineRoute, pageOf, Reply, timePlaceOf, type Route } from '#platform/http';
import { placeOfCommunity } from '../catalogue/read-shop.ts';
import {
  claimCentreAnswer,
  claimCentreQuery,
  claimCouponBody,
  couponItem,
  couponsAnswer,
  couponsQuery,
  type CouponItem,
} from '../contract.ts';
import { claimCentre } from './claim-centre.ts';
import { claimCoupon } from './claim-coupon.ts';
import { ownCoupons } from './coupon-store.ts';
import type { Coupon } from './coupon.ts';
import { promotionsByIds } from './promotion-store.ts';
import type { Promotion } from './promotion.ts';
import { faceOf, publishedRule } from './published.ts';

function couponJson(coupon: Coupon, promotion: Promotion, now: Date): CouponItem {
  const { couponId, promotionId, state, validUntil, claimedAt, spentAt } = coupon;
  // The job that ends coupons may be a moment behind.
  const over = state === 'live' && validUntil <= now;
  return {
    couponId,
    promotionId,
    title: promotion.title,
    published: publishedRule(promotion, now),
    face: faceOf(promotion.rule),
    state: over ? 'expired' : state,
    validUntil: validUntil.toISOString(),
    claimedAt: claimedAt.toISOString(),
    spentAt: spentAt?.toISOString() ?? null,
    why: state === 'live' && promotion.state === 'paused' ? '活动暂停中，恢复后可用' : null,
  };
}

export const couponRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/coupons',
    summary: 'My coupons in a state, those that expire first first',
    access: { permission: 'own.read' },
    query: couponsQuery,
    answer: couponsAnswer,
    handle: async (ctx, { query: { state, cursor, limit } }) => {
      const found = await ownCoupons(ctx.db, ctx.scope, state, { after: timePlaceOf(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.validUntil.getTime(), row.couponId]);
      const ofThem = await promotionsByIds(
        ctx.db,
        items.map((coupon) => coupon.promotionId),
      );
      const now = ctx.clock.now();
      return {
        items: items.flatMap((coupon) => {
          const promotion = ofThem.get(coupon.promotionId);
          return promotion === undefined ? [] : [couponJson(coupon, promotion, now)];
        }),
        nextCursor,
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/own/coupons',
    summary: 'Claims a coupon',
    access: { permission: 'own.act' },
    body: claimCouponBody,
    answer: couponItem,
    handle: async (ctx, { body }) => {
      const { coupon, promotion } = await claimCoupon(ctx, body);
      return new Reply(couponJson(coupon, promotion, ctx.clock.now()), { status: 201 });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/coupons',
    summary: 'Coupons that can be claimed in a community',
    access: { public: 'what can be claimed and by whom is published; how many one has is shown to oneself' },
    query: claimCentreQuery,
    answer: claimCentreAnswer,
    handle: async (ctx, { query: { communityId } }) => ({
      items: await claimCentre(ctx, await placeOfCommunity(ctx.db, communityId)),
    }),
  }),
];
