import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { CalendarAnswer, MilestonePhotoItem, MyProjectDetail, ProjectItem } from '#modules/fulfilment/contract';
import type { CodeItem } from '#modules/growth/contract';
import { api, type Page } from '../../shared/api.ts';
import { useMe } from '../../shared/session.tsx';
import { KEPT } from '../offline-cache.ts';
import type { Op } from '../outbox/op.ts';
import { useOutbox } from '../outbox/use-outbox.ts';
import { pictureSent } from './pictures.ts';
import { CALENDAR, codePath, CODES, projectPath, PROJECTS, readWorksPath } from './works-paths.ts';
import { projectAfter } from './works-steps.ts';

/** More than anybody works on at a time. */
const LIMIT = 100;

export const projectsQuery = () =>
  queryOptions({
    queryKey: ['my', 'projects', 'open'],
    queryFn: ({ signal }) => api.get<Page<ProjectItem>>(PROJECTS, { query: { view: 'open', limit: LIMIT }, signal }),
    meta: KEPT,
  });

export const closedProjectsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['my', 'projects', 'closed'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ProjectItem>>(PROJECTS, { query: { view: 'closed', limit: 30, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

const projectKey = (projectId: string) => ['my', 'project', projectId] as const;

export const projectQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId),
    queryFn: ({ signal }) => api.get<MyProjectDetail>(projectPath(projectId), { signal }),
    meta: KEPT,
  });

/** So many days from today on. */
const DAYS = 14;

export const calendarQuery = () =>
  queryOptions({
    queryKey: ['my', 'calendar'],
    queryFn: ({ signal }) => api.get<CalendarAnswer>(CALENDAR, { query: { days: DAYS }, signal }),
    meta: KEPT,
  });

export const codesQuery = () =>
  queryOptions({
    queryKey: ['my', 'codes'],
    queryFn: ({ signal }) => api.get<{ readonly items: readonly CodeItem[] }>(CODES, { signal }),
    meta: KEPT,
  });

/** The drawing of a code, kept on the phone: it must be there to be shown in a lift. */
export const codePictureQuery = (code: string) =>
  queryOptions({
    queryKey: ['my-code', code],
    queryFn: ({ signal }) => api.get<string>(codePath(code, 'qr.svg'), { signal }),
    staleTime: Infinity,
    meta: KEPT,
  });

/** Everything of mine that is on this phone, what was refused too. */
export function useOwnOps(): readonly Op[] {
  const { userId } = useMe();
  return useOutbox().ops.filter((op) => op.userId === userId);
}

/** Writes what the server has just taken into the project that is shown, until it is fetched again. */
export function showWorksDone(client: QueryClient, op: Op, answer: unknown): void {
  const act = readWorksPath(op.path);
  if (act === undefined) return;
  if (act.kind === 'photo') pictureSent(op, (answer as MilestonePhotoItem).photoId);
  client.setQueryData<MyProjectDetail>(projectKey(act.projectId), (it) => it && projectAfter(it, op, answer));
}
