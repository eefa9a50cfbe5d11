import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, signInAtDesk, until, type Stage } from './stage.ts';

/**
 * A colleague comes and goes: an administrator opens an account for them, they come in and choose a password of their
 * own, and on the day they leave they are out at once. Each test goes on where the one before ended.
 */
let stage: Stage;
let admin: Page;
let colleague: Page;
let firstPassword: string;

const LOGIN = 'binjiang.dianzhang';
const TITLE = '滨江店店长';
const OWN_PASSWORD = 'my own horse 77';

beforeAll(async () => {
  stage = await openStage();
  [admin, colleague] = await Promise.all([stage.desk(), stage.desk()]);
});
afterAll(() => stage?.close());

async function enter(page: Page, password: string): Promise<void> {
  await page.getByRole('textbox', { name: '账号' }).fill(LOGIN);
  await page.getByRole('textbox', { name: '密码' }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

describe('somebody new', () => {
  test('has an account with a role in one store, and a password that is shown once', async () => {
    await signInAtDesk(stage, admin, 'admin');
    await admin.goto(`${stage.url}/console/system/staff`);
    await admin.getByRole('button', { name: '添加账号' }).click();
    await admin.getByRole('textbox', { name: '账号', exact: true }).fill(LOGIN);
    await admin.getByRole('textbox', { name: '称呼' }).fill(TITLE);
    await admin.getByRole('button', { name: '生成' }).click();
    const generated = await admin.getByRole('textbox', { name: '初始密码' }).inputValue();
    expect(generated.length).toBeGreaterThanOrEqual(12);
    await choose(admin, '角色', 3);
    await admin.getByRole('group', { name: '第 1 个角色' }).getByTitle('店长').waitFor();
    await admin
      .getByRole('radiogroup', { name: /哪一级/ })
      .getByText('门店')
      .click();
    await choose(admin, '门店', 1);
    await admin.locator('form').getByRole('button', { name: '添加账号' }).click();
    const handed = admin.getByRole('region', { name: '账号和初始密码' });
    await handed.waitFor();
    expect(await handed.innerText()).toContain(generated);
    firstPassword = generated;
    await admin.getByRole('button', { name: '交给他了' }).click();
    await admin.getByRole('row', { name: new RegExp(LOGIN) }).waitFor();
  });

  test('comes in, and chooses a password of their own', async () => {
    await colleague.goto(`${stage.url}/console/`);
    await enter(colleague, firstPassword);
    await colleague.getByRole('heading', { level: 1, name: '飞轮' }).waitFor();
    await colleague.goto(`${stage.url}/console/system/sessions`);
    await colleague.getByRole('button', { name: '改密码' }).click();
    await colleague.getByLabel('现在的密码').fill(firstPassword);
    await colleague.getByLabel('新密码').fill(OWN_PASSWORD);
    await colleague.getByLabel('再输一遍').fill(OWN_PASSWORD);
    await colleague.keyboard.press('Enter');
    await colleague.getByText('密码改好了，请用新密码重新登录').waitFor();
    await enter(colleague, OWN_PASSWORD);
    await colleague.getByText('我的登录').first().waitFor();
  });
});

describe('who leaves', () => {
  test('is out at once, and cannot come in again', async () => {
    await admin.getByRole('row', { name: new RegExp(LOGIN) }).click();
    await admin.getByRole('button', { name: '停用账号' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: '停用账号' }).click();
    await admin.getByText(`「${LOGIN}」已停用`).waitFor();
    const accounts = () => stage.admin.get<{ items: { login: string }[] }>('/api/auth/staff?state=closed');
    await until(async () => (await accounts()).items.find(({ login }) => login === LOGIN), 'closing the account');
    await colleague.reload();
    await enter(colleague, OWN_PASSWORD);
    await colleague.getByText('账号或密码不对，请重新输入').waitFor();
  });
});

/** Chooses in a list by keys, so many down. */
async function choose(page: Page, field: string, down: number): Promise<void> {
  const box = page.getByRole('combobox', { name: field, exact: true });
  await box.click();
  // Of the list that is open: the others stay in the page.
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').first().waitFor();
  for (let step = 0; step < down; step += 1) await box.press('ArrowDown');
  await box.press('Enter');
}
