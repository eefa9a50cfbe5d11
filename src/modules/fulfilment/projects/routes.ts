import { businessDay } from '#kernel/time';
import { csvReply } from '#platform/exports';
import { defineRoute, type Route } from '#platform/http';
import { assignProject } from './assign-project.ts';
import { exportProjects } from './export-projects.ts';
import { projectFileRoutes } from './photo-routes.ts';
import {
  assignedProject,
  assignProjectBody,
  projectDetail,
  projectExportQuery,
  projectParams,
  projectsAnswer,
  projectsQuery,
} from './project-contract.ts';
import { filterOf, staffProjects } from './project-query.ts';
import { readProject } from './read-project.ts';

const read = { permission: 'visit.read' } as const;
const dispatch = { permission: 'visit.dispatch' } as const;

export const projectRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/projects',
    summary: 'Works within the area of the reader, the newest first; `text` is the beginning of an order number',
    access: read,
    query: projectsQuery,
    answer: projectsAnswer,
    handle: (ctx, { query: { cursor, limit, ...asked } }) => staffProjects(ctx, filterOf(asked), { cursor, limit }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/projects/export',
    summary: 'The same works as CSV, masked; audited',
    access: { permission: 'export.data' },
    query: projectExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(`projects-${businessDay(ctx.clock.now())}`, await exportProjects(ctx, filterOf(query))),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/projects/:projectId',
    summary: 'One project: milestones with every round, photos and answers; notes are opened, which the audit keeps',
    access: read,
    params: projectParams,
    answer: projectDetail,
    handle: (ctx, { params }) => readProject(ctx, 'staff', params.projectId),
  }),
  ...([true, false] as const).map((assigned) =>
    defineRoute({
      method: 'POST',
      path: `/api/fulfilment/projects/:projectId/${assigned ? 'assign' : 'unassign'}`,
      summary: assigned ? 'Let a technician submit its milestones' : 'Take that back',
      access: dispatch,
      params: projectParams,
      body: assignProjectBody,
      answer: assignedProject,
      handle: (ctx, { params, body }) => assignProject(ctx, { ...params, ...body, assigned }),
    }),
  ),
  ...projectFileRoutes('staff', read),
];
