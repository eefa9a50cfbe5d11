import { z } from 'zod';
import { idOf, skuId, stockPlaceId } from '#platform/fields';
import { cityId, defineEvent } from '#platform/outbox';

/** What can still be sold of an item at a place fell below the threshold that somebody set for it. */
export const StockLow = defineEvent(
  'StockLow',
  1,
  'stock',
  z.object({
    cityId,
    placeId: stockPlaceId,
    skuId,
    available: z.number().int(),
    lowBelow: z.number().int(),
  }),
);

/** The nightly audit found counters that are not the sum of their movements or reservations. Nothing was mended. */
export const StockAuditFailed = defineEvent(
  'StockAuditFailed',
  1,
  'stock_audit',
  z.object({ cityId, runId: idOf<'StockAudit'>(), differences: z.number().int().positive() }),
);
