import type { Context } from '#platform/context';
import { pageOf, timePlaceOf } from '#platform/http';
import { readTypedNumber } from '#platform/numbers';
import type { z } from 'zod';
import { describeProjects } from './describe-projects.ts';
import type { projectExportQuery, ProjectItem, ProjectsAnswer } from './project-contract.ts';
import { countProjects, listProjects, type ProjectFilter, type ProjectReader } from './project-store.ts';

/** Order numbers begin with it: `DD-HZ-260606-0001`. */
const ORDER_PREFIX = 'DD';

interface Page {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What was asked for, as the store understands it; undefined where a typed number cannot be one. */
export function filterOf(query: z.output<typeof projectExportQuery>): ProjectFilter | undefined {
  const { state, text, ...rest } = query;
  const number = text === undefined ? undefined : readTypedNumber(text, ORDER_PREFIX);
  if (text !== undefined && number === undefined) return undefined;
  return { ...rest, number, states: state === undefined ? undefined : [state] };
}

/** A page of projects for a reader, the newest first. */
export async function projectsPage(
  ctx: Context,
  reader: ProjectReader,
  filter: ProjectFilter,
  page: Page,
): Promise<{ items: ProjectItem[]; nextCursor: string | null }> {
  const place = timePlaceOf(page.cursor);
  const before = place && { startedAt: place.at, projectId: place.id };
  const rows = await listProjects(ctx.db, ctx.scope, reader, filter, { before, limit: page.limit + 1 });
  const { items, nextCursor } = pageOf(rows, page.limit, (row) => [row.startedAt.getTime(), row.projectId]);
  return { items: await describeProjects(ctx, items), nextCursor };
}

const NOTHING_FOUND: ProjectsAnswer = {
  items: [],
  nextCursor: null,
  counts: { active: 0, completed: 0, stopped: 0, waitingOwner: 0, waitingTechnician: 0 },
};

/** The same for those who steer, with counts over all that match; the chosen state does not hide the others. */
export async function staffProjects(
  ctx: Context,
  filter: ProjectFilter | undefined,
  page: Page,
): Promise<ProjectsAnswer> {
  if (filter === undefined) return NOTHING_FOUND;
  const found = await projectsPage(ctx, 'staff', filter, page);
  const counted = await countProjects(ctx.db, ctx.scope, { ...filter, states: undefined, waiting: undefined });
  return {
    ...found,
    counts: {
      active: counted.byState.active ?? 0,
      completed: counted.byState.completed ?? 0,
      stopped: counted.byState.stopped ?? 0,
      waitingOwner: counted.waitingOwner,
      waitingTechnician: counted.waitingTechnician,
    },
  };
}
