import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import type { StoreId } from '#kernel/ids';
import { auditRoutes } from './audits/routes.ts';
import { demandRoutes } from './demand/routes.ts';
import { StockAuditFailed, StockLow } from './events.ts';
import { importRoutes } from './imports/routes.ts';
import { inventoryJobs } from './jobs.ts';
import { messages } from './messages.ts';
import { schema } from './schema.ts';
import { stockRoutes } from './stock/routes.ts';

export const inventoryModule: Module = {
  name: 'inventory',
  schema,
  routes: [...stockRoutes, ...demandRoutes, ...auditRoutes, ...importRoutes],
  subscriptions: [],
  live: [
    // The id of a place that is a store is the store's.
    liveFeed('stock-low', 'stock.read', [StockLow], ({ payload }) => ({
      cityId: payload.cityId,
      storeId: payload.placeId as StoreId,
    })),
    liveFeed('stock-audit', 'stock.read', [StockAuditFailed], ({ payload }) => ({ cityId: payload.cityId })),
  ],
  jobs: inventoryJobs,
  messages,
};
