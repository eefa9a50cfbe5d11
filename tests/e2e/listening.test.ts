import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AlertsAnswer } from '#modules/intelligence/contract';
import type { TicketDetail, TicketsAnswer } from '#modules/desk/contract';
import { openStage, signInAtDesk, until, type Stage } from './stage.ts';

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

/** Neighbours write in their group, each a message. */
async function write(texts: readonly string[], from: string): Promise<void> {
  const batch = texts.map((text, at) => ({
    type: 'track',
    event: 'Community Post Published',
    messageId: `${from}-${at}`,
    anonymousId: `${from}-${at}`,
    timestamp: new Date().toISOString(),
    properties: { communityCode: place.externalCode, channel: 'chat', text },
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

const alertOf = async (kind: 'spike' | 'grave') => {
  const path = `/api/intelligence/listening/alerts?view=all&communityId=${place.id}&kind=${kind}`;
  const { items } = await stage.admin.get<AlertsAnswer>(path);
  return kind === 'grave' ? items[0] : items.find(({ topic }) => topic === 'leak');
};

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
