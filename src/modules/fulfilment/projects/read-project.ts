import { NotFound } from '#kernel/errors';
import type { PersonId, TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { touchpointNames } from '#modules/touchpoints';
import { visitsOfProjects } from '../visits/visit-store.ts';
import { VISIT_STATES, type Visit } from '../visits/visit.ts';
import { describeProjects } from './describe-projects.ts';
import { milestonesOf } from './milestone-store.ts';
import { photosOf, type MilestonePhoto } from './photo-store.ts';
import type {
  MilestoneItem,
  MilestonePhotoItem,
  MyProjectDetail,
  ProjectDetail,
  ProjectItem,
} from './project-contract.ts';
import { isOpen, MILESTONE_STATE_NAMES, type Milestone, type Project, type ProjectId } from './project.ts';
import { projectInScope, type ProjectReader } from './project-store.ts';
import { roundsOf, type Round } from './round-store.ts';
import { workersOf } from './worker-store.ts';

/** Where each reader finds a project: addresses of photos and of the delivery file begin so. */
export const BASES: Readonly<Record<ProjectReader, string>> = {
  staff: '/api/fulfilment/projects',
  worker: '/api/fulfilment/my/projects',
  owner: '/api/fulfilment/own/projects',
};

/**
 * One project with all its rounds. Notes and comments are opened for whoever may see the project, which the audit keeps.
 * Throws NotFound.
 */
export async function readProject(ctx: Context, reader: ProjectReader, projectId: ProjectId): Promise<ProjectDetail> {
  const project = await projectFor(ctx, reader, projectId);
  return (await describeProject(ctx, reader, project, await photosOf(ctx.db, project, undefined))).detail;
}

/** The same for a technician, with the photos that they have not submitted. Throws NotFound. */
export async function readMyProject(ctx: Context, projectId: ProjectId): Promise<MyProjectDetail> {
  const project = await projectFor(ctx, 'worker', projectId);
  const { detail, photos } = await describeProject(
    ctx,
    'worker',
    project,
    await photosOf(ctx.db, project, ctx.scope.touchpoint),
  );
  const drafts = Map.groupBy(
    photos.filter((photo) => photo.round === null),
    (photo) => photo.milestoneId,
  );
  return {
    ...detail,
    drafts: [...drafts].map(([milestoneId, added]) => ({
      milestoneId,
      photos: added.map((photo) => describePhoto('worker', project.projectId, photo)),
    })),
  };
}

export async function projectFor(ctx: Context, reader: ProjectReader, projectId: ProjectId): Promise<Project> {
  const project = await projectInScope(ctx.db, ctx.scope, reader, projectId);
  if (project === undefined) throw new NotFound('project');
  return project;
}

async function describeProject(
  ctx: Context,
  reader: ProjectReader,
  project: Project,
  photos: readonly MilestonePhoto[],
): Promise<{ detail: ProjectDetail; photos: readonly MilestonePhoto[] }> {
  const [item] = await describeProjects(ctx, [project]);
  const all = (await milestonesOf(ctx.db, [project])).get(project.projectId) ?? [];
  const rounds = await roundsOf(ctx.db, project);
  const workers = await workersOf(ctx.db, project);
  const visits = await visitsOfProjects(ctx.db, [project.projectId]);
  const name = await touchpointNames(ctx.db, ctx.services.vault, [
    ...workers.map((worker) => worker.touchpointId),
    ...rounds.map((round) => round.touchpointId),
    ...visits.flatMap((visit) => visit.touchpointId ?? []),
  ]);
  const texts = await openTexts(ctx, project.personId, rounds);
  const roundShown = (round: Round) => ({
    round: round.round,
    submittedAt: round.submittedAt.toISOString(),
    ...whoShown(name, round.touchpointId),
    note: texts(round.noteSealed) ?? '',
    photos: photos
      .filter((photo) => photo.milestoneId === round.milestoneId && photo.round === round.round)
      .map((photo) => describePhoto(reader, project.projectId, photo)),
    answer: round.answer,
    answeredAt: round.answeredAt?.toISOString() ?? null,
    comment: round.commentSealed === null ? null : (texts(round.commentSealed) ?? ''),
  });
  const shown = (milestone: Milestone): MilestoneItem => ({
    ...milestoneFactsShown(project, milestone, all),
    rounds: rounds.filter((round) => round.milestoneId === milestone.milestoneId).map(roundShown),
  });
  return {
    photos,
    detail: {
      ...(item as ProjectItem),
      milestoneList: all.map(shown),
      workers: workers.map(({ touchpointId, because }) => {
        const { touchpointName, roleName } = whoShown(name, touchpointId);
        return { touchpointId, name: touchpointName, roleName, because };
      }),
      visits: visits.map((visit) => visitShown(visit, name)),
      delivery: deliveryShown(reader, project),
    },
  };
}

type NameOf = Awaited<ReturnType<typeof touchpointNames>>;

function visitShown(visit: Visit, name: NameOf): ProjectDetail['visits'][number] {
  const who = visit.touchpointId === null ? undefined : name(visit.touchpointId);
  return {
    visitId: visit.visitId,
    visitNumber: visit.visitNumber,
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    state: visit.state,
    stateName: VISIT_STATES[visit.state],
    who: who === undefined ? null : { name: who.name, roleName: who.roleName },
  };
}

const whoShown = (name: NameOf, touchpointId: TouchpointId): { touchpointName: string; roleName: string } => {
  const who = name(touchpointId);
  return { touchpointName: who.name, roleName: who.roleName };
};

const milestoneFactsShown = (project: Project, milestone: Milestone, all: readonly Milestone[]) => ({
  milestoneId: milestone.milestoneId,
  ordinal: milestone.ordinal,
  code: milestone.code,
  name: milestone.title,
  instruction: milestone.instruction,
  state: milestone.state,
  stateName: MILESTONE_STATE_NAMES[milestone.state],
  round: milestone.round,
  open: isOpen(project, milestone, all),
  submittedAt: milestone.submittedAt?.toISOString() ?? null,
  confirmedAt: milestone.state === 'confirmed' ? (milestone.answeredAt?.toISOString() ?? null) : null,
});

const deliveryShown = (reader: ProjectReader, { delivery, projectId }: Project): ProjectDetail['delivery'] =>
  delivery && {
    url: `${BASES[reader]}/${projectId}/delivery.pdf`,
    sha256: delivery.sha256,
    madeAt: delivery.madeAt.toISOString(),
  };

export const describePhoto = (
  reader: ProjectReader,
  projectId: ProjectId,
  photo: MilestonePhoto,
): MilestonePhotoItem => ({
  photoId: photo.photoId,
  url: `${BASES[reader]}/${projectId}/photos/${photo.photoId}`,
  takenAt: photo.takenAt?.toISOString() ?? null,
  hasPosition: photo.hasPosition,
  addedAt: photo.addedAt.toISOString(),
});

/** Notes and comments in clear; undefined for an owner who was erased. */
async function openTexts(
  ctx: Context,
  personId: PersonId,
  rounds: readonly Round[],
): Promise<(sealed: Buffer) => string | undefined> {
  const sealed = rounds.flatMap((round) => [round.noteSealed, ...[round.commentSealed ?? []].flat()]);
  if (sealed.length === 0) return () => undefined;
  const opened = await ctx.transaction((tx) =>
    ctx.services.vault.openMany(
      tx,
      sealed.map((each) => ({ personId, sealed: each })),
      'service_visit',
    ),
  );
  const texts = new Map(sealed.map((each, at) => [each, opened[at]]));
  return (each) => {
    const text = texts.get(each);
    return typeof text === 'string' ? text : undefined;
  };
}
