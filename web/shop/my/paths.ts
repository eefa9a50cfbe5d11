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
} as const;

export const keyOf = (name: keyof typeof OWN, id?: string): readonly string[] =>
  id === undefined ? ['own', name] : ['own', name, id];

/** Live topics of each. */
export const TOPICS = {
  visits: ['own-visit'],
  quotations: ['own-quotation'],
  contracts: ['own-contract'],
  orders: ['own-order'],
  projects: ['own-project'],
  messages: ['own-inbox'],
} as const;
