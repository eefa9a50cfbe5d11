import { beforeAll, describe, expect, test } from 'vitest';
import type { CityId, CommunityId, Id, TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { FileId } from '#platform/files';
import { readAfter } from '#platform/outbox';
import { NOTHING } from '#platform/permission';
import { PlayApproved, PlayWithdrawn } from '#modules/intelligence/events';
import { citiesInScope, commitImport, communitiesByCodes, previewImport } from '#modules/territory';
import { useContext } from '#testing';
import {
  acceptTask,
  addEvidence,
  addTouchpoints,
  completeTask,
  declineTask,
  forwardTask,
  moveTouchpointTo,
  placeTask,
  reportSignal,
  tasksByIds,
  type Role,
  type Task,
  type TaskId,
} from './index.ts';
import { TaskOffered } from './events.ts';
import { expireTasks } from './tasks/expire-tasks.ts';
import { issueTask } from './tasks/issue-task.ts';
import { countTasks, listTasks, offersOf } from './tasks/task-store.ts';

const world = useContext();
let cityId: CityId;
let communities: CommunityId[];
let phones = 0;

beforeAll(async () => {
  const ctx = world.ctx();
  const files = [
    ['regions', '大区编码,大区名称\nE,华东\n'],
    ['cities', '城市编码,城市名称,大区编码,经度,纬度\nHZ,杭州,E,120.15,30.28\n'],
    [
      'communities',
      '小区编码,小区名称,城市编码,行政区,经度,纬度,建成年份,户数,合作方编码\n' +
        [1, 2, 3, 4].map((n) => `C${n},第${n}小区,HZ,西湖区,120.1${n},30.2${n},2001,800,\n`).join(''),
    ],
  ] as const;
  for (const [kind, text] of files) {
    const preview = await previewImport(ctx, {
      kind,
      datum: 'wgs84',
      fileName: `${kind}.csv`,
      bytes: Buffer.from(text),
    });
    if (preview.bad > 0) throw new Error(`${kind}: bad rows`);
    await commitImport(ctx, { importId: preview.id, lines: 'all' });
  }
  cityId = (await citiesInScope(world.database.db, ctx.scope))[0]?.id as CityId;
  const found = await communitiesByCodes(world.database.db, ['C1', 'C2', 'C3', 'C4']);
  communities = ['C1', 'C2', 'C3', 'C4'].map((code) => found.get(code)?.communityId as CommunityId);
});

async function recruit(role: Role, communityIds: readonly CommunityId[]): Promise<TouchpointId> {
  phones += 1;
  const { touchpointIds } = await addTouchpoints(world.ctx(), [
    {
      externalCode: `T${phones}`,
      name: '张三',
      phone: `1609000${String(phones).padStart(4, '0')}`,
      role,
      cityId,
      storeId: null,
      partnerId: null,
      communityIds,
    },
  ]);
  return touchpointIds[0] as TouchpointId;
}

const as = (touchpoint: TouchpointId): Context => world.ctx({ scope: { ...NOTHING, touchpoint } });

/** Approves a play for a community and answers its task. */
async function issue(
  communityId: CommunityId,
  roles: readonly Role[] = ['property_steward', 'group_leader'],
): Promise<Task> {
  const playId = crypto.randomUUID() as Id<'Play'>;
  const dueAt = new Date(world.clock.now().getTime() + 7 * 86_400_000);
  await world.ctx().transaction((tx) =>
    tx.announce([
      PlayApproved(playId, {
        playId,
        cityId,
        communityId,
        packageId: crypto.randomUUID() as Id<'Package'>,
        approvedBy: 'person',
        standingApprovalId: null,
        kit: {
          headline: '老房漏水免费检测',
          script: '邻居们好',
          packageName: '漏水检测',
          priceFen: 19_900,
          reasons: ['近30天有42条漏水讨论'],
          roles: [...roles],
          dueAt: dueAt.toISOString(),
        },
      }),
    ]),
  );
  await world.drain();
  const [task] = await listTasks(world.database.db, world.ctx().scope, { playId }, { before: undefined, limit: 5 });
  if (task === undefined) throw new Error('no task was issued');
  return task;
}

describe('a task finds somebody', () => {
  test('the role that suits best is asked first, and says why', async () => {
    const community = communities[0] as CommunityId;
    await recruit('group_leader', [community]);
    const steward = await recruit('property_steward', [community]);
    const task = await issue(community);
    expect(task.touchpointId).toBe(steward);
    expect(task.why).toBe('物业管家，主要负责本小区，手上没有别的任务');
    expect(task.shareToken).toMatch(/^[\w-]{12}$/);
  });

  test('the same approval delivered twice makes one task', async () => {
    const community = communities[0] as CommunityId;
    const task = await issue(community);
    const again = await issueTask(world.ctx(), task);
    expect(again.taskId).toBeNull();
  });

  test('a decline passes it to the next who was not asked, until nobody is left', async () => {
    const community = communities[1] as CommunityId;
    const steward = await recruit('property_steward', [community]);
    const leader = await recruit('group_leader', [community]);
    const { taskId } = await issue(community);
    expect(await declineTask(as(steward), { taskId, reason: 'too_busy' })).toEqual({ passedOn: true });
    let [task] = await tasksByIds(world.database.db, [taskId]);
    expect(task).toMatchObject({ touchpointId: leader, state: 'offered', attempt: 2 });
    await expect(acceptTask(as(steward), { taskId })).rejects.toMatchObject({ code: 'task-not-yours' });
    expect(await declineTask(as(leader), { taskId, reason: 'group_forbids' })).toEqual({ passedOn: false });
    [task] = await tasksByIds(world.database.db, [taskId]);
    expect(task).toMatchObject({ touchpointId: null, state: 'unplaced' });
    const offers = await offersOf(world.database.db, task as Task);
    expect(offers.map(({ touchpointId, answer, reason }) => ({ touchpointId, answer, reason }))).toEqual([
      { touchpointId: steward, answer: 'declined', reason: 'too_busy' },
      { touchpointId: leader, answer: 'declined', reason: 'group_forbids' },
    ]);
  });

  test('a person places an unplaced task by hand, with a reason that stays visible', async () => {
    const community = communities[2] as CommunityId;
    const task = await issue(community);
    expect(task.state).toBe('unplaced');
    const realtor = await recruit('realtor', [community]);
    const placed = await placeTask(world.ctx(), { taskId: task.taskId, touchpointId: realtor, reason: '他熟悉业主' });
    expect(placed).toMatchObject({ touchpointId: realtor, state: 'offered' });
    expect(placed.why).toContain('人工指派：他熟悉业主');
    const stranger = await recruit('realtor', [communities[3] as CommunityId]);
    await expect(
      placeTask(world.ctx(), { taskId: task.taskId, touchpointId: stranger, reason: '试试' }),
    ).rejects.toMatchObject({ code: 'no-such-candidate' });
  });

  test('who is paused is not asked', async () => {
    const community = communities[3] as CommunityId;
    const steward = await recruit('property_steward', [community]);
    await moveTouchpointTo(world.ctx(), { touchpointId: steward, state: 'paused', reason: '休假' });
    const task = await issue(community, ['property_steward']);
    expect(task.touchpointId).not.toBe(steward);
  });
});

describe('a play is withdrawn', () => {
  const withdraw = async ({ playId, packageId, communityId }: Task): Promise<void> => {
    await world
      .ctx()
      .transaction((tx) =>
        tx.announce([PlayWithdrawn(playId, { playId, packageId, communityId, cityId, reason: '价格写错了' })]),
      );
    await world.drain();
  };

  test('its task goes with it, and whoever was asked can no longer act', async () => {
    const task = await issue(communities[0] as CommunityId);
    await withdraw(task);
    const [gone] = await tasksByIds(world.database.db, [task.taskId]);
    expect(gone?.state).toBe('withdrawn');
    const me = as(task.touchpointId as TouchpointId);
    await expect(forwardTask(me, { taskId: task.taskId, channel: 'link' })).rejects.toMatchObject({
      code: 'illegal-move',
    });
  });

  test('what was forwarded meanwhile goes on', async () => {
    const task = await issue(communities[0] as CommunityId);
    await forwardTask(as(task.touchpointId as TouchpointId), { taskId: task.taskId, channel: 'link' });
    await withdraw(task);
    const [still] = await tasksByIds(world.database.db, [task.taskId]);
    expect(still?.state).toBe('forwarded');
  });
});

describe('a task is carried out', () => {
  test('forwarding accepts by itself, counts once, and the result closes it', async () => {
    const community = communities[0] as CommunityId;
    const { taskId, touchpointId } = await issue(community);
    const me = as(touchpointId as TouchpointId);
    const forwarded = await forwardTask(me, { taskId, channel: 'copy_text' });
    expect(forwarded).toMatchObject({ state: 'forwarded' });
    expect(forwarded.acceptedAt).toEqual(forwarded.forwardedAt);
    world.clock.advance(60_000);
    const again = await forwardTask(as(touchpointId as TouchpointId), { taskId, channel: 'save_poster' });
    expect(again.forwardedAt).toEqual(forwarded.forwardedAt);
    const done = await completeTask(as(touchpointId as TouchpointId), { taskId, result: 'some' });
    expect(done).toMatchObject({ state: 'done', outcome: 'some' });
    await expect(acceptTask(as(touchpointId as TouchpointId), { taskId })).rejects.toMatchObject({
      code: 'illegal-move',
    });
    await world.drain();
    const all = await readAfter(world.database.db, 0, ['TaskAccepted', 'TaskForwarded', 'TaskCompleted'], 1_000);
    expect(all.filter((e) => e.aggregateId === taskId).map((e) => e.type)).toEqual([
      'TaskAccepted',
      'TaskForwarded',
      'TaskCompleted',
    ]);
  });

  test('a picture shows it: kept for those who see the task, and for nobody else', async () => {
    const bytes = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const task = await issue(communities[0] as CommunityId);
    const { taskId } = task;
    const me = as(task.touchpointId as TouchpointId);
    await expect(addEvidence(me, { taskId, name: 'group.png', bytes })).rejects.toMatchObject({ code: 'illegal-move' });
    await forwardTask(as(task.touchpointId as TouchpointId), { taskId, channel: 'link' });
    const { evidenceFileId } = await addEvidence(me, { taskId, name: 'group.png', bytes });
    const fileId = evidenceFileId as FileId;
    expect((await world.services.files.open(me, fileId)).file.type).toBe('image/png');
    const stranger = await recruit('group_leader', [communities[1] as CommunityId]);
    await expect(world.services.files.open(as(stranger), fileId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(addEvidence(me, { taskId, name: 'x.png', bytes: Buffer.from('not a picture') })).rejects.toThrow(
      'file-type-refused',
    );
  });

  test('accept and decline at the same moment: one wins, the other hears why', async () => {
    const community = communities[0] as CommunityId;
    const { taskId, touchpointId } = await issue(community);
    const me = touchpointId as TouchpointId;
    const answers = await Promise.allSettled([
      completeTask(as(me), { taskId, result: 'warm' }),
      declineTask(as(me), { taskId, reason: 'other' }),
      acceptTask(as(me), { taskId }),
    ]);
    const [task] = await tasksByIds(world.database.db, [taskId]);
    const offers = await offersOf(world.database.db, task as Task);
    const declined = offers.filter((offer) => offer.answer === 'declined');
    expect(declined.length).toBe(answers[1]?.status === 'fulfilled' ? 1 : 0);
    if (answers[1]?.status === 'fulfilled') expect(task?.touchpointId).not.toBe(me);
  });

  test('when time is over, forwarded tasks are done and the others expired', async () => {
    const community = communities[0] as CommunityId;
    const left = await issue(community);
    const forwarded = await issue(community);
    await forwardTask(as(forwarded.touchpointId as TouchpointId), { taskId: forwarded.taskId, channel: 'link' });
    world.clock.advance(8 * 86_400_000);
    expect(await expireTasks(world.ctx())).toBeGreaterThanOrEqual(2);
    const states = await tasksByIds(world.database.db, [left.taskId, forwarded.taskId]);
    const state = (taskId: TaskId) => states.find((task) => task.taskId === taskId)?.state;
    expect(state(left.taskId)).toBe('expired');
    expect(state(forwarded.taskId)).toBe('done');
    expect(await expireTasks(world.ctx())).toBe(0);
  });
});

describe('who sees what', () => {
  test('a touchpoint sees their own tasks only, in lists and counts', async () => {
    const community = communities[0] as CommunityId;
    const task = await issue(community);
    const other = await recruit('group_leader', [community]);
    const { db } = world.database;
    const mine = await listTasks(
      db,
      as(task.touchpointId as TouchpointId).scope,
      {},
      { before: undefined, limit: 200 },
    );
    expect(mine.map((each) => each.taskId)).toContain(task.taskId);
    expect(new Set(mine.map((each) => each.touchpointId))).toEqual(new Set([task.touchpointId]));
    expect(await listTasks(db, as(other).scope, {}, { before: undefined, limit: 200 })).toEqual([]);
    expect(await countTasks(db, as(other).scope)).toEqual({});
  });

  test('signals come only from those who serve the community', async () => {
    const leader = await recruit('group_leader', [communities[1] as CommunityId]);
    const signal = await reportSignal(as(leader), {
      communityId: communities[1] as CommunityId,
      kind: 'demand',
      topic: 'leak',
    });
    expect(signal.cityId).toBe(cityId);
    await expect(
      reportSignal(as(leader), { communityId: communities[0] as CommunityId, kind: 'demand', topic: 'leak' }),
    ).rejects.toMatchObject({ code: 'community-not-covered' });
  });

  test('a phone signs one touchpoint in', async () => {
    await expect(
      addTouchpoints(world.ctx(), [
        {
          externalCode: 'TX',
          name: '李四',
          phone: '16090000001',
          role: 'realtor',
          cityId,
          storeId: null,
          partnerId: null,
          communityIds: [],
        },
      ]),
    ).rejects.toMatchObject({ code: 'phone-belongs-to-touchpoint' });
  });
});

test('the offer carries the token under which the task is shared', async () => {
  const task = await issue(communities[0] as CommunityId);
  const offered = await readAfter(world.database.db, 0, [TaskOffered.type], 1_000);
  const payload = offered.findLast((event) => event.aggregateId === task.taskId)?.payload;
  expect(payload).toMatchObject({ shareToken: task.shareToken, attempt: 1 });
});
