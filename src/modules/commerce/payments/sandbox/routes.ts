import type { Context } from '#platform/context';
import { defineRoute, type Route } from '#platform/http';
import { payTrade, releaseNotice, tradeByToken } from './pay-trade.ts';
import { cashierAnswer, payBody, tradeParams, type CashierAnswer, type SandboxBehaviour } from './sandbox-contract.ts';
import { isNoticeKeptBack } from './sandbox-store.ts';
import { BEHAVIOURS, SANDBOX_NOTICE, standingOf } from './sandbox-trade.ts';

const open = { public: 'whoever holds the address of a cashier may pay there; sandbox only, no real money' } as const;

export const sandboxRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/sandbox/cashier/:token',
    summary: 'Sandbox: what is to be paid at this cashier',
    access: open,
    params: tradeParams,
    answer: cashierAnswer,
    handle: (ctx, { params }) => cashier(ctx, params.token),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/sandbox/cashier/:token/pay',
    summary: 'Sandbox: pay, and behave as asked; the notice goes out over HTTP as from a real provider',
    access: open,
    keepsNoAnswer: true,
    params: tradeParams,
    body: payBody,
    answer: cashierAnswer,
    handle: async (ctx, { params, body }) => {
      await payTrade(ctx, { ...params, ...body });
      return cashier(ctx, params.token);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/sandbox/cashier/:token/release',
    summary: 'Sandbox: send the notice that was kept back',
    access: open,
    keepsNoAnswer: true,
    params: tradeParams,
    answer: cashierAnswer,
    handle: async (ctx, { params }) => {
      await releaseNotice(ctx, params.token);
      return cashier(ctx, params.token);
    },
  }),
];

async function cashier(ctx: Context, token: string): Promise<CashierAnswer> {
  const trade = await tradeByToken(ctx, token);
  return {
    notice: SANDBOX_NOTICE,
    paymentNumber: trade.paymentNumber,
    description: trade.description,
    amountFen: trade.amountFen,
    state: standingOf(trade, ctx.clock.now()),
    expiresAt: trade.expiresAt.toISOString(),
    paidAt: trade.paidAt?.toISOString() ?? null,
    returnUrl: trade.returnUrl,
    noticeHeld: await isNoticeKeptBack(ctx.db, trade.paymentNumber),
    behaviours: Object.entries(BEHAVIOURS).map(([code, name]) => ({ code: code as SandboxBehaviour, name })),
  };
}
