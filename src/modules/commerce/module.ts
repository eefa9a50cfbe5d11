import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import { bulkRoutes } from './catalogue/bulk/routes.ts';
import { dropOldCatalogueImportsJob } from './catalogue/imports/drop-old-imports.ts';
import { catalogueImportRoutes } from './catalogue/imports/routes.ts';
import { categoryRoutes } from './catalogue/category-routes.ts';
import { listingRoutes } from './catalogue/listing-routes.ts';
import { productRoutes } from './catalogue/product-routes.ts';
import { shopRoutes } from './catalogue/shop-routes.ts';
import { cartRoutes } from './carts/routes.ts';
import { contractFeeds } from './contracts/feeds.ts';
import { voidWithQuotation } from './contracts/on-quotation-closed.ts';
import { claimFeeds } from './claims/feeds.ts';
import { claimJobs } from './claims/jobs.ts';
import { myClaimRoutes } from './claims/my-routes.ts';
import { onOrderRefunded } from './claims/on-order-refunded.ts';
import { ownClaimRoutes } from './claims/own-routes.ts';
import { claimRoutes } from './claims/routes.ts';
import { companyRoutes } from './company/routes.ts';
import { contractRoutes } from './contracts/routes.ts';
import { OpportunityChanged, QuotationExpired, QuotationSent, QuotationWithdrawn } from './events.ts';
import { campaignRoutes } from './group-buys/campaign-routes.ts';
import { frameRoutes } from './group-buys/frame-routes.ts';
import { groupBuyJobs } from './group-buys/jobs.ts';
import { groupBuyFeeds } from './group-buys/live-feeds.ts';
import { myGroupBuyRoutes } from './group-buys/my-routes.ts';
import { onOrdersCounted } from './group-buys/on-orders-counted.ts';
import { shopGroupBuyRoutes } from './group-buys/shop-routes.ts';
import { groupBuyRoutes } from './group-buys/staff-routes.ts';
import { membershipJobs } from './membership/jobs.ts';
import { membershipRoutes } from './membership/routes.ts';
import { membershipFeeds } from './membership/live-feeds.ts';
import { countOrdersOfMembers } from './membership/on-orders.ts';
import { messages } from './messages.ts';
import { onVisitChanged } from './opportunities/on-visit-changed.ts';
import { opportunityRoutes } from './opportunities/routes.ts';
import { goodsOrderRoutes } from './orders/goods-routes.ts';
import { orderImportRoutes } from './orders/imports/routes.ts';
import { orderJobs } from './orders/jobs.ts';
import { orderFeeds } from './orders/live-feeds.ts';
import { orderRoutes } from './orders/routes.ts';
import { packageRoutes } from './packages/routes.ts';
import { billJobs } from './payments/bills/jobs.ts';
import { billRoutes } from './payments/bills/routes.ts';
import { paymentJobs } from './payments/jobs.ts';
import { paymentRoutes } from './payments/routes.ts';
import { sandboxRoutes } from './payments/sandbox/routes.ts';
import { pickUpDayRoutes } from './pick-up/day-routes.ts';
import { pickUpFeeds } from './pick-up/feeds.ts';
import { pickUpJobs } from './pick-up/jobs.ts';
import { myPickUpRoutes } from './pick-up/my-routes.ts';
import { onOrderCancelled } from './pick-up/on-order-cancelled.ts';
import { ownParcelRoutes } from './pick-up/own-routes.ts';
import { pickUpRoutes } from './pick-up/routes.ts';
import { optionRoutes } from './prices/option-routes.ts';
import { priceRoutes } from './prices/routes.ts';
import { promotionJobs } from './promotions/jobs.ts';
import { countOrdersOfPromotions } from './promotions/on-orders.ts';
import { couponRoutes } from './promotions/own-routes.ts';
import { promotionRoutes } from './promotions/routes.ts';
import { expireQuotations } from './quotations/expire-quotations.ts';
import { myQuotationRoutes } from './quotations/my-routes.ts';
import { quotationRoutes } from './quotations/routes.ts';
import { schema } from './schema.ts';
import { storefrontRoutes } from './storefront/routes.ts';

const quotationEvents = [QuotationSent, QuotationWithdrawn, QuotationExpired] as const;

export const commerceModule: Module = {
  name: 'commerce',
  schema,
  routes: [
    ...packageRoutes,
    ...optionRoutes,
    ...priceRoutes,
    ...categoryRoutes,
    ...productRoutes,
    ...listingRoutes,
    ...bulkRoutes,
    ...catalogueImportRoutes,
    ...shopRoutes,
    ...storefrontRoutes,
    ...promotionRoutes,
    ...couponRoutes,
    ...membershipRoutes,
    ...cartRoutes,
    ...opportunityRoutes,
    ...myQuotationRoutes,
    ...quotationRoutes,
    ...orderRoutes,
    ...goodsOrderRoutes,
    ...orderImportRoutes,
    ...ownParcelRoutes,
    ...myPickUpRoutes,
    ...pickUpRoutes,
    ...pickUpDayRoutes,
    ...ownClaimRoutes,
    ...myClaimRoutes,
    ...claimRoutes,
    ...paymentRoutes,
    ...sandboxRoutes,
    ...billRoutes,
    ...shopGroupBuyRoutes,
    ...myGroupBuyRoutes,
    ...groupBuyRoutes,
    ...campaignRoutes,
    ...frameRoutes,
    ...contractRoutes,
    ...companyRoutes,
  ],
  subscriptions: [
    onVisitChanged,
    voidWithQuotation,
    countOrdersOfPromotions,
    countOrdersOfMembers,
    onOrdersCounted,
    onOrderCancelled,
    onOrderRefunded,
  ],
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
    ...pickUpFeeds,
    ...claimFeeds,
    ...membershipFeeds,
    ...groupBuyFeeds,
  ],
  jobs: [
    {
      name: 'commerce.expire-quotations',
      cron: '*/10 * * * *',
      handle: async (ctx) => {
        await expireQuotations(ctx);
      },
    },
    dropOldCatalogueImportsJob,
    ...paymentJobs,
    ...groupBuyJobs,
    ...orderJobs,
    ...pickUpJobs,
    ...claimJobs,
    ...promotionJobs,
    ...membershipJobs,
    ...billJobs,
  ],
  messages,
};
