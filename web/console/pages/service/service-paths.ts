/** Addresses of the services, and the beginnings of their keys. */
export const VISITS_PATH = '/api/fulfilment/visits';
export const VISITS_KEY = ['visits'];
export const VISIT_TOPICS = ['visit'];

export const WORKERS_PATH = '/api/fulfilment/workers';
export const WORKERS_KEY = ['workers'];

export const PROJECTS_PATH = '/api/fulfilment/projects';
export const PROJECTS_KEY = ['projects'];
export const PROJECT_TOPICS = ['project'];

export const TICKETS_PATH = '/api/desk/tickets';
export const TICKETS_KEY = ['tickets'];
export const TICKET_TOPICS = ['ticket'];
export const ticketPath = (ticketId: string): string => `${TICKETS_PATH}/${ticketId}`;
/** Visits that come of a ticket, and the times for them. */
export const ticketVisitsPath = (ticketId: string): string => `/api/fulfilment/tickets/${ticketId}`;

export const SERVICES_PATH = '/api/fulfilment/services';
export const SERVICES_KEY = ['services'];

export const NPS_PATH = '/api/growth/nps';
export const NPS_KEY = ['nps'];
