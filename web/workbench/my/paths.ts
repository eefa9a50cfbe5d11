/** The addresses that the workbench reads and acts on. */
export const TASKS = '/api/touchpoints/my/tasks';
export const PLACES = '/api/touchpoints/my/places';
export const SIGNALS = '/api/touchpoints/my/signals';
export const LEADS = '/api/growth/my/leads';
export const LEAD_CHOICES = '/api/growth/lead-choices';
export const VISITS = '/api/fulfilment/my/visits';
export const OPPORTUNITIES = '/api/commerce/my/opportunities';
export const QUOTATIONS = '/api/commerce/my/quotations';
export const CONTRACTS = '/api/commerce/my/contracts';
export const ORDERS = '/api/commerce/my/orders';

export type TaskVerb = 'accept' | 'decline' | 'forward' | 'complete' | 'evidence';
export type LeadVerb = 'reveal' | 'follow-up' | 'outcome';
export type VisitVerb = 'reveal' | 'progress' | 'measure' | 'measure/photos';

export const taskPath = (taskId: string, verb?: TaskVerb): string => pathOf(TASKS, taskId, verb);
export const leadPath = (leadId: string, verb?: LeadVerb): string => pathOf(LEADS, leadId, verb);
export const visitPath = (visitId: string, verb?: VisitVerb): string => pathOf(VISITS, visitId, verb);
export const salePath = (visitId: string, verb?: 'quotations' | 'give-up'): string =>
  pathOf(OPPORTUNITIES, visitId, verb);
export const quotationPath = (quotationId: string, verb: 'send' | 'withdraw' | 'contract'): string =>
  pathOf(QUOTATIONS, quotationId, verb);
export const contractPath = (contractId: string, verb?: 'open' | 'proof' | 'sign'): string =>
  pathOf(CONTRACTS, contractId, verb);
export const orderPath = (orderId: string): string => pathOf(ORDERS, orderId, undefined);

function pathOf(base: string, id: string, verb: string | undefined): string {
  return `${base}/${encodeURIComponent(id)}${verb === undefined ? '' : `/${verb}`}`;
}

/** The id and the verb of a path under `base`; undefined for another path. */
export function readPath(base: string, path: string): { readonly id: string; readonly verb: string } | undefined {
  if (!path.startsWith(`${base}/`)) return undefined;
  const [id = '', verb = ''] = path.slice(base.length + 1).split('/');
  return { id: decodeURIComponent(id), verb };
}
