import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '#kernel/random';
import { addDays, businessDay } from '#kernel/time';
import type { ForecastRunsAnswer, SupplyAnswerJson } from '#modules/intelligence/contract';
import { JOB_PATIENCE_MS, openStage, signInAtDesk, until, type Stage } from './stage.ts';

/**
 * A buyer's first morning: history comes in as a file, a forecast is made of it, and ten minutes later the day is ordered. Each
 * test goes on where the one before ended.
 */
interface Store {
  readonly id: string;
  readonly externalCode: string;
}

const DAYS = 63;
/** Leaves, tomatoes, milk: what two shops sell every day. */
const ITEMS = ['F001', 'F002', 'F003', 'F004', 'F005', 'F015', 'F016', 'F019'];

let stage: Stage;
let page: Page;
let shops: readonly [Store, Store];

beforeAll(async () => {
  stage = await openStage();
  const { items } = await stage.admin.get<{ items: Store[] }>('/api/territory/stores?limit=200');
  const [here, there] = items;
  shops = [here!, there!];
  page = await stage.desk();
  await signInAtDesk(stage, page, 'admin');
});
afterAll(() => stage?.close());

/** What they sold until yesterday, more on weekends; one line of it is wrong. */
function historyFile(): string {
  const random = seededRandom('history');
  const lines = ['门店编码,商品编码,日期,销量,缺货小时,折扣'];
  for (let back = DAYS; back >= 1; back -= 1) {
    const at = addDays(new Date(), -back);
    const isWeekend = [0, 6].includes(new Date(`${businessDay(at)}T00:00:00Z`).getUTCDay());
    for (const { externalCode } of shops) {
      for (const [nth, code] of ITEMS.entries()) {
        const sold = Math.round((20 + 4 * nth) * (isWeekend ? 1.5 : 1) * (0.8 + 0.4 * random.next()));
        lines.push(`${externalCode},${code},${businessDay(at)},${sold},,`);
      }
    }
  }
  lines.push(`${shops[0].externalCode},F999,${businessDay(addDays(new Date(), -1))},3,,`);
  return lines.join('\n');
}

/** A job takes it within seconds. */
const runIsDone = (kind: 'forecast' | 'backtest') =>
  until(
    async () => {
      const path = `/api/intelligence/forecast-runs?kind=${kind}&limit=1`;
      const [run] = (await stage.admin.get<ForecastRunsAnswer>(path)).items;
      if (run?.state === 'failed') throw new Error(run.error ?? 'failed');
      return run?.state === 'done' || undefined;
    },
    `the end of the ${kind}`,
    JOB_PATIENCE_MS,
  );
const supply = (query: string) => stage.admin.get<SupplyAnswerJson>(`/api/intelligence/supply?${query}`);
const buttonsOf = (verb: '照办' | '不办'): Locator => page.getByRole('button', { name: new RegExp(`^${verb}：`) });
describe('history that comes in as a file', () => {
  test('without a forecast there is nothing to order, and the way to one', async () => {
    await page.goto(`${stage.url}/console/goods/supply`);
    await page.getByRole('heading', { level: 1, name: '补货' }).waitFor();
    await page.getByRole('link', { name: '去预测页跑一次' }).click();
    await page.getByRole('heading', { name: '导入历史销量' }).waitFor();
  });

  test('is read first, names the line that is wrong, and is taken over when somebody says so', async () => {
    const buffer = Buffer.from(historyFile());
    await page.locator('input[type=file]').setInputFiles({ name: '历史.csv', mimeType: 'text/csv', buffer });
    const good = 2 * ITEMS.length * DAYS;
    await page.getByText('没有商品「F999」，请先建商品或核对编码').waitFor();
    await page.getByRole('button', { name: new RegExp(`确认导入 ${good.toLocaleString('zh-CN')} 行`) }).click();
    await page.getByText('行历史进来了').waitFor();
  });

  test('is learnt from while the page says how far it is', async () => {
    await page.getByRole('button', { name: '现在跑一次' }).click();
    await runIsDone('forecast');
    await page.getByRole('button', { name: '现在跑一次' }).waitFor();
  });
});

describe('ten minutes in the morning', () => {
  test('the page says what the day needs, and a line says why', async () => {
    await page.goto(`${stage.url}/console/goods/supply?place=${shops[0].id}`);
    await page.getByText(/今天建议订 \d+ 行/).waitFor();
    const [first] = (await supply(`kind=order&state=proposed&placeId=${shops[0].id}&limit=1`)).items;
    await page.getByText(first!.skuName).first().click();
    await page
      .getByText(new RegExp(`未来 ${first!.basis.days} 天`))
      .first()
      .waitFor();
  });

  test('one is taken with a click, one with a key', async () => {
    await page.goto(`${stage.url}/console/goods/supply?place=${shops[0].id}`);
    const before = (await supply(`kind=order&state=proposed&placeId=${shops[0].id}`)).items.length;
    await buttonsOf('照办').first().click();
    await page.getByRole('status').filter({ hasText: '记在采购清单上' }).waitFor();
    await until(async () => (await buttonsOf('照办').count()) === before - 1 || undefined, 'one line less');
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    const taken = `kind=order&state=taken&placeId=${shops[0].id}`;
    await until(async () => (await supply(taken)).items.length === 2 || undefined, 'a second line');
  });

  test('another amount asks why, and is on the purchase list as it was changed', async () => {
    const [line] = (await supply(`kind=order&state=proposed&placeId=${shops[0].id}`)).items;
    const field = page.getByRole('spinbutton', { name: `${line!.placeName}的${line!.skuName}要多少${line!.unit}` });
    await field.fill(String(line!.proposed + 12));
    await field.press('Enter');
    await page.getByRole('button', { name: '按改的办 1 行' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('有活动或团购，系统不知道').click();
    await dialog.getByRole('button', { name: '按改的办' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const changed = (await supply(`kind=order&state=changed&placeId=${shops[0].id}`)).items;
    expect(changed.map(({ skuCode, decided }) => [skuCode, decided])).toEqual([[line!.skuCode, line!.proposed + 12]]);
    const list = await page.evaluate(async () => (await fetch('/api/intelligence/supply/export?kind=order')).text());
    const row = list.split('\n').find((each) => each.includes(line!.placeName) && each.includes(line!.skuCode));
    expect(row).toContain(`,${line!.proposed},${line!.proposed + 12},改后照办,`);
  });

  test('what everybody sells is seen with its band, and the past weeks can be played over again', async () => {
    await page.goto(`${stage.url}/console/goods/forecast?place=${shops[0].id}`);
    await page.getByText('本地小青菜 500克').first().click();
    await page.getByRole('img', { name: /预计/ }).first().waitFor();
    await page.goto(`${stage.url}/console/goods/forecast?view=backtest`);
    await page
      .getByRole('button', { name: /回测|重演|跑/ })
      .first()
      .click();
    await runIsDone('backtest');
    await page.getByText('满足率').first().waitFor();
  });
});
