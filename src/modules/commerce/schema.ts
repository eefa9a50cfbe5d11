import type { ModuleSchema } from '#platform/postgres';
import { packages } from './migrations/0001-packages.ts';
import { prices } from './migrations/0002-prices.ts';
import { quotations } from './migrations/0003-quotations.ts';
import { contracts } from './migrations/0004-contracts.ts';
import { orders } from './migrations/0005-orders.ts';
import { payments } from './migrations/0006-payments.ts';

/** The catalogue is read everywhere; trade lies with its city. */
export const schema: ModuleSchema = {
  name: 'commerce',
  migrations: [packages, prices, quotations, contracts, orders, payments],
  tables: {
    package: 'reference',
    package_option: 'reference',
    area_price: 'reference',
    opportunity: { by: 'city_id' },
    quotation: { by: 'city_id' },
    quotation_line: { by: 'city_id' },
    contract_number: { by: 'city_id' },
    contract: { by: 'city_id' },
    contract_evidence: { by: 'city_id' },
    sales_order: { by: 'city_id' },
    order_step: { by: 'city_id' },
    payment: { by: 'city_id' },
    payment_refund: { by: 'city_id' },
    payment_number: { by: 'payment_number' },
    payment_notice: { by: 'notice_id' },
    refused_notice: { by: 'provider' },
    sandbox_key: { by: 'serial' },
    sandbox_trade: { by: 'payment_number' },
    sandbox_refund: { by: 'payment_number' },
    sandbox_notice: { by: 'payment_number' },
  },
};
