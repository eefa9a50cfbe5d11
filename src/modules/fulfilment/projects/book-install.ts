import { NotFound } from '#kernel/errors';
import { startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { confirmHold } from '../slots/confirm-hold.ts';
import { findSlots } from '../slots/find-slots.ts';
import { holdSlot, type HeldSlot } from '../slots/hold-slot.ts';
import type { Slot } from '../slots/slot.ts';
import type { Visit } from '../visits/visit.ts';
import { refuseUnlessActive, type Project, type ProjectId } from './project.ts';
import { lockProject, projectInScope, type ProjectReader } from './project-store.ts';

const SERVICE = 'install';

/** Whoever books a visit of a project: its owner, or staff who steer its area. */
export type InstallBooker = Extract<ProjectReader, 'owner' | 'staff'>;

/** A time is held by one booker for one project: nobody turns it into a visit of another. */
function holderOf(ctx: Context, project: Pick<Project, 'projectId'>): string {
  if (ctx.actor.kind !== 'user') throw new NotPermitted('visit.dispatch');
  return `project:${project.projectId}:${ctx.actor.userId}`;
}

async function activeProject(ctx: Context, booker: InstallBooker, projectId: ProjectId): Promise<Project> {
  const project = await projectInScope(ctx.db, ctx.scope, booker, projectId);
  if (project === undefined) throw new NotFound('project');
  refuseUnlessActive(project);
  return project;
}

/** When somebody able can come to install. Throws NotFound, ProjectNotActive. */
export async function installSlots(
  ctx: Context,
  booker: InstallBooker,
  asked: { readonly projectId: ProjectId; readonly from: string | undefined; readonly days: number },
): Promise<Slot[]> {
  const { communityId, packageId } = await activeProject(ctx, booker, asked.projectId);
  const now = ctx.clock.now();
  const from = asked.from === undefined ? now : startOfBusinessDay(asked.from);
  return findSlots(ctx.db, now, { service: SERVICE, communityId, packageId, from, days: asked.days });
}

/** Keeps a time for an install visit; who worked on the project before is asked first. Throws as `holdSlot`. */
export async function holdInstall(
  ctx: Context,
  booker: InstallBooker,
  asked: { readonly projectId: ProjectId; readonly startsAt: Date },
): Promise<HeldSlot> {
  const project = await activeProject(ctx, booker, asked.projectId);
  return holdSlot(ctx, {
    service: SERVICE,
    communityId: project.communityId,
    startsAt: asked.startsAt,
    holder: holderOf(ctx, project),
    packageId: project.packageId,
    projectId: project.projectId,
  });
}

/**
 * Turns the time that was held into an install visit of the project: whoever comes may submit its milestones.
 * Throws NotFound, ProjectNotActive, HoldExpired with the next free slots.
 */
export async function bookInstall(
  ctx: Context,
  booker: InstallBooker,
  asked: { readonly projectId: ProjectId; readonly holdId: string },
): Promise<Visit> {
  return ctx.transaction(async (tx) => {
    const project = await lockProject(tx.db, ctx.scope, booker, asked.projectId);
    if (project === undefined) throw new NotFound('project');
    refuseUnlessActive(project);
    return confirmHold(ctx, tx, {
      holdId: asked.holdId,
      holder: holderOf(ctx, project),
      personId: project.personId,
      customerKey: project.customerKey,
      leadId: project.leadId,
      shareToken: project.shareToken,
      packageId: project.packageId,
      projectId: project.projectId,
    });
  });
}
