import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { businessDay, DAY } from '#kernel/time';
import type { CampaignDetail, Campaigns } from '#modules/commerce/contract';
import { PICTURE } from '../permission/picture.ts';
import type { StaffClient } from '../support/staff-client.ts';
import {
  choose,
  closeEarly,
  copiedOn,
  findGround,
  launchedCampaign,
  offerForTwo,
  openAndShare,
  orderAndPay,
  settled,
  signInToOrder,
  told,
  type GroundOfDay,
  type OpenedBuy,
  type TeamGood,
} from './group-buy-acts.ts';
import { JOB_PATIENCE_MS, openStage, signInAtDesk, signInAtPhone, until, type Stage } from './stage.ts';

/**
 * A leader's day and a neighbour's: a list and a team are opened and shared, neighbours order and pay, it closes, the
 * goods come one short, are fetched with a code, and what was bad is claimed. Who is short has the money back unasked.
 * Each test goes on where the one before ended.
 */
let stage: Stage;
let ground: GroundOfDay;
let forTwo: TeamGood;
let leader: Page;
let neighbour: Page;
let other: Page;
let desk: Page;
/** Sessions of the two, for what no page shows. */
let own: StaffClient;
let others: StaffClient;
let list: OpenedBuy;
let team: OpenedBuy;
let listOrder: string;
let teamOrder: string;
let shortOrder: string;

const NEIGHBOUR = '16055550201';
const OTHER = '16055550202';
const TOMATO = '番茄';
const RIBS = '黑猪肋排';
const LIST_TITLE = '周末家宴接龙';
const TEAM_TITLE = '两个人更便宜';

interface OwnOrder {
  readonly state: string;
  readonly paidFen: number;
  readonly refundedFen: number;
  readonly totalFen: number;
  readonly lines: readonly { name: string; unitFen: number; quantity: number }[];
}

const orderOf = (client: StaffClient, orderId: string): Promise<OwnOrder> =>
  client.get<OwnOrder>(`/api/commerce/own/orders/${orderId}`);

beforeAll(async () => {
  stage = await openStage();
  ground = await findGround(stage);
  forTwo = await offerForTwo(stage, 'H005', 1990);
  [leader, neighbour, other] = await Promise.all([stage.phone(), stage.phone(), stage.phone()]);
  for (const page of [leader, neighbour]) {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.url });
  }
});
afterAll(() => stage?.close());

describe('the morning', () => {
  test('the leader opens a list of two things and what two buy together, and copies their links', async () => {
    await signInAtPhone(stage, leader, ground.leaderPhone);
    const openList = () => openAndShare(leader, stage.url, LIST_TITLE, [TOMATO, RIBS]);
    list = await openList();
    team = await openAndShare(leader, stage.url, TEAM_TITLE, [forTwo.name]);
    // The cut-off of the day may have come in between; both are to be picked up on one day.
    if (list.pickupOn !== team.pickupOn) list = await openList();
    expect(list.pickupOn).toBe(team.pickupOn);
    expect(list.link).toMatch(/\/g\/\d+$/);
  });

  test('a neighbour opens the link, orders, signs in only then, pays, and sees that it is paid', async () => {
    const answer = await neighbour.goto(list.link);
    // The first view comes rendered.
    expect(await answer?.text()).toContain(LIST_TITLE);
    await choose(neighbour, [
      [TOMATO, 1],
      [RIBS, 1],
    ]);
    await signInToOrder(stage, neighbour, NEIGHBOUR);
    listOrder = await orderAndPay(neighbour, '付好了，接龙成功');
    own = await stage.apiOf(neighbour);
    const order = await orderOf(own, listOrder);
    expect(order).toMatchObject({ state: 'paid', paidFen: order.totalFen, refundedFen: 0 });
  });
});

describe('two buy together', () => {
  test('the neighbour opens a team, and the next one fills it with one tap', async () => {
    await neighbour.goto(team.link);
    await neighbour.getByRole('button', { name: '自己开一个团' }).click();
    teamOrder = await orderAndPay(neighbour, '付好了，待成团');
    await neighbour.getByRole('button', { name: '叫上邻居' }).click();
    await neighbour.getByRole('button', { name: /复制好了/ }).waitFor();
    const invitation = await copiedOn(neighbour);

    await other.goto(/https?:\S+/.exec(invitation)?.[0] ?? '');
    await other.getByRole('region', { name: '合计' }).getByRole('button', { name: '参团' }).click();
    await signInToOrder(stage, other, OTHER);
    await orderAndPay(other, '付好了，已成团');
    others = await stage.apiOf(other);

    // Whoever waits sees it without a reload.
    await neighbour.getByRole('heading', { level: 1, name: '付好了，已成团' }).waitFor();
  });

  test('the other one joins the list too, and the leader sees both without a reload', async () => {
    await leader.goto(`${stage.url}/work/groups/${list.groupBuyId}`);
    await leader.getByRole('heading', { level: 2, name: '接龙 1 单' }).waitFor();
    await other.goto(list.link);
    await choose(other, [[TOMATO, 2]]);
    shortOrder = await orderAndPay(other, '付好了，接龙成功');
    await leader.getByRole('heading', { level: 2, name: '接龙 2 单' }).waitFor();
  });
});

describe('cut-off and arrival', () => {
  test('the leader closes early, and both are settled', async () => {
    await closeEarly(stage, leader, list);
    await closeEarly(stage, leader, team);
    const [ofList, ofTeam] = await Promise.all([settled(stage, list), settled(stage, team)]);
    expect([ofList.orders, ofTeam.orders]).toEqual([2, 2]);
  });

  test('headquarters sends the goods of the day', async () => {
    desk = await stage.desk();
    await signInAtDesk(stage, desk, 'operator');
    await desk.goto(`${stage.url}/console/deals/parcels`);
    await desk.getByRole('button', { name: '发一批货' }).click();
    const place = desk.getByRole('combobox', { name: '从哪个仓发' });
    await place.fill(ground.warehouseName);
    await desk.getByRole('option', { name: new RegExp(ground.warehouseName) }).waitFor({ state: 'attached' });
    await place.press('Enter');
    await desk.getByLabel('提货日', { exact: true }).fill(list.pickupOn);
    await desk.getByRole('button', { name: '先看一遍' }).click();
    await desk.getByRole('button', { name: /^发出\d+个包裹$/ }).click();
    await desk.getByText(/^发出了\d+个包裹/).waitFor();
  });

  test('one is missing when it arrives: whoever ordered last has the money back unasked, and is told', async () => {
    await leader.goto(`${stage.url}/work/`);
    await leader.getByRole('link', { name: '自提', exact: true }).click();
    await leader.getByRole('button', { name: /^到货/ }).click();
    await leader.getByRole('link', { name: '点到货' }).click();
    const item = leader.getByRole('region', { name: new RegExp(TOMATO) });
    await item.getByRole('button', { name: '少了或坏了' }).click();
    await item.getByRole('button', { name: new RegExp(`${TOMATO}.*少到多一份`) }).click();
    await leader.getByRole('button', { name: /^确认到货 \d+ 份，少 1$/ }).click();
    await leader.getByText('1 单缺损的在退款').waitFor();

    await told(stage, other, { template: 'claim_granted', title: '缺货，已给你退款', phoneEnds: '0202' });
    const tomato = (await orderOf(others, shortOrder)).lines[0]?.unitFen ?? 0;
    await until(
      async () => ((await orderOf(others, shortOrder)).refundedFen === tomato ? true : undefined),
      'the refund of what was short',
      JOB_PATIENCE_MS,
    );
    expect((await orderOf(own, listOrder)).refundedFen).toBe(0);
  });
});

describe('picking up', () => {
  test('the neighbour shows the code, the leader hands over all that lies there', async () => {
    await neighbour.goto(`${stage.url}/my/codes`);
    const code = neighbour.getByRole('region', { name: `${ground.pickupPointName}的提货码` });
    await code.getByText('3件可取').waitFor();
    const digits = ((await code.locator('.my-digits').textContent()) ?? '').replaceAll(/\D/g, '');

    await leader.goto(`${stage.url}/work/pickup`);
    await leader.getByRole('button', { name: '报提货码' }).click();
    await leader.getByRole('textbox', { name: '报提货码' }).fill(digits);
    await leader.getByRole('button', { name: '交 3 份' }).click();
    await leader.getByText(/3 份，5 分钟内可以撤销/).waitFor();
    await neighbour.getByText('取走了').first().waitFor();
  });
});

describe('after-sales', () => {
  test('a claim with a photo is more than the rule may grant: a person decides it', async () => {
    await neighbour.goto(`${stage.url}/my/orders/${listOrder}`);
    await neighbour.getByRole('link', { name: '申请售后' }).click();
    await neighbour.getByRole('button', { name: new RegExp(`^选 ${RIBS}`) }).click();
    await neighbour.getByRole('button', { name: '坏了、不新鲜' }).click();
    const photo = { name: PICTURE.name, mimeType: PICTURE.type, buffer: PICTURE.bytes };
    await neighbour.getByLabel('从相册选').setInputFiles(photo);
    await neighbour.getByRole('button', { name: '提交，1件' }).click();
    await neighbour.getByText(/^收到了，.*给你答复。$/).waitFor();

    await desk.goto(`${stage.url}/console/deals/claims`);
    await desk
      .getByRole('row', { name: new RegExp(`${RIBS}.*${ground.communityName}`) })
      .first()
      .click();
    await desk.getByRole('button', { name: '定这件售后' }).click();
    const dialog = desk.getByRole('dialog', { name: '定这件售后' });
    // While the dialog opens it moves under the finger.
    const words = dialog.getByRole('button', { name: '核对过照片，确实有问题' });
    await until(async () => {
      await words.click();
      return (await words.getAttribute('aria-pressed')) === 'true' ? true : undefined;
    }, 'the words for the customer are chosen');
    await dialog.locator('.ant-modal-footer').getByRole('button', { name: '退款' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  test('the neighbour sees the refund among the orders', async () => {
    await neighbour.getByText(/已原路退回/).waitFor({ timeout: JOB_PATIENCE_MS });
    await neighbour.goto(`${stage.url}/my/orders`);
    const { refundedFen, lines } = await orderOf(own, listOrder);
    const ribs = lines.find(({ name }) => name.startsWith(RIBS))?.unitFen ?? 0;
    // What the first order takes off is spread over its lines: less than the price goes back.
    expect(refundedFen).toBeGreaterThan(0);
    expect(refundedFen).toBeLessThanOrEqual(ribs);
    await neighbour.getByText(`已退 ¥${(refundedFen / 100).toFixed(2)}`).waitFor();
  });

  test('points come with what is complete: a whole yuan is one', async () => {
    await until(
      async () => {
        const { state } = await orderOf(own, teamOrder);
        return state === 'completed' ? true : undefined;
      },
      'the completion',
      JOB_PATIENCE_MS,
    );
    await neighbour.goto(`${stage.url}/my/points`);
    await neighbour.getByText(`+${Math.floor(forTwo.priceFen / 100)}`).waitFor();
  });
});

describe('the next day', () => {
  const CAMPAIGN = '明早尝鲜团';
  const CAMPAIGNS = '/api/commerce/campaigns';

  test('headquarters plans one like an earlier one for many communities, puts its price right, and opens it', async () => {
    const like = await launchedCampaign(stage);
    await desk.goto(`${stage.url}/console/goods/campaigns?campaign=${like.campaignId}`);
    await desk.getByRole('button', { name: '照着再开一个' }).click();
    const title = desk.getByRole('textbox', { name: '名字', exact: true });
    await title.fill(CAMPAIGN);
    await desk.getByLabel('开团', { exact: true }).fill(`${businessDay(new Date(Date.now() + DAY))}T08:00`);
    await desk.getByRole('button', { name: /^存成草稿/ }).click();

    await desk.getByRole('heading', { name: CAMPAIGN }).waitFor();
    await desk.getByRole('button', { name: '改一改' }).click();
    expect(await title.inputValue()).toBe(CAMPAIGN);
    await desk.getByRole('spinbutton', { name: '团购价' }).first().fill('6.60');
    await desk.getByRole('button', { name: /^存成草稿/ }).click();
    await desk.getByText('¥6.60').first().waitFor();
    await desk.getByRole('button', { name: /^给\d+个小区开团$/ }).click();
    await desk.getByRole('button', { name: '改一改' }).waitFor({ state: 'detached' });

    const opened = await until(async () => {
      const { items } = await stage.admin.get<Campaigns>(`${CAMPAIGNS}?state=launched&text=${CAMPAIGN}`);
      return items[0];
    }, 'the launch');
    expect(opened.launch.opened).toBeGreaterThan(0);
    const { items, groupBuys } = await stage.admin.get<CampaignDetail>(`${CAMPAIGNS}/${opened.campaignId}`);
    expect(items[0]?.priceFen).toBe(660);
    expect(groupBuys.byState).toEqual({ scheduled: opened.launch.opened });
  });
});
