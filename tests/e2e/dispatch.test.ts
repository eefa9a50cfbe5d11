import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import { findSlots } from '#modules/fulfilment';
import type { CandidatesAnswer, DayPreviewAnswer, ScheduleAnswer } from '#modules/fulfilment/contract';
import { openBesideServer, type BesideServer } from '../support/beside-server.ts';
import { bookOne, makeBoardGround, type BoardGround } from '../support/board-ground.ts';
import { openStage, signInAtDesk, until, type Stage } from './stage.ts';

/**
 * A dispatcher's morning: somebody is sick, somebody is late, something urgent comes in, and the day could be better.
 * Everything is looked at before it is done, and the promised times stay. Each test goes on where the one before ended.
 */
type Person = ScheduleAnswer['people'][number];

let stage: Stage;
let beside: BesideServer;
let ground: BoardGround;
let page: Page;
let day: string;

beforeAll(async () => {
  stage = await openStage();
  beside = await openBesideServer(stage.dataDir, stage.url, 'dispatch');
  const tomorrow = addDays(startOfBusinessDay(businessDay(new Date())), 1);
  day = businessDay(tomorrow);
  const size = { stores: 1, peopleAStore: 10, communities: 8, visits: 36, among: 30 };
  ground = await makeBoardGround(beside.ctx, { ...size, day: tomorrow });
  page = await stage.desk();
  await signInAtDesk(stage, page, 'admin');
  await page.goto(`${stage.url}/console/service?view=day&city=${ground.cityId}&day=${day}`);
  await page.getByRole('region', { name: '调度板' }).waitFor();
});
afterAll(async () => {
  await beside?.close();
  await stage?.close();
});

const schedule = () => stage.admin.get<ScheduleAnswer>(`/api/fulfilment/schedule?cityId=${ground.cityId}&day=${day}`);
const preview = (what: object) =>
  stage.admin.send<DayPreviewAnswer>('POST', '/api/fulfilment/day/preview', { cityId: ground.cityId, day, ...what });
const rowOf = ({ touchpointId }: Person): Locator => page.locator(`[data-person="${touchpointId}"]`);
const nameOf = (person: Person): Locator => rowOf(person).getByRole('button', { name: person.name }).first();
const aside = (): Locator => page.getByRole('complementary', { name: '地图和预览' });
const coming = (): Locator => page.getByRole('region', { name: '调度板' }).getByRole('button', { name: /，预览$/ });

/** The first of whom something is true. */
async function personWith(holds: (person: Person) => boolean | Promise<boolean>): Promise<Person> {
  for (const person of (await schedule()).people) if (await holds(person)) return person;
  throw new Error('there is nobody like that');
}

async function dragTo(block: Locator, row: Locator): Promise<void> {
  await block.scrollIntoViewIfNeeded();
  const [from, to] = [await block.boundingBox(), await row.boundingBox()];
  if (from === null || to === null) throw new Error('nowhere to drag');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, to.y + to.height / 2, { steps: 5 });
}

describe('somebody is sick', () => {
  test('a preview says who would go instead, before anything changes', async () => {
    const sick = await personWith((person) => person.visits.length >= 3);
    await nameOf(sick).click();
    await aside().getByRole('button', { name: '如果来不了' }).click();
    await aside()
      .getByRole('status')
      .filter({ hasText: /转给同事|没人能顶上/ })
      .waitFor();
    const moves = await aside().getByRole('list', { name: '要改派的单' }).getByRole('listitem').count();
    expect(moves).toBeGreaterThan(0);
    expect(await coming().count()).toBe(moves);
    expect((await schedule()).people.find((each) => each.touchpointId === sick.touchpointId)?.visits.length).toBe(
      sick.visits.length,
    );
  });

  test('once entered, their visits are with colleagues at the same times, or wait with a reason', async () => {
    const sick = await personWith((person) => person.visits.length >= 3);
    await aside().getByRole('button', { name: '登记请假并改派' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /已登记请假，\d+ 单转给了同事/ })
      .waitFor();
    await rowOf(sick).getByText(/^0单/).waitFor();
    const after = await schedule();
    const starts = new Map(
      [...after.unplaced, ...after.people.flatMap((person) => person.visits)].map((visit) => [visit.visitId, visit]),
    );
    for (const visit of sick.visits) {
      expect(starts.get(visit.visitId)?.startsAt).toBe(visit.startsAt);
      if (starts.get(visit.visitId)?.state === 'unplaced') expect(starts.get(visit.visitId)?.why).toMatch(/去不了/);
    }
    expect(after.people.find((each) => each.touchpointId === sick.touchpointId)?.leaves).toHaveLength(1);
  });
});

describe('somebody is late', () => {
  test('what they would miss goes to colleagues, with the reason of who decided', async () => {
    const noticeOf = (person: Person): string =>
      new Date(Date.parse(person.shifts[0]!.startsAt) + 2 * 3_600_000).toISOString();
    const late = await personWith(async (person) => {
      if (person.visits.length === 0 || person.leaves.length > 0) return false;
      const asked = { late: { touchpointId: person.touchpointId, until: noticeOf(person) } };
      return (await preview(asked)).moves.length > 0;
    });
    const missed = late.visits.filter((visit) => visit.startsAt < noticeOf(late));
    await nameOf(late).click();
    await aside().getByRole('button', { name: '如果晚两小时' }).click();
    await aside()
      .getByRole('button', { name: /^改派这 \d+ 单$/ })
      .click();
    await page
      .getByRole('status')
      .filter({ hasText: /已改派 \d+ 单/ })
      .waitFor();
    const { people } = await schedule();
    const others = people.filter((person) => person.touchpointId !== late.touchpointId);
    const moved = missed.filter((visit) =>
      others.some((person) => person.visits.some((each) => each.visitId === visit.visitId)),
    );
    expect(moved.length).toBeGreaterThan(0);
    const detail = await stage.admin.get<{ decisions: { reason: string; occasionName: string }[] }>(
      `/api/fulfilment/visits/${moved[0]!.visitId}`,
    );
    expect(detail.decisions[0]).toMatchObject({ reason: `${late.name}晚两小时`, occasionName: '整天重排' });
  });
});

describe('something urgent comes in', () => {
  let urgentId: string;

  test('it is on the board while one looks at it', async () => {
    const before = new Set((await schedule()).people.flatMap((person) => person.visits.map((visit) => visit.visitId)));
    const communityId = ground.communityIds[0]!;
    const from = startOfBusinessDay(day);
    const asked = { service: 'repair', communityId, from, days: 1, byStaff: true };
    const slot = (await findSlots(beside.ctx().db, new Date(), asked)).findLast((each) => each.left >= 2);
    if (slot === undefined) throw new Error('nobody is free');
    const urgent = { service: 'repair', communityId, startsAt: slot.startsAt, phone: '13638888888' };
    expect(await bookOne(beside.ctx, urgent)).toBe(true);
    const visits = await until(async () => {
      const all = (await schedule()).people.flatMap((person) => person.visits);
      return all.find((visit) => !before.has(visit.visitId));
    }, 'the urgent visit');
    urgentId = visits.visitId;
    await page.locator(`[data-visit="${urgentId}"]`).waitFor();
  });

  test('a hand takes it to another row, sees what that means, and gives a reason', async () => {
    const has = await personWith((person) => person.visits.some((visit) => visit.visitId === urgentId));
    const { candidates } = await stage.admin.get<CandidatesAnswer>(`/api/fulfilment/visits/${urgentId}/candidates`);
    const other = candidates.find((each) => each.cost !== null && !each.isPresent);
    const to = await personWith((person) => person.touchpointId === other?.touchpointId);
    await dragTo(page.locator(`[data-visit="${urgentId}"]`).first(), rowOf(to));
    await rowOf(to)
      .getByText(/^能去，折合/)
      .waitFor();
    await page.mouse.up();
    await aside()
      .getByText(/符合各项规则/)
      .waitFor();
    expect(await coming().count()).toBe(1);
    await aside().getByRole('button', { name: '离得更近' }).click();
    await aside()
      .getByRole('button', { name: `派给${to.name}` })
      .click();
    await page
      .getByRole('status')
      .filter({ hasText: `已派给${to.name}` })
      .waitFor();
    await rowOf(to).locator(`[data-visit="${urgentId}"]`).waitFor();
    // And back again, as it was.
    await page.getByRole('button', { name: '派回去' }).click();
    await aside().getByRole('button', { name: '顾客指定' }).click();
    await aside()
      .getByRole('button', { name: `派给${has.name}` })
      .click();
    await page
      .getByRole('status')
      .filter({ hasText: `已派给${has.name}` })
      .waitFor();
    await rowOf(has).locator(`[data-visit="${urgentId}"]`).waitFor();
  });

  test('the keyboard does the same, and Escape lets go of what the hand took', async () => {
    const block = page.locator(`[data-visit="${urgentId}"]`).first();
    await block.focus();
    await page.keyboard.press('Alt+ArrowUp');
    await aside().getByRole('heading', { name: '这样派会怎样' }).waitFor();
    await page.keyboard.press('Alt+ArrowRight');
    await aside()
      .getByText(/→ \d\d:\d\d/)
      .waitFor();
    await aside().getByRole('button', { name: '先不了' }).click();
    const has = await personWith((person) => person.visits.some((visit) => visit.visitId === urgentId));
    const other = await personWith((person) => person.touchpointId !== has.touchpointId);
    await dragTo(block, rowOf(other));
    await page.locator('.day-ghost').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.day-ghost').waitFor({ state: 'detached' });
    await page.mouse.up();
    expect(await coming().count()).toBe(0);
  });
});

describe('the day could be better', () => {
  test('a preview of the whole day is adopted, or says that nothing is to be gained', async () => {
    const expected = await preview({});
    await page.getByRole('button', { name: '看看能不能排得更好' }).click();
    await aside()
      .getByRole('status')
      .filter({ hasText: /路上|都不会更省/ })
      .waitFor();
    const starts = async (): Promise<Map<string, string>> => {
      const { people, unplaced } = await schedule();
      const visits = [...unplaced, ...people.flatMap((person) => person.visits)];
      return new Map(visits.map((visit) => [visit.visitId, visit.startsAt]));
    };
    const before = await starts();
    if (expected.moves.length > 0) {
      await aside()
        .getByRole('button', { name: /^改派这 \d+ 单$/ })
        .click();
      await page
        .getByRole('status')
        .filter({ hasText: `已改派 ${expected.moves.length} 单` })
        .waitFor();
    }
    expect(await starts()).toEqual(before);
    expect((await preview({})).moves.length).toBeLessThanOrEqual(expected.moves.length);
  });
});
