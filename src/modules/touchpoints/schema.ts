import type { ModuleSchema } from '#platform/postgres';
import { touchpoints } from './migrations/0001-touchpoints.ts';
import { commission } from './migrations/0002-commission.ts';
import { goodsComplete } from './migrations/0004-goods-complete.ts';
import { goodsCommission } from './migrations/0003-goods-orders.ts';

/** People at the front are few and read everywhere; what they do grows with trade and lies with its city. */
export const schema: ModuleSchema = {
  name: 'touchpoints',
  migrations: [touchpoints, commission, goodsCommission, goodsComplete],
  tables: {
    touchpoint: 'reference',
    coverage: 'reference',
    task: { by: 'city_id' },
    task_offer: { by: 'city_id' },
    signal: { by: 'city_id' },
    commission_rule: 'reference',
    commission_order: { by: 'city_id' },
    commission_payment: { by: 'city_id' },
    commission_refund: { by: 'city_id' },
    commission_line: { by: 'city_id' },
  },
};
