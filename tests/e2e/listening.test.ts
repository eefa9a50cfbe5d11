import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AlertsAnswer } from '#modules/intelligence/contract';
import type { TicketDetail, TicketsAnswer } from '#modules/desk/contract';
import { findBought, type Bought } from './complaint-acts.ts';
import { JOB_PATIENCE_MS, openStage, signInAtDesk, until, type Stage } from './stage.ts';

/**
 * What neighbours complain of reaches somebody: an alert stands while they still write, it becomes a ticket, and is over with
 * it; what was read wrongly is put right with one key. Each test goes on where the one before ended.
 */
interface Community {
  readonly id: string;
  readonly name: string;
  readonly externalCode: string;
}

const COMPLAINTS = [
  '阳台漏水了，地板都泡了一片，烦死了',
  '我家也漏，天花板一直渗水，没人管',
  '下雨就漏水，说了半年了还没修好',
  '卫生间漏水，楼下邻居天天来找，真糟心',
  '漏水漏得墙皮都掉了，太差劲了',
];

let stage: Stage;
let page: Page;
let place: Community;
let writeKey: string;

beforeAll(async () => {
  stage = await openStage();
  const { items } = await stage.admin.get<{ items: Community[] }>('/api/territory/communities?limit=50');
  place = items[0]!;
  ({ writeKey } = await stage.admin.send<{ writeKey: string }>('POST', '/api/cdp/sources', {
    name: '业主群助手',
    kind: 'server',
  }));
  page = await stage.desk();
  await signInAtDesk(stage, page, 'operator');
});
afterAll(() => stage?.close());

/** Neighbours write in their group, each a message; the first of them may be somebody whose phone is known. */
async function write(
  texts: readonly string[],
  from: string,
  { code = place.externalCode, first }: { readonly code?: string; readonly first?: object } = {},
): Promise<void> {
  const batch = texts.map((text, at) => ({
    type: 'track',
    event: 'Community Post Published',
    messageId: `${from}-${at}`,
    anonymousId: `${from}-${at}`,
    ...(at === 0 && first !== undefined ? { context: { traits: first } } : {}),
    timestamp: new Date().toISOString(),
    properties: { communityCode: code, channel: 'chat', text },
  }));
  const answer = await fetch(`${stage.url}/v1/batch`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
    },
    body: JSON.stringify({ batch }),
  });
  expect(answer.status).toBe(200);
}

const alertOf = async (kind: 'spike' | 'grave', communityId = place.id, topic = 'leak') => {
  const path = `/api/intelligence/listening/alerts?view=all&communityId=${communityId}&kind=${kind}`;
  const { items } = await stage.admin.get<AlertsAnswer>(path);
  return kind === 'grave' ? items[0] : items.find((each) => each.topic === topic);
};
const ticketsAbout = async (subjectId: string) =>
  (await stage.admin.get<TicketsAnswer>(`/api/desk/tickets?subjectId=${subjectId}`)).items;

describe('neighbours complain', () => {
  test('the desk shows how many, of what, while they still write', async () => {
    await page.goto(`${stage.url}/console/listening?view=alerts&community=${place.id}`);
    await page.getByRole('heading', { level: 1, name: '舆情' }).waitFor();
    await write(COMPLAINTS, 'leak');
    const alert = await until(() => alertOf('spike'), 'an alert');
    expect(alert.people).toBeGreaterThanOrEqual(3);
    // The page hears of it by itself.
    await page
      .getByText(/人抱怨漏水/)
      .first()
      .waitFor();
  });

  test('it opens what they say, masked, and makes a ticket of it', async () => {
    await page
      .getByText(/人抱怨漏水/)
      .first()
      .click();
    await page.getByRole('button', { name: '显示原文（脱敏，留痕）' }).click();
    await page.locator('blockquote').filter({ hasText: '漏' }).first().waitFor();
    await page.getByRole('button', { name: '转工单' }).click();
    await page.getByRole('link', { name: '看工单' }).first().waitFor();
  });

  test('the ticket says what to find out, by when, and ends the alert when it is done', async () => {
    const alert = (await alertOf('spike'))!;
    const ticket = await until(async () => {
      const path = `/api/desk/tickets?subjectId=${alert.alertId}`;
      return (await stage.admin.get<TicketsAnswer>(path)).items[0];
    }, 'the ticket');
    await page.getByRole('link', { name: '看工单' }).first().click();
    await page
      .getByText(/人在抱怨「漏水」，请查明原因并答复/)
      .first()
      .waitFor();
    await stage.admin.send<TicketDetail>('POST', `/api/desk/tickets/${ticket.ticketId}/close`, {
      revision: ticket.revision,
      outcome: 'resolved',
      note: '物业已修好外墙，逐户答复了',
    });
    await until(async () => ((await alertOf('spike'))?.state === 'done' ? true : undefined), 'the end of the alert');
  });
});

describe('a message that cannot wait', () => {
  test('is an urgent ticket at once', async () => {
    await write(['孩子吃了群里买的虾上吐下泻，现在在医院挂急诊'], 'grave');
    const alert = await until(() => alertOf('grave'), 'an alert');
    const { items } = await until(async () => {
      const found = await stage.admin.get<TicketsAnswer>(`/api/desk/tickets?subjectId=${alert.alertId}`);
      return found.items.length > 0 ? found : undefined;
    }, 'the ticket');
    expect(items[0]).toMatchObject({ priority: 'urgent', kind: 'community_voice' });
  });
});

describe('what was read wrongly', () => {
  test('is put right with one key, and stays so', async () => {
    await page.goto(`${stage.url}/console/listening?view=messages&community=${place.id}`);
    await page.getByRole('button', { name: '显示原文（脱敏，留痕）' }).click();
    const first = page.getByRole('region', { name: '消息' }).getByRole('listitem').first();
    await first.getByText('上吐下泻').first().waitFor();
    await first.focus();
    await page.keyboard.press('2');
    await first.getByText('已核').waitFor();
    await page.reload();
    await page.getByText('已核').first().waitFor();
  });
});

describe('neighbours complain of what we sold them', () => {
  let bought: Bought;
  let basket: string;
  const playsOf = async (state: string) => {
    const path = `/api/intelligence/plays?state=${state}&communityId=${bought.communityId}&limit=50`;
    const { items } = await stage.admin.get<{ items: { id: string; packageId: string }[] }>(path);
    return items.filter(({ packageId }) => packageId === basket);
  };

  beforeAll(async () => {
    bought = await findBought(stage, place.id);
    const packages = await stage.admin.get<{ items: { id: string; code: string }[] }>('/api/commerce/packages');
    basket = packages.items.find(({ code }) => code === 'fresh-basket')!.id;
    // They wish for something fresh: that is what is proposed.
    const wishes = Array.from({ length: 10 }, (_, at) => `第${at + 1}次问，有新鲜的菜卖吗`);
    await write(wishes, 'wish', { code: bought.communityCode });
    const asked = { communityIds: [bought.communityId], packageIds: [basket] };
    if ((await playsOf('proposed')).length > 0) return;
    const run = await stage.admin.send<{ skipped: unknown[] }>('POST', '/api/intelligence/plays/propose', asked);
    if (run.skipped.length > 0) throw new Error(`nothing to propose: ${JSON.stringify(run.skipped)}`);
  });

  test('the more of it that was proposed there is taken back by itself', async () => {
    expect(await playsOf('proposed')).toHaveLength(1);
    const { item, name, phone, communityCode: code } = bought;
    const said = [
      `${item}都烂了，一点都不新鲜，失望`,
      `我家的${item}也烂了，不新鲜，差评`,
      `${item}蔫得没法吃，太不新鲜了，退钱`,
      `这批${item}不新鲜，下次不买了`,
      `${item}有股馊味，根本不新鲜`,
    ];
    await write(said, 'rotten', { code, first: { phone, name } });
    await until(() => alertOf('spike', bought.communityId, 'freshness'), 'an alert');
    await until(async () => ((await playsOf('proposed')).length === 0 ? true : undefined), 'the play to be taken back');
  });

  test('the alert names the goods, and becomes a ticket', async () => {
    await page.goto(`${stage.url}/console/listening?view=alerts&community=${bought.communityId}`);
    await page
      .getByText(/人抱怨新鲜度/)
      .first()
      .click();
    await page.getByRole('heading', { name: '点名的商品' }).waitFor();
    await page.getByRole('button', { name: '显示原文（脱敏，留痕）' }).click();
    await page.locator('blockquote').filter({ hasText: bought.item }).first().waitFor();
    await page.getByRole('button', { name: '转工单' }).click();
    await page.getByRole('link', { name: '看工单' }).first().click();
    await page
      .getByText(/人在抱怨「新鲜度」，请查明原因并答复/)
      .first()
      .waitFor();
  });

  test('the ticket knows who it was and what they bought: they are given their money back from it', async () => {
    await page.getByRole('button', { name: `代客退 ${bought.orderNumber}` }).click();
    const dialog = page.getByRole('dialog', { name: '代客申请售后' });
    const units = dialog.getByRole('spinbutton', { name: `${bought.lineName}有问题的数量` });
    await units.fill('1');
    await units.press('Tab');
    await dialog.getByRole('button', { name: '退钱', exact: true }).click();
    const reason = dialog.getByRole('combobox', { name: '原因' });
    await reason.press('ArrowDown');
    await page.getByRole('option').first().waitFor({ state: 'attached' });
    await reason.press('Enter');
    await dialog.getByRole('textbox', { name: /顾客怎么说/ }).fill('到手就烂了');
    await dialog.getByRole('button', { name: /^登记/ }).click();
    await page.getByText(/售后登记好了/).waitFor();
    const alert = (await alertOf('spike', bought.communityId, 'freshness'))!;
    const [ticket] = await ticketsAbout(alert.alertId);
    const { timeline } = await stage.admin.get<TicketDetail>(`/api/desk/tickets/${ticket!.ticketId}`);
    const claimId = timeline.find(({ move }) => move === 'claimed')!.refId!;
    const path = `/api/commerce/claims/${claimId}`;
    const claim = await stage.admin.get<{ state: string }>(path);
    if (claim.state === 'opened') {
      await stage.admin.send('POST', `${path}/decide`, { decision: 'refund', reason: '群里好几个人都这么说' });
    }
    await until(
      async () => ((await stage.admin.get<{ state: string }>(path)).state === 'refunded' ? true : undefined),
      'the refund',
      JOB_PATIENCE_MS,
    );
  });

  test('it is done, asked about again in three days, and the play comes back with other words', async () => {
    await page.getByRole('button', { name: '已解决' }).click();
    await page.getByRole('button', { name: '办结', exact: true }).click();
    const alert = (await alertOf('spike', bought.communityId, 'freshness'))!;
    const [ticket] = await ticketsAbout(alert.alertId);
    const [asking] = await until(async () => {
      const found = await ticketsAbout(ticket!.ticketId);
      return found.length > 0 ? found : undefined;
    }, 'the follow-up');
    const [play] = await until(async () => {
      const found = await playsOf('proposed');
      return found.length > 0 ? found : undefined;
    }, 'the play again');
    await page.goto(`${stage.url}/console/plays?play=${play!.id}`);
    await page
      .getByText(/大家说过菜不够新鲜/)
      .first()
      .waitFor();
    await page
      .getByText(/「新鲜度」的抱怨刚处理完/)
      .first()
      .waitFor();
    await page.goto(`${stage.url}/console/service/tickets?ticket=${asking!.ticketId}`);
    await page
      .getByText(/问问好了没有：小区反馈「新鲜度」/)
      .first()
      .waitFor();
    await page
      .getByText(/刚办结/)
      .first()
      .waitFor();
  });

  test('and where it is not well after all, all of it is taken up again', async () => {
    await page.getByRole('button', { name: '没好，再处理' }).click();
    await page.getByRole('button', { name: '办结', exact: true }).click();
    await until(
      async () => ((await alertOf('spike', bought.communityId, 'freshness'))?.state === 'in_hand' ? true : undefined),
      'the alert to be in hand again',
    );
    await until(async () => ((await playsOf('proposed')).length === 0 ? true : undefined), 'the play to be taken back');
  });
});
