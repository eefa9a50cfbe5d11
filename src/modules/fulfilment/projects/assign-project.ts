import { NotFound, Refusal } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { touchpointsByIds } from '#modules/touchpoints';
import { ProjectAssigned } from '../events.ts';
import { projectFacts } from './announce.ts';
import { refuseUnlessActive, type ProjectId } from './project.ts';
import { lockProject } from './project-store.ts';
import { deleteWorker, insertWorker } from './worker-store.ts';

/** Not a technician at work in the city of the project. */
export class WorkerUnsuitable extends Refusal {
  constructor() {
    super('worker-unsuitable', 'invalid');
  }
}

/**
 * A technician may submit milestones of the project from now on, or no longer, install visit or not. Repeating it
 * changes nothing. Throws NotFound, ProjectNotActive, WorkerUnsuitable.
 */
export async function assignProject(
  ctx: Context,
  input: { readonly projectId: ProjectId; readonly touchpointId: TouchpointId; readonly assigned: boolean },
): Promise<{ projectId: ProjectId; touchpointId: TouchpointId; assigned: boolean }> {
  return ctx.transaction(async (tx) => {
    const project = await lockProject(tx.db, ctx.scope, 'staff', input.projectId);
    if (project === undefined) throw new NotFound('project');
    refuseUnlessActive(project);
    if (input.assigned) {
      const [person] = await touchpointsByIds(tx.db, [input.touchpointId]);
      const suits = person?.role === 'technician' && person.state === 'active' && person.cityId === project.cityId;
      if (!suits) throw new WorkerUnsuitable();
    }
    const changed = input.assigned
      ? await insertWorker(tx.db, project, input.touchpointId, tx.now)
      : await deleteWorker(tx.db, project, input.touchpointId);
    if (changed) {
      const { touchpointId, assigned } = input;
      await tx.announce([ProjectAssigned(project.projectId, { ...projectFacts(project), touchpointId, assigned })]);
      await tx.audit({
        action: 'assign-project',
        subject: { kind: 'project', id: project.projectId },
        details: { touchpointId, assigned },
      });
    }
    return input;
  });
}
