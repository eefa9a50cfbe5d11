import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import { contractFeeds } from './contracts/feeds.ts';
import { voidWithQuotation } from './contracts/on-quotation-closed.ts';
import { contractRoutes } from './contracts/routes.ts';
import { OpportunityChanged, QuotationExpired, QuotationSent, QuotationWithdrawn } from './events.ts';
import { messages } from './messages.ts';
import { onVisitChanged } from './opportunities/on-visit-changed.ts';
import { opportunityRoutes } from './opportunities/routes.ts';
import { orderFeeds } from './orders/live-feeds.ts';
import { orderRoutes } from './orders/routes.ts';
import { packageRoutes } from './packages/routes.ts';
import { paymentJobs } from './payments/jobs.ts';
import { paymentRoutes } from './payments/routes.ts';
import { sandboxRoutes } from './payments/sandbox/routes.ts';
import { optionRoutes } from './prices/option-routes.ts';
import { priceRoutes } from './prices/routes.ts';
import { expireQuotations } from './quotations/expire-quotations.ts';
import { myQuotationRoutes } from './quotations/my-routes.ts';
import { quotationRoutes } from './quotations/routes.ts';
import { schema } from './schema.ts';

const quotationEvents = [QuotationSent, QuotationWithdrawn, QuotationExpired] as const;

export const commerceModule: Module = {
  name: 'commerce',
  schema,
  routes: [
    ...packageRoutes,
    ...optionRoutes,
    ...priceRoutes,
    ...opportunityRoutes,
    ...myQuotationRoutes,
    ...quotationRoutes,
    ...orderRoutes,
    ...paymentRoutes,
    ...sandboxRoutes,
    ...contractRoutes,
  ],
  subscriptions: [onVisitChanged, voidWithQuotation],
  live: [
    ...contractFeeds,
    // Only the customer whose it is.
    liveFeed('own-quotation', 'own.read', quotationEvents, ({ payload }) => ({ customerKey: payload.customerKey })),
    // Only whoever sells: whoever sold before hears that it left.
    liveFeed('my-opportunity', 'quote.act', [OpportunityChanged, ...quotationEvents], ({ payload }) => ({
      touchpointId: payload.touchpointId ?? undefined,
    })),
    liveFeed('opportunity', 'order.read', [OpportunityChanged, ...quotationEvents], ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId,
      storeId: payload.storeId ?? undefined,
    })),
    ...orderFeeds,
  ],
  jobs: [
    {
      name: 'commerce.expire-quotations',
      cron: '*/10 * * * *',
      handle: async (ctx) => {
        await expireQuotations(ctx);
      },
    },
    ...paymentJobs,
  ],
  messages,
};
