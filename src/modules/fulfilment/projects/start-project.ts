import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { packagesByIds } from '#modules/commerce';
import { ProjectStarted } from '../events.ts';
import { projectFacts } from './announce.ts';
import { insertMilestones, templateOf, type Template } from './milestone-store.ts';
import type { Milestone, MilestoneId, Project, ProjectId } from './project.ts';
import { insertProject, lockOrder, saveOrder } from './project-store.ts';

/** Works of a scene that has no template of its own go through these. */
const DEFAULT_SCENE = 'renewal';

export interface PaidOrder {
  readonly orderId: Id<'Order'>;
  readonly orderNumber: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly packageId: Id<'Package'>;
  readonly leadId: Id<'Lead'> | null;
  readonly shareToken: string | null;
}

/**
 * The deposit of an order came in: its works begin, with the milestones of its package's scene. Once an order, however
 * often it is heard; not at all for one that is known to be cancelled.
 */
export async function startProject(ctx: Context, order: PaidOrder): Promise<{ projectId: ProjectId | null }> {
  return ctx.transaction(async (tx) => {
    const heard = await lockOrder(tx.db, order);
    if (heard.projectId !== null || heard.cancelledAt !== null) return { projectId: heard.projectId };
    const scene = (await packagesByIds(tx.db, [order.packageId])).get(order.packageId)?.scene ?? DEFAULT_SCENE;
    const own = await templateOf(tx.db, scene);
    const template = own.length > 0 ? own : await templateOf(tx.db, DEFAULT_SCENE);
    const project: Project = {
      ...order,
      projectId: tx.newId<'Project'>(),
      state: 'active',
      milestones: template.length,
      confirmed: 0,
      startedAt: tx.now,
      completedAt: null,
      stoppedAt: null,
      delivery: null,
    };
    await insertProject(tx.db, project);
    await insertMilestones(
      tx.db,
      template.map((each) => milestoneFrom(project, each, tx.newId<'Milestone'>())),
    );
    await saveOrder(tx.db, order, { projectId: project.projectId, cancelledAt: null });
    await tx.announce([ProjectStarted(project.projectId, projectFacts(project))]);
    return { projectId: project.projectId };
  });
}

const milestoneFrom = (project: Project, template: Template, milestoneId: MilestoneId): Milestone => ({
  ...template,
  milestoneId,
  projectId: project.projectId,
  cityId: project.cityId,
  state: 'pending',
  round: 0,
  touchpointId: null,
  submittedAt: null,
  answeredAt: null,
  remindedAt: null,
});
