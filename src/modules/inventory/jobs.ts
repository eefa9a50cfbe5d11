import type { Job } from '#platform/jobs';
import { auditStock } from './audits/audit-stock.ts';
import { writeRefusals } from './demand/write-refusals.ts';
import { dropOldStockImports } from './imports/drop-old-imports.ts';
import { forgetClosed } from './stock/forget-closed.ts';
import { prepareMonths } from './stock/prepare-months.ts';

export const inventoryJobs: readonly Job[] = [
  {
    name: 'inventory.audit',
    cron: '30 3 * * *',
    handle: async (ctx) => {
      await auditStock(ctx);
    },
  },
  { name: 'inventory.prepare-months', cron: '10 3 * * *', handle: (ctx) => prepareMonths(ctx) },
  { name: 'inventory.write-refusals', cron: '* * * * *', handle: (ctx) => writeRefusals(ctx) },
  { name: 'inventory.forget-closed', cron: '40 4 * * *', handle: (ctx) => forgetClosed(ctx) },
  { name: 'inventory.drop-old-imports', cron: '45 4 * * *', handle: (ctx) => dropOldStockImports(ctx) },
];
