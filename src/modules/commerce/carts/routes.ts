import { defineRoute, type Route } from '#platform/http';
import { dryRunAnswer, dryRunBody, priceCartBody, shopCartAnswer } from '../contract.ts';
import { dryRunCart } from './dry-run-cart.ts';
import { priceShopCart } from './shop-cart.ts';

export const cartRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/commerce/shop/carts/price',
    summary: 'What a cart costs, every step of it, with the coupons of whoever is signed in',
    access: { public: 'prices are everybody’s to see; coupons are shown only to the customer whose they are' },
    // Codes are typed in here: nobody tries all of them.
    ratePerMinute: 120,
    keepsNoAnswer: true,
    body: priceCartBody,
    answer: shopCartAnswer,
    handle: (ctx, { body }) => priceShopCart(ctx, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/promotions/dry-run',
    summary: 'What a cart would cost somebody of published groups, with promotions that need not be live yet',
    access: { permission: 'product.read' },
    keepsNoAnswer: true,
    body: dryRunBody,
    answer: dryRunAnswer,
    handle: (ctx, { body }) => dryRunCart(ctx, body),
  }),
];
