/** Addresses of the API that are the customer's own, and the keys under which answers are kept. */
export const OWN = {
  leads: '/api/growth/own/leads',
  visits: '/api/fulfilment/own/visits',
  quotations: '/api/commerce/own/quotations',
  contracts: '/api/commerce/own/contracts',
  orders: '/api/commerce/own/orders',
  projects: '/api/fulfilment/own/projects',
  surveys: '/api/growth/own/surveys',
  messages: '/api/messaging/own/messages',
  consents: '/api/messaging/own/consents',
  parcels: '/api/commerce/own/parcels',
  claims: '/api/commerce/own/claims',
  teams: '/api/commerce/own/teams',
  coupons: '/api/commerce/own/coupons',
  membership: '/api/commerce/own/membership',
  points: '/api/commerce/own/points',
  rewards: '/api/commerce/own/rewards',
  vouchers: '/api/commerce/own/vouchers',
} as const;

export const keyOf = (name: keyof typeof OWN, id?: string): readonly string[] =>
  id === undefined ? ['own', name] : ['own', name, id];

/** Live topics of each. */
export const TOPICS = {
  visits: ['own-visit'],
  quotations: ['own-quotation'],
  contracts: ['own-contract'],
  orders: ['own-order', 'own-parcel'],
  projects: ['own-project'],
  messages: ['own-inbox'],
  parcels: ['own-parcel', 'own-order'],
  claims: ['own-claim'],
  teams: ['own-order'],
  membership: ['own-membership'],
  points: ['own-membership'],
  rewards: ['own-membership'],
  vouchers: ['own-membership'],
} as const;
