/** The addresses that the workbench reads and acts on. */
export const TASKS = '/api/touchpoints/my/tasks';
export const PLACES = '/api/touchpoints/my/places';
export const SIGNALS = '/api/touchpoints/my/signals';
export const LEADS = '/api/growth/my/leads';
export const LEAD_CHOICES = '/api/growth/lead-choices';

export type TaskVerb = 'accept' | 'decline' | 'forward' | 'complete' | 'evidence';
export type LeadVerb = 'reveal' | 'follow-up' | 'outcome';

export const taskPath = (taskId: string, verb?: TaskVerb): string => pathOf(TASKS, taskId, verb);
export const leadPath = (leadId: string, verb?: LeadVerb): string => pathOf(LEADS, leadId, verb);

function pathOf(base: string, id: string, verb: string | undefined): string {
  return `${base}/${encodeURIComponent(id)}${verb === undefined ? '' : `/${verb}`}`;
}

/** The id and the verb of a path under `base`; undefined for another path. */
export function readPath(base: string, path: string): { readonly id: string; readonly verb: string } | undefined {
  if (!path.startsWith(`${base}/`)) return undefined;
  const [id = '', verb = ''] = path.slice(base.length + 1).split('/');
  return { id: decodeURIComponent(id), verb };
}
