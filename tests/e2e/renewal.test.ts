import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PICTURE } from '../permission/picture.ts';
import type { StaffClient } from '../support/staff-client.ts';
import { bookFromCode, drawSignature, findCast, type Cast } from './renewal-acts.ts';
import { enterByPhone, openStage, signInAtDesk, signInAtPhone, until, type Stage } from './stage.ts';

/**
 * The renewal scene: a code at the property office becomes a booking, a visit, a contract, a paid order, works that
 * their owner looks at one by one, and an opinion; the steward who brought it sees what it earned, and the board has
 * moved while all of it happened. Each test goes on where the one before ended.
 */
let stage: Stage;
let cast: Cast;
let board: Page;
let manager: Page;
let resident: Page;
let designer: Page;
let technician: Page;
/** The resident's own session, for what no page shows. */
let own: StaffClient;
let code: string;

const RESIDENT = '16055550101';
const NEIGHBOUR = '16055550102';
const FIRST = '王女士';

beforeAll(async () => {
  stage = await openStage();
  cast = await findCast(stage);
});
afterAll(() => stage?.close());

const visitOf = (phone: string) =>
  until(async () => {
    const { items } = await stage.admin.get<{ items: { visitId: string; customerPhone: string; state: string }[] }>(
      `/api/fulfilment/visits?communityId=${cast.communityId}&service=measure&limit=200`,
    );
    return items.find((it) => it.customerPhone.endsWith(phone.slice(-4)) && it.state !== 'cancelled');
  }, `the visit of ${phone}`);

describe('booking', () => {
  test('headquarters opens the board, and a code is printed for the steward of the community', async () => {
    board = await stage.desk();
    await signInAtDesk(stage, board, 'operator');
    await board.goto(`${stage.url}/console/boards/projects?city=${cast.cityId}`);
    await board.getByRole('heading', { level: 1, name: '项目看板' }).waitFor();
    ({ code } = await stage.admin.send<{ code: string }>('POST', '/api/growth/codes', {
      label: '物业前台',
      communityId: cast.communityId,
      touchpointId: cast.steward.touchpointId,
      packageId: cast.packageId,
    }));
  });

  test('the store manager enters a leave, and who is on leave is never offered', async () => {
    manager = await stage.desk();
    await signInAtDesk(stage, manager, cast.managerLogin);
    await manager.goto(`${stage.url}/console/service/calendars`);
    await manager.getByRole('heading', { level: 1, name: '排班' }).waitFor();
    const before = await cast.slots(code);
    await cast.leave(cast.designers[1].touchpointId);
    const after = await cast.slots(code);
    expect(Math.max(...before.map(({ left }) => left))).toBe(2);
    expect(new Set(after.map(({ left }) => left))).toEqual(new Set([1]));
  });

  test('two residents race for the last place of a time: one has it, the other is offered the next ones', async () => {
    resident = await stage.phone();
    const neighbour = await stage.phone();
    await Promise.all([resident, neighbour].map((page) => page.goto(`${stage.url}/b/${code}`)));
    const times = [resident, neighbour].map((page) =>
      page.locator('.booking button').filter({ hasText: /^\d\d:\d\d/ }),
    );
    await Promise.all(times.map((each) => each.first().waitFor()));
    const [mine, theirs] = times;
    await mine?.first().click();
    await resident.getByText(/为你保留/).waitFor();
    // The neighbour still sees the time that has just gone.
    await theirs?.first().click();
    await neighbour.getByRole('alert').getByRole('button').first().waitFor();
    await bookFromCode(resident, { name: FIRST, phone: RESIDENT, address: '3幢2单元501' });
    await neighbour
      .locator('.booking button')
      .filter({ hasText: /^\d\d:\d\d/ })
      .first()
      .click();
    await bookFromCode(neighbour, { name: '李先生', phone: NEIGHBOUR, address: '3幢2单元502' });
    await neighbour.context().close();
    const [one, other] = [await visitOf(RESIDENT), await visitOf(NEIGHBOUR)];
    expect(one.visitId).not.toBe(other.visitId);
    const detail = await stage.admin.get<{ who: { touchpointId: string }; decisions: { candidates: unknown[] }[] }>(
      `/api/fulfilment/visits/${one.visitId}`,
    );
    expect(detail.who.touchpointId).toBe(cast.designers[0].touchpointId);
    expect(detail.decisions[0]?.candidates.length).toBeGreaterThan(1);
  });
});

describe('the visit', () => {
  test('the resident follows it live: accepted, on the way, there', async () => {
    await resident.getByRole('link', { name: /我的预约/ }).click();
    await enterByPhone(stage, resident, RESIDENT);
    await resident.getByRole('button', { name: '退出登录' }).waitFor();
    own = await stage.apiOf(resident);
    const { visitId } = await visitOf(RESIDENT);
    await resident.goto(`${stage.url}/my/visits/${visitId}`);
    await resident.getByText('已预约').first().waitFor();

    designer = await stage.phone();
    await signInAtPhone(stage, designer, cast.designers[0].phone);
    await designer.goto(`${stage.url}/work/visits/${visitId}`);
    await designer.getByRole('button', { name: '接单' }).click();
    await resident.locator('.my-track-taken', { hasText: '已接单' }).waitFor();
    // The button for setting out comes on the day of the visit: these two go by the address behind it.
    const phone = await stage.apiOf(designer);
    for (const [step, name] of [
      ['departed', '已出发'],
      ['arrived', '已到达'],
    ] as const) {
      await phone.send('POST', `/api/fulfilment/my/visits/${visitId}/progress`, { step, opId: crypto.randomUUID() });
      await resident.locator('.my-track-taken', { hasText: name }).waitFor();
    }
  });

  test('the designer measures, finishes, quotes and sends', async () => {
    const { visitId } = await visitOf(RESIDENT);
    await designer.goto(`${stage.url}/work/visits/${visitId}/measure`);
    await designer.getByRole('button', { name: '客厅' }).click();
    const room = designer.getByRole('group', { name: '客厅' });
    for (const [side, metres] of [
      ['长', '4.2'],
      ['宽', '3.6'],
      ['高', '2.75'],
    ] as const)
      await room.getByLabel(side, { exact: true }).fill(metres);
    await designer.getByRole('button', { name: '有裂缝', exact: true }).click();
    await designer.getByRole('button', { name: '看过，没有' }).click();
    await designer.getByRole('button', { name: '保存量房表' }).click();
    await designer.getByText('都存好了').waitFor();

    await designer.goto(`${stage.url}/work/visits/${visitId}`);
    await designer.getByRole('button', { name: '完成' }).click();
    await designer.getByRole('button', { name: '量好了' }).click();
    await resident.locator('.my-track-taken', { hasText: '已完成' }).waitFor();

    await designer.goto(`${stage.url}/work/visits/${visitId}/quote`);
    await designer.getByRole('button', { name: '加上' }).first().click();
    await designer.getByRole('button', { name: '看一眼' }).click();
    await designer.getByRole('button', { name: /发给客户/ }).click();
    await until(async () => {
      const { items } = await own.get<{ items: { state: string }[] }>('/api/commerce/own/quotations');
      return items.find(({ state }) => state === 'sent');
    }, 'the quotation');
  });
});

describe('the contract and the money', () => {
  test('the resident reads, signs and pays; a duplicate notice changes nothing', async () => {
    await resident.goto(`${stage.url}/my`);
    await resident.getByRole('link', { name: /看报价/ }).click();
    await resident.getByRole('button', { name: '没问题，看合同' }).click();
    await resident.getByRole('checkbox').check();
    await drawSignature(resident);
    await resident.getByRole('button', { name: '签署合同' }).click();
    await resident.getByRole('button', { name: /^付定金/ }).click();
    await resident.getByRole('button', { name: '重复通知' }).click();
    await resident.getByRole('button', { name: /沙箱付款/ }).click();
    await resident.getByRole('link', { name: '付好了，回到订单' }).click();
    await resident.getByText(/定金 · 已到账/).waitFor();
    const { items } = await own.get<{ items: { paidFen: number; depositFen: number; state: string }[] }>(
      '/api/commerce/own/orders',
    );
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ state: 'deposit_paid', paidFen: items[0]?.depositFen });
  });

  test('a wrong amount is held, and a person decides', async () => {
    await resident.getByRole('button', { name: /提前付尾款/ }).click();
    await resident.getByRole('button', { name: '金额不对' }).click();
    await resident.getByRole('button', { name: /沙箱付款/ }).click();
    await resident.getByRole('link', { name: '付好了，回到订单' }).click();

    const desk = await stage.desk();
    await signInAtDesk(stage, desk, 'operator');
    await desk.goto(`${stage.url}/console/deals/payments?state=held`);
    await desk
      .getByRole('row', { name: new RegExp(cast.communityName) })
      .first()
      .click();
    await desk.getByRole('button', { name: '退回' }).first().click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByRole('textbox').fill('金额不对，退回重付');
    await dialog.getByRole('button', { name: '退回', exact: true }).click();
    await until(async () => {
      const { items } = await stage.admin.get<{ items: { decision: string | null }[] }>(
        `/api/commerce/payments?communityId=${cast.communityId}`,
      );
      return items.find(({ decision }) => decision === 'refund');
    }, 'the decision');
    await desk.context().close();
  });
});

describe('the works', () => {
  let projectId: string;

  test('the resident picks a time, a technician goes there and submits the first milestone', async () => {
    const project = await until(async () => {
      const { items } = await own.get<{ items: { projectId: string }[] }>('/api/fulfilment/own/projects');
      return items[0];
    }, 'the project');
    projectId = project.projectId;
    await resident.goto(`${stage.url}/my/projects/${projectId}`);
    await resident.getByRole('button', { name: '选个施工时间' }).click();
    await resident.locator('.my-times button').first().click();
    await resident.getByText(/约好了/).waitFor();
    technician = await stage.phone();
    await signInAtPhone(stage, technician, await cast.technicianOf(projectId));
    await cast.submit(technician, stage.url, projectId, '材料进场', PICTURE);
    await resident.getByRole('button', { name: '没问题，验收' }).waitFor();
  });

  test('the owner says no and why; it is redone, and the owner agrees', async () => {
    await resident.getByRole('button', { name: '要返工' }).click();
    await resident.getByLabel(/哪里不行/).fill('防水涂料的牌子不对');
    await resident.getByRole('button', { name: '要求返工' }).click();
    await technician.goto(`${stage.url}/work/works/${projectId}`);
    await technician.getByText('防水涂料的牌子不对').first().waitFor();
    await cast.submit(technician, stage.url, projectId, '材料进场', PICTURE);
    await resident.getByRole('button', { name: '没问题，验收' }).click();
    await resident.getByText('1/4 个节点已验收').waitFor();
  });

  test('milestone by milestone the home is finished, and the file of it can be opened', async () => {
    for (const [at, milestone] of ['隐蔽工程验收', '中期验收', '竣工验收'].entries()) {
      await cast.submit(technician, stage.url, projectId, milestone, PICTURE);
      await resident.getByRole('button', { name: '没问题，验收' }).click();
      await resident.getByText(`${at + 2}/4 个节点已验收`).waitFor();
    }
    await resident.getByRole('link', { name: /交付档案/ }).waitFor();
    const pdf = await resident
      .context()
      .request.get(`${stage.url}/api/fulfilment/own/projects/${projectId}/delivery.pdf`);
    expect([pdf.status(), (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  });
});

describe('afterwards', () => {
  test('an unhappy owner is called back', async () => {
    await resident.goto(`${stage.url}/my`);
    await resident.getByRole('link', { name: '打个分' }).click();
    await resident.getByRole('button', { name: '3', exact: true }).click();
    await resident.getByRole('textbox').fill('返工耽误了两天');
    await resident.getByRole('button', { name: /提交/ }).click();
    await resident.getByText('收到，谢谢你').waitFor();

    await manager.goto(`${stage.url}/console/service/tickets`);
    await manager
      .getByRole('row', { name: new RegExp(`${cast.communityName}.*打了 3 分|打了 3 分.*${cast.communityName}`) })
      .first()
      .click();
    await manager.getByRole('button', { name: '接手' }).click();
    await manager.getByRole('button', { name: '为办这张工单查看电话' }).click();
    await manager.getByRole('link', { name: RESIDENT }).waitFor();
    await manager.getByRole('button', { name: '已回访' }).click();
    await manager.getByRole('button', { name: '办结', exact: true }).click();
    await until(async () => {
      const { items } = await stage.admin.get<{ items: { state: string; kind: string }[] }>(
        `/api/desk/tickets?communityId=${cast.communityId}`,
      );
      return items.find(({ state, kind }) => kind === 'detractor_callback' && state === 'done');
    }, 'the call-back');
  });

  test('the steward sees the commission, and the day from which it is payable', async () => {
    const steward = await stage.phone();
    await signInAtPhone(stage, steward, cast.steward.phone);
    await steward.goto(`${stage.url}/work/commission`);
    const { items } = await own.get<{ items: { orderNumber: string }[] }>('/api/commerce/own/orders');
    const line = steward.getByText(`订单 ${items[0]?.orderNumber} 收到定金`);
    expect(await line.textContent()).toMatch(/按物业管家 3% 计 ¥.*\d+月\d+日可结/);
    await steward.context().close();
  });

  test('the board has moved without a reload', async () => {
    const row = board.getByRole('row', { name: new RegExp(cast.communityName) });
    await row.waitFor();
    const cells = await row.getByRole('cell').allTextContents();
    // 线索, 上门, 签约.
    expect(cells.slice(1, 4)).toEqual(['2', '1', '1']);
  });
});
