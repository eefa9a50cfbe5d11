import type {
  MilestoneItem,
  MilestonePhotoItem,
  MyProjectDetail,
  MyVisitItem,
  ProjectItem,
} from '#modules/fulfilment/contract';
import type { Op } from '../outbox/op.ts';
import { neededFile } from '../outbox/sent-files.ts';
import { isToday } from './visit-steps.ts';
import type { WithWaiting } from './waiting.ts';
import { readWorksPath } from './works-paths.ts';

/** Most photos of one round. */
export const MOST_PHOTOS = 20;

/** What of an op matters here. */
export type WorksOp = Pick<Op, 'opId' | 'path' | 'body' | 'file' | 'state' | 'at'>;

/** A photo that is to be submitted: with the server, still on the phone, or refused by the server. */
export type DraftPicture =
  | { readonly at: 'server'; readonly key: string; readonly photo: MilestonePhotoItem }
  | { readonly at: 'phone'; readonly key: string; readonly op: WorksOp }
  | { readonly at: 'refused'; readonly key: string; readonly op: WorksOp };

/** A milestone with what was done to it on this phone. */
export interface MilestoneAfter {
  readonly item: MilestoneItem;
  readonly pictures: readonly DraftPicture[];
  /** A submission that waits to be sent. */
  readonly submitting: WorksOp | undefined;
  /** A submission that the server refused. */
  readonly refused: WorksOp | undefined;
}

/** The milestones of a project with what this phone has done and the server has not taken, oldest first. */
export function milestonesAfter(project: MyProjectDetail, ops: readonly WorksOp[]): readonly MilestoneAfter[] {
  const done = ops.flatMap((op) => {
    const act = readWorksPath(op.path);
    return act?.projectId === project.projectId ? [{ op, act }] : [];
  });
  const removed = new Set(
    done.flatMap(({ op, act }) => (act.kind === 'remove' && op.state.kind === 'waiting' ? [act.photoId] : [])),
  );
  return project.milestoneList.map((item) => {
    const of = (kind: 'photo' | 'submit'): readonly WorksOp[] =>
      done.flatMap(({ op, act }) => (act.kind === kind && act.milestoneId === item.milestoneId ? [op] : []));
    const drafts = project.drafts.find((each) => each.milestoneId === item.milestoneId)?.photos ?? [];
    const sent = drafts.filter((photo) => !removed.has(photo.photoId));
    return {
      item,
      pictures: [
        ...sent.map((photo) => ({ at: 'server' as const, key: photo.photoId, photo })),
        ...of('photo').map(pictureOf),
      ],
      submitting: of('submit').findLast((op) => op.state.kind === 'waiting'),
      refused: of('submit').findLast((op) => op.state.kind === 'refused'),
    };
  });
}

const pictureOf = (op: WorksOp): DraftPicture => ({
  at: op.state.kind === 'waiting' ? 'phone' : 'refused',
  key: op.opId,
  op,
});

/** How many photos a submission stands for: what the server refused is not among them. */
export const photosOf = ({ pictures }: Pick<MilestoneAfter, 'pictures'>): number =>
  pictures.filter((picture) => picture.at !== 'refused').length;

/** What a submission names: photos of the server, and of those before it in the outbox what they will be there. */
export const photoIdsOf = ({ pictures }: Pick<MilestoneAfter, 'pictures'>): readonly string[] =>
  pictures.flatMap((picture) => {
    if (picture.at === 'refused') return [];
    return picture.at === 'server' ? [picture.photo.photoId] : [neededFile(picture.op.opId)];
  });

export const onPhone = ({ pictures }: Pick<MilestoneAfter, 'pictures'>): number =>
  pictures.filter((picture) => picture.at === 'phone').length;

/** What was written with a submission. */
export const noteOf = (body: unknown): string => (body as { readonly note?: string } | undefined)?.note ?? '';

/** Photos may be taken before the one before it is confirmed: what is walled in cannot be taken later. */
export const takesPhotos = (project: Pick<ProjectItem, 'state'>, { item, submitting }: MilestoneAfter): boolean =>
  project.state === 'active' && submitting === undefined && (item.state === 'pending' || item.state === 'rejected');

/** Whether there is something to do with a milestone, or to be waited for. */
export const hasNext = (project: Pick<ProjectItem, 'state'>, of: MilestoneAfter): boolean =>
  of.submitting !== undefined ||
  takesPhotos(project, of) ||
  (of.item.state === 'submitted' && project.state === 'active');

/** Why a milestone cannot be submitted now; undefined when it can. */
export function hindrance(all: readonly MilestoneAfter[], of: MilestoneAfter): string | undefined {
  const { item } = of;
  if (!item.open) {
    const before = all.find((other) => other.item.ordinal === item.ordinal - 1);
    return `等业主确认「${before?.item.name ?? '上一个节点'}」后才能提交，照片可以先拍`;
  }
  return photosOf(of) === 0 ? '照片拍好了就能提交' : undefined;
}

/** The one to be worked on: what is to be redone, then what is open, then what waits for the owner. */
export function milestoneNow(all: readonly MilestoneAfter[]): MilestoneAfter | undefined {
  const free = all.filter((each) => each.submitting === undefined);
  return (
    free.find(({ item }) => item.state === 'rejected') ??
    free.find(({ item }) => item.open) ??
    all.find(({ item }) => item.state !== 'confirmed') ??
    all.at(-1)
  );
}

/** What the owner said when they wanted it redone; undefined where there is nothing to redo. */
export function rejectionOf(item: MilestoneItem): MilestoneItem['rounds'][number] | undefined {
  return item.state === 'rejected' ? item.rounds.findLast((round) => round.answer === 'rejected') : undefined;
}

/** Works of a list as they are after what was done here. */
export function projectsAfter(
  items: readonly ProjectItem[],
  ops: readonly WorksOp[],
): readonly WithWaiting<ProjectItem>[] {
  return items.map((project) => {
    const acts = ops.flatMap((op) => {
      const act = op.state.kind === 'waiting' ? readWorksPath(op.path) : undefined;
      return act?.projectId === project.projectId ? [act] : [];
    });
    const { next } = project;
    const submitted = acts.some((act) => act.kind === 'submit' && act.milestoneId === next?.milestoneId);
    const item = next === null || !submitted ? project : { ...project, next: { ...next, ...SUBMITTED } };
    return { item, waiting: acts.length > 0 };
  });
}

const SUBMITTED = { state: 'submitted', stateName: '待业主确认' } as const;

const RANK: Readonly<Record<string, number>> = { rejected: 0, pending: 1, submitted: 2 };
const rankOf = ({ item }: WithWaiting<ProjectItem>): number => RANK[item.next?.state ?? ''] ?? 3;

/** What wants something of me first: to be redone, to be done, then what waits for its owner. */
export const worksInOrder = (works: readonly WithWaiting<ProjectItem>[]): readonly WithWaiting<ProjectItem>[] =>
  works.toSorted((a, b) => rankOf(a) - rankOf(b));

/** Works that belong into today's queue, and until when. */
export interface WorksToday {
  readonly project: ProjectItem;
  readonly dueAt: string | null;
}

/** Works with something to be redone, and those that I am at today with photos still to be taken. */
export function worksToday(
  works: readonly WithWaiting<ProjectItem>[],
  visits: readonly MyVisitItem[],
  now: number,
): readonly WithWaiting<WorksToday>[] {
  return works.flatMap(({ item: project, waiting }) => {
    if (project.next?.state === 'rejected') return [{ item: { project, dueAt: project.next.waitingSince }, waiting }];
    const visit = visits.find(
      (each) => each.projectId === project.projectId && each.state !== 'cancelled' && isToday(each.startsAt, now),
    );
    if (visit === undefined || project.next?.state !== 'pending') return [];
    return [{ item: { project, dueAt: visit.endsAt }, waiting }];
  });
}

/** A project after the server took an act of this phone, until it is fetched again. */
export function projectAfter(project: MyProjectDetail, op: Pick<Op, 'path' | 'at'>, answer: unknown): MyProjectDetail {
  const act = readWorksPath(op.path);
  if (act?.projectId !== project.projectId) return project;
  if (act.kind === 'remove') {
    const drafts = project.drafts.map((each) => ({
      ...each,
      photos: each.photos.filter((photo) => photo.photoId !== act.photoId),
    }));
    return { ...project, drafts };
  }
  const others = project.drafts.filter((each) => each.milestoneId !== act.milestoneId);
  if (act.kind === 'photo') {
    const photo = answer as MilestonePhotoItem;
    const before = project.drafts.find((each) => each.milestoneId === act.milestoneId)?.photos ?? [];
    const photos = [...before.filter((each) => each.photoId !== photo.photoId), photo];
    const milestone = project.milestoneList.find((each) => each.milestoneId === act.milestoneId);
    return milestone === undefined
      ? project
      : { ...project, drafts: [...others, { milestoneId: milestone.milestoneId, photos }] };
  }
  const milestoneList = project.milestoneList.map((item) =>
    item.milestoneId === act.milestoneId
      ? { ...item, ...SUBMITTED, open: false, round: item.round + 1, submittedAt: new Date(op.at).toISOString() }
      : item,
  );
  return { ...project, milestoneList, drafts: others };
}
