import type { ModuleSchema } from '#platform/postgres';
import { packages } from './migrations/0001-packages.ts';
import { prices } from './migrations/0002-prices.ts';
import { quotations } from './migrations/0003-quotations.ts';
import { contracts } from './migrations/0004-contracts.ts';
import { orders } from './migrations/0005-orders.ts';
import { payments } from './migrations/0006-payments.ts';
import { company } from './migrations/0007-company.ts';
import { catalogue } from './migrations/0008-catalogue.ts';
import { promotions } from './migrations/0009-promotions.ts';
import { goodsOrders } from './migrations/0010-goods-orders.ts';
import { groupBuys } from './migrations/0011-group-buys.ts';
import { providers } from './migrations/0012-providers.ts';
import { membership } from './migrations/0013-membership.ts';
import { pickUp } from './migrations/0014-pick-up.ts';
import { claims } from './migrations/0015-claims.ts';
import { givenUp } from './migrations/0016-given-up.ts';
import { externalNumbers } from './migrations/0017-external-numbers.ts';
import { openCashiers } from './migrations/0018-open-cashiers.ts';
import { orderChecks } from './migrations/0019-order-checks.ts';
import { sandboxSecrets } from './migrations/0020-sandbox-secrets.ts';

/** The catalogue is read everywhere; trade lies with its city. */
export const schema: ModuleSchema = {
  name: 'commerce',
  migrations: [
    packages,
    prices,
    quotations,
    contracts,
    orders,
    payments,
    company,
    catalogue,
    promotions,
    goodsOrders,
    groupBuys,
    providers,
    membership,
    pickUp,
    claims,
    givenUp,
    externalNumbers,
    openCashiers,
    orderChecks,
    sandboxSecrets,
  ],
  tables: {
    package: 'reference',
    package_option: 'reference',
    area_price: 'reference',
    category: 'reference',
    spu: 'reference',
    sku: 'reference',
    bundle_part: 'reference',
    product_picture: 'reference',
    area_listing: 'reference',
    bulk_edit: 'reference',
    bulk_edit_row: 'reference',
    catalogue_import: 'reference',
    catalogue_import_row: 'reference',
    company: 'reference',
    promotion: 'reference',
    delivery_rule: 'reference',
    promotion_count: { by: 'promotion_id' },
    coupon: { by: 'customer_key' },
    first_order: { by: 'customer_key' },
    spent_benefit: { by: 'city_id' },
    promotion_day: { by: 'city_id' },
    member: { by: 'customer_key' },
    point_lot: { by: 'customer_key' },
    point_move: { by: 'customer_key' },
    member_order: { by: 'customer_key' },
    member_badge: { by: 'customer_key' },
    membership_rules: 'reference',
    reward: 'reference',
    reward_stock: { by: 'reward_id' },
    voucher: { by: 'customer_key' },
    voucher_code: { by: 'code' },
    voucher_lot: { by: 'customer_key' },
    opportunity: { by: 'city_id' },
    quotation: { by: 'city_id' },
    quotation_line: { by: 'city_id' },
    contract_number: { by: 'city_id' },
    contract: { by: 'city_id' },
    contract_evidence: { by: 'city_id' },
    sales_order: { by: 'city_id' },
    order_step: { by: 'city_id' },
    order_line: { by: 'city_id' },
    order_parcel: { by: 'city_id' },
    order_due: { by: 'city_id' },
    refund_due: { by: 'city_id' },
    wave: { by: 'city_id' },
    parcel_line: { by: 'city_id' },
    arrival: { by: 'city_id' },
    hand_over: { by: 'city_id' },
    hand_over_line: { by: 'city_id' },
    pickup_key: { by: 'city_id' },
    wrong_code: { by: 'user_id' },
    collect_rule: 'reference',
    claim: { by: 'city_id' },
    claim_line: { by: 'city_id' },
    claim_photo: { by: 'city_id' },
    claim_upload: { by: 'customer_key' },
    claim_step: { by: 'city_id' },
    claim_decision: { by: 'city_id' },
    claim_rule: 'reference',
    cut_off_rule: 'reference',
    leader_item: 'reference',
    campaign: 'reference',
    group_buy_number: { by: 'group_buy_number' },
    group_buy: { by: 'city_id' },
    group_buy_item: { by: 'city_id' },
    group_buy_team: { by: 'city_id' },
    group_buy_seat: { by: 'city_id' },
    group_buy_take: { by: 'city_id' },
    group_buy_count: { by: 'city_id' },
    tier_rebate: { by: 'city_id' },
    close_sum: { by: 'city_id' },
    payment: { by: 'city_id' },
    payment_refund: { by: 'city_id' },
    payment_number: { by: 'payment_number' },
    payment_notice: { by: 'notice_id' },
    refused_notice: { by: 'provider' },
    bill: 'reference',
    bill_line: { by: 'bill_id' },
    bill_difference: { by: 'bill_id' },
    sandbox_key: { by: 'serial' },
    sandbox_merchant: { by: 'merchant' },
    sandbox_trade: { by: 'payment_number' },
    sandbox_refund: { by: 'payment_number' },
    sandbox_notice: { by: 'payment_number' },
  },
};
