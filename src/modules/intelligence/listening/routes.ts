import { defineRoute, type Route } from '#platform/http';
import { alertRule } from './alert-store.ts';
import { dismissAlert, turnIntoTicket } from './decide-alert.ts';
import {
  alertDetail,
  alertDetailQuery,
  alertItem,
  alertParams,
  alertPeople,
  alertRuleAnswer,
  alertRuleBody,
  alertsAnswer,
  alertsQuery,
  dismissBody,
  toTicketBody,
  voiceTicketParams,
} from './listening-contract.ts';
import { readPeople } from './read-people.ts';
import { describeAlerts, readAlert, readAlerts } from './read-alerts.ts';
import { takeVoice } from './take-voice.ts';
import { setAlertRule } from './set-alert-rule.ts';

const read = { permission: 'cdp.read' } as const;
const act = { permission: 'ticket.act' } as const;

export const listeningRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/listening/alerts',
    summary: 'What communities of the reader’s area complain of that somebody should look at, the newest first',
    access: read,
    query: alertsQuery,
    answer: alertsAnswer,
    handle: (ctx, { query: { cursor, limit, ...filter } }) => readAlerts(ctx, filter, { cursor, limit }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/listening/alerts/:cityId/:alertId',
    summary: 'An alert with complaints day by day and in groups; words only with a purpose, masked and audited',
    access: read,
    params: alertParams,
    query: alertDetailQuery,
    answer: alertDetail,
    handle: (ctx, { params, query }) => readAlert(ctx, { ...params, purpose: query.purpose }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/listening/alerts/:cityId/:alertId/people',
    summary: 'Who stands behind an alert and what they bought of late, masked',
    access: { permission: 'ticket.read' },
    params: alertParams,
    answer: alertPeople,
    handle: (ctx, { params }) => readPeople(ctx, params),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/listening/alerts/:cityId/:alertId/ticket',
    summary: 'Makes a ticket of an alert',
    access: act,
    params: alertParams,
    body: toTicketBody,
    answer: alertItem,
    handle: async (ctx, { params, body }) => {
      const [item] = await describeAlerts(ctx, [await turnIntoTicket(ctx, { ...params, ...body })]);
      return item!;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/listening/alerts/:cityId/:alertId/dismiss',
    summary: 'Nothing is to be done about an alert, and why',
    access: act,
    params: alertParams,
    body: dismissBody,
    answer: alertItem,
    handle: async (ctx, { params, body }) => {
      const [item] = await describeAlerts(ctx, [await dismissAlert(ctx, { ...params, ...body })]);
      return item!;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/listening/voices/:cityId/:eventId/ticket',
    summary: 'Makes a ticket of a message that somebody should see to',
    access: act,
    params: voiceTicketParams,
    answer: alertItem,
    handle: async (ctx, { params }) => {
      const [item] = await describeAlerts(ctx, [await takeVoice(ctx, params)]);
      return item!;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/listening/rule',
    summary: 'When complaints become alerts, and grave ones tickets',
    access: read,
    answer: alertRuleAnswer,
    handle: ({ db }) => alertRule(db),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/intelligence/listening/rule',
    summary: 'Changes when complaints become alerts, and grave ones tickets',
    access: { permission: 'source.manage' },
    body: alertRuleBody,
    answer: alertRuleAnswer,
    handle: (ctx, { body }) => setAlertRule(ctx, body),
  }),
];
