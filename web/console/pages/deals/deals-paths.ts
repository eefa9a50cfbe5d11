/** Addresses of what was sold, and the beginnings of their keys. */
export const ORDERS_PATH = '/api/commerce/orders';
export const ORDERS_KEY = ['orders'];
export const ORDER_TOPICS = ['order', 'contract'];

export const PAYMENTS_PATH = '/api/commerce/payments';
export const PAYMENTS_KEY = ['payments'];
export const PAYMENT_TOPICS = ['order'];

export const OPPORTUNITIES_PATH = '/api/commerce/opportunities';
export const OPPORTUNITIES_KEY = ['opportunities'];
export const OPPORTUNITY_TOPICS = ['opportunity', 'contract'];

export const CONTRACTS_PATH = '/api/commerce/contracts';
export const QUOTATIONS_PATH = '/api/commerce/quotations';

/** What money that came or went makes stale. */
export const MONEY_KEYS = [ORDERS_KEY, PAYMENTS_KEY];

export const ORDER_IMPORT_PATH = '/api/commerce/order-imports/file';

export const PARCELS_PATH = '/api/commerce/parcels';
export const PARCELS_KEY = ['parcels'];
export const PARCEL_TOPICS = ['parcel'];
export const WAVES_PATH = '/api/commerce/waves';
export const ARRIVALS_PATH = '/api/commerce/arrivals';
export const POINT_DAYS_PATH = '/api/commerce/point-days';
export const POINT_TOTALS_PATH = '/api/commerce/point-totals';
export const COLLECT_RULES_PATH = '/api/commerce/collect-rules';
export const COLLECT_RULES_KEY = ['collect-rules'];

export const CLAIMS_PATH = '/api/commerce/claims';
export const CLAIMS_KEY = ['claims'];
export const CLAIM_TOPICS = ['claim'];
export const CLAIM_RULES_PATH = '/api/commerce/claim-rules';
export const CLAIM_RULES_KEY = ['claim-rules'];

export const BILLS_PATH = '/api/commerce/bills';
export const BILLS_KEY = ['bills'];
export const DIFFERENCES_PATH = '/api/commerce/bill-differences';
export const PROVIDERS_PATH = '/api/commerce/payments/providers';

export const MEMBERS_PATH = '/api/commerce/members';
export const MEMBERS_KEY = ['members'];
export const MEMBER_RULES_PATH = '/api/commerce/membership-rules';
export const REWARDS_PATH = '/api/commerce/rewards';
export const REWARDS_KEY = ['rewards'];
export const VOUCHERS_PATH = '/api/commerce/vouchers';
export const VOUCHERS_KEY = ['vouchers'];
