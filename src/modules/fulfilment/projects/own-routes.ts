import { defineRoute, type Route } from '#platform/http';
import { confirmMilestone, rejectMilestone } from './answer-milestone.ts';
import { movedShown } from './describe-projects.ts';
import { projectFileRoutes } from './photo-routes.ts';
import {
  confirmMilestoneBody,
  movedMilestone,
  ownProjectsAnswer,
  projectDetail,
  projectMilestoneParams,
  projectParams,
  rejectMilestoneBody,
} from './project-contract.ts';
import { projectsPage } from './project-query.ts';
import { readProject } from './read-project.ts';

const read = { permission: 'own.read' } as const;
const act = { permission: 'own.act' } as const;

/** Nobody has more homes than that finished. */
const MOST_OWN = 100;

export const ownProjectRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/own/projects',
    summary: 'The works at my home, the newest first',
    access: read,
    answer: ownProjectsAnswer,
    handle: async (ctx) => ({ items: (await projectsPage(ctx, 'owner', {}, { limit: MOST_OWN })).items }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/own/projects/:projectId',
    summary: 'One of them: every milestone with its photos',
    access: read,
    params: projectParams,
    answer: projectDetail,
    handle: (ctx, { params }) => readProject(ctx, 'owner', params.projectId),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/own/projects/:projectId/milestones/:milestoneId/confirm',
    summary: 'Confirm the round that I looked at',
    access: act,
    params: projectMilestoneParams,
    body: confirmMilestoneBody,
    answer: movedMilestone,
    handle: async (ctx, { params, body }) => movedShown(await confirmMilestone(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/own/projects/:projectId/milestones/:milestoneId/reject',
    summary: 'Say what is wrong with it: it is redone and comes again',
    access: act,
    params: projectMilestoneParams,
    body: rejectMilestoneBody,
    answer: movedMilestone,
    handle: async (ctx, { params, body }) => movedShown(await rejectMilestone(ctx, { ...params, ...body })),
  }),
  ...projectFileRoutes('owner', read),
];
