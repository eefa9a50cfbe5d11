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
