import { NotFound } from '#kernel/errors';
import { defineRoute, type Route } from '#platform/http';
import { addMilestonePhoto } from './add-milestone-photo.ts';
import { movedShown } from './describe-projects.ts';
import { projectFileRoutes } from './photo-routes.ts';
import {
  addedPhoto,
  movedMilestone,
  myProjectDetail,
  myProjectsAnswer,
  myProjectsQuery,
  projectMilestoneParams,
  projectParams,
  projectPhotoParams,
  removedPhoto,
  submitMilestoneBody,
} from './project-contract.ts';
import { projectsPage } from './project-query.ts';
import { describePhoto, readMyProject } from './read-project.ts';
import { removeMilestonePhoto } from './remove-milestone-photo.ts';
import { submitMilestone } from './submit-milestone.ts';

const act = { permission: 'visit.act' } as const;
const MOST_BYTES = 15 * 1024 * 1024;

const readRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/my/projects',
    summary: 'Works that I am assigned to or have an install visit of, the newest first',
    access: act,
    query: myProjectsQuery,
    answer: myProjectsAnswer,
    handle: (ctx, { query }) =>
      projectsPage(
        ctx,
        'worker',
        { states: query.view === 'open' ? (['active'] as const) : (['completed', 'stopped'] as const) },
        query,
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/my/projects/:projectId',
    summary: 'One of them: milestones with what the owner said, and the photos that I have not submitted',
    access: act,
    params: projectParams,
    answer: myProjectDetail,
    handle: (ctx, { params }) => readMyProject(ctx, params.projectId),
  }),
  ...projectFileRoutes('worker', act),
];

const submitRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/my/projects/:projectId/milestones/:milestoneId/photos',
    summary: 'Add a photo to what I submit next; time and position of the camera are kept as evidence',
    access: act,
    params: projectMilestoneParams,
    upload: true,
    bodyLimit: MOST_BYTES,
    ratePerMinute: 120,
    answer: addedPhoto,
    handle: async (ctx, { params, request }) => {
      const { file } = request;
      if (file === undefined) throw new NotFound('file');
      const photo = await addMilestonePhoto(ctx, { ...params, name: file.name, bytes: file.bytes });
      return describePhoto('worker', params.projectId, photo);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/fulfilment/my/projects/:projectId/photos/:photoId',
    summary: 'Take back a photo that I have not submitted',
    access: act,
    params: projectPhotoParams,
    answer: removedPhoto,
    handle: (ctx, { params }) => removeMilestonePhoto(ctx, params),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/my/projects/:projectId/milestones/:milestoneId/submit',
    summary: 'Put a milestone before the owner: the photos that I added, and what was done',
    access: act,
    params: projectMilestoneParams,
    body: submitMilestoneBody,
    answer: movedMilestone,
    handle: async (ctx, { params, body }) => movedShown(await submitMilestone(ctx, { ...params, ...body })),
  }),
];

export const myProjectRoutes: readonly Route[] = [...readRoutes, ...submitRoutes];
