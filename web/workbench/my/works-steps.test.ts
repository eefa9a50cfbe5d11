import { describe, expect, it } from 'vitest';
import type { MyProjectDetail, MyVisitItem, ProjectItem } from '#modules/fulfilment/contract';
import { neededFile } from '../outbox/sent-files.ts';
import {
  hindrance,
  milestoneNow,
  milestonesAfter,
  onPhone,
  photoIdsOf,
  photosOf,
  projectAfter,
  projectsAfter,
  rejectionOf,
  takesPhotos,
  worksInOrder,
  worksToday,
  type WorksOp,
} from './works-steps.ts';
import { milestonePath, photoPath, readWorksPath } from './works-paths.ts';
import { worksWhat, worksWhy } from './works-words.ts';

const NOW = Date.parse('2026-11-22T04:00:00Z');
const at = (hour: number): string => new Date(Date.UTC(2026, 10, 22, hour)).toISOString();

type Item = MyProjectDetail['milestoneList'][number];
const milestone = (ordinal: number, more: Partial<Item> = {}): Item =>
  ({
    milestoneId: `m${ordinal}`,
    ordinal,
    name: ['', '材料进场', '隐蔽工程验收'][ordinal],
    state: 'pending',
    round: 0,
    open: ordinal === 1,
    rounds: [],
    ...more,
  }) as Item;

const photo = (photoId: string) =>
  ({ photoId, url: `/${photoId}`, takenAt: null, hasPosition: false, addedAt: at(1) }) as never;

const project = (more: Partial<MyProjectDetail> = {}): MyProjectDetail =>
  ({
    projectId: 'p1',
    state: 'active',
    milestoneList: [milestone(1), milestone(2)],
    drafts: [],
    ...more,
  }) as MyProjectDetail;

let made = 0;
const op = (path: string, more: Partial<WorksOp> = {}): WorksOp => {
  made += 1;
  return { opId: `op${made}`, path, body: undefined, at: NOW, state: { kind: 'waiting' }, ...more } as WorksOp;
};
const refused = { state: { kind: 'refused', reason: '传不了', code: 'too-large' } } as const;
const photoOp = (more: Partial<WorksOp> = {}): WorksOp => op(milestonePath('p1', 'm1', 'photos'), more);
const submitOp = (more: Partial<WorksOp> = {}): WorksOp => op(milestonePath('p1', 'm1', 'submit'), more);

describe('the addresses of works', () => {
  it('are read back as what was done', () => {
    expect(readWorksPath(milestonePath('p 1', 'm/1', 'photos'))).toEqual({
      kind: 'photo',
      projectId: 'p 1',
      milestoneId: 'm/1',
    });
    expect(readWorksPath(milestonePath('p1', 'm1', 'submit'))).toMatchObject({ kind: 'submit' });
    expect(readWorksPath(photoPath('p1', 'f1'))).toEqual({ kind: 'remove', projectId: 'p1', photoId: 'f1' });
    expect(readWorksPath('/api/fulfilment/my/projects/p1')).toBeUndefined();
    expect(readWorksPath('/api/fulfilment/my/visits/v1/progress')).toBeUndefined();
  });
});

describe('a milestone with what this phone has done', () => {
  it('shows photos of the server, then those that wait, then what was refused; that one is not counted', () => {
    const drafts = [{ milestoneId: 'm1' as never, photos: [photo('f1'), photo('f2')] }];
    const ops = [photoOp(), op(photoPath('p1', 'f1')), photoOp(refused), op(milestonePath('p2', 'm1', 'photos'))];
    const [first] = milestonesAfter(project({ drafts }), ops);
    expect(first?.pictures.map((each) => each.at)).toEqual(['server', 'phone', 'refused']);
    expect(first && [photosOf(first), onPhone(first)]).toEqual([2, 1]);
  });

  it('names with a submission those of the server, and those that are sent before it as what they will be', () => {
    const drafts = [{ milestoneId: 'm1' as never, photos: [photo('f1')] }];
    const waits = photoOp();
    const [first] = milestonesAfter(project({ drafts }), [waits, photoOp(refused)]);
    expect(first && photoIdsOf(first)).toEqual(['f1', neededFile(waits.opId)]);
  });

  it('takes no photo while its submission waits, and takes them again when that was refused', () => {
    const whole = project();
    const [waiting] = milestonesAfter(whole, [photoOp(), submitOp()]);
    const [back] = milestonesAfter(whole, [photoOp(), submitOp(refused)]);
    expect(waiting && takesPhotos(whole, waiting)).toBe(false);
    expect(back && takesPhotos(whole, back)).toBe(true);
    expect(back?.refused?.state).toMatchObject({ reason: '传不了' });
  });

  it('says what it wants before it can be submitted', () => {
    const all = milestonesAfter(project(), []);
    expect(all.map((each) => hindrance(all, each))).toEqual([
      '照片拍好了就能提交',
      '等业主确认「材料进场」后才能提交，照片可以先拍',
    ]);
    const taken = milestonesAfter(project(), [photoOp()]);
    expect(taken[0] && hindrance(taken, taken[0])).toBeUndefined();
  });

  it('puts what is to be redone first, and goes on with the next when a submission waits', () => {
    const rejected = milestone(2, {
      state: 'rejected',
      open: true,
      rounds: [{ round: 1, answer: 'rejected', comment: '接头漏' }] as Item['rounds'],
    });
    const redo = project({ milestoneList: [milestone(1), rejected] });
    expect(milestoneNow(milestonesAfter(redo, []))?.item.ordinal).toBe(2);
    expect(rejectionOf(rejected)?.comment).toBe('接头漏');
    expect(milestoneNow(milestonesAfter(project(), [submitOp()]))?.item.ordinal).toBe(1);
    const done = project({ milestoneList: [milestone(1, { state: 'confirmed', open: false })] });
    expect(milestoneNow(milestonesAfter(done, []))?.item.ordinal).toBe(1);
  });
});

describe('what the server has taken', () => {
  it('stands in the project until that is fetched again', () => {
    const added = projectAfter(project(), photoOp(), photo('f9'));
    expect(added.drafts).toEqual([{ milestoneId: 'm1', photos: [photo('f9')] }]);
    expect(projectAfter(added, photoOp(), photo('f9')).drafts[0]?.photos).toHaveLength(1);
    expect(projectAfter(added, op(photoPath('p1', 'f9')), undefined).drafts[0]?.photos).toEqual([]);
    const submitted = projectAfter(added, submitOp(), undefined);
    expect(submitted.milestoneList[0]).toMatchObject({ state: 'submitted', round: 1, open: false });
    expect(submitted.drafts).toEqual([]);
    expect(projectAfter(added, op(milestonePath('p2', 'm1', 'submit')), undefined)).toBe(added);
  });
});

const item = (projectId: string, state: string | null, more: Partial<ProjectItem> = {}): ProjectItem =>
  ({
    projectId,
    state: 'active',
    confirmed: 1,
    milestones: 4,
    startedAt: at(0),
    next: state === null ? null : { milestoneId: 'm1', name: '材料进场', state, stateName: '', waitingSince: at(2) },
    ...more,
  }) as ProjectItem;

describe('lists of works', () => {
  it('have what is to be redone first and what waits for its owner last', () => {
    const works = projectsAfter([item('a', 'submitted'), item('b', 'pending'), item('c', 'rejected')], []);
    expect(worksInOrder(works).map((each) => each.item.projectId)).toEqual(['c', 'b', 'a']);
  });

  it('take a submission of this phone as made', () => {
    const [first] = projectsAfter([item('p1', 'rejected')], [submitOp()]);
    expect(first).toMatchObject({ waiting: true, item: { next: { state: 'submitted' } } });
    expect(projectsAfter([item('p1', 'rejected')], [submitOp(refused)])[0]).toMatchObject({ waiting: false });
  });

  it('come into the queue of today to be redone, or while one is there', () => {
    const works = projectsAfter([item('a', 'rejected'), item('b', 'pending'), item('c', 'pending')], []);
    const visit = (projectId: string, startsAt: string, state = 'done') =>
      ({ projectId, startsAt, endsAt: startsAt, state }) as unknown as MyVisitItem;
    const tomorrow = new Date(NOW + 24 * 3_600_000).toISOString();
    const visits = [visit('b', at(6)), visit('c', tomorrow), visit('c', at(6), 'cancelled')];
    expect(worksToday(works, visits, NOW).map((each) => [each.item.project.projectId, each.item.dueAt])).toEqual([
      ['a', at(2)],
      ['b', at(6)],
    ]);
  });

  it('say what comes next', () => {
    expect(worksWhy(item('a', 'rejected'), NOW)).toBe('业主2小时前说要返工，点开看哪里不行');
    expect(worksWhy(item('a', 'submitted'), NOW)).toBe('2小时前提交，等业主确认');
    expect(worksWhy(item('a', 'pending'), NOW)).toBe('1/4 个节点已验收');
    expect(worksWhy(item('a', null, { state: 'completed', completedAt: at(2) as never }), NOW)).toBe('11月22日竣工');
    expect(worksWhat(item('a', 'rejected'))).toBe('返工「材料进场」');
  });
});
