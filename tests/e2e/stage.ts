import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { chromium, devices, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { openWorld, type World } from '#sim';
import { findBrowser, launchFlags } from '../../tools/browser.ts';
import { makeFolder } from '../support/folder.ts';
import { startServerProcess, type ServerProcess } from '../support/process.ts';
import { clientOf, signInStaff, type StaffClient } from '../support/staff-client.ts';

export const DEMO_PASSWORD = 'twinwheel-demo';
/** What opens does not move under the hand, as for people who asked their device for it. */
const STILL = { locale: 'zh-CN', reducedMotion: 'reduce' } as const;
const RESIDENTS = 900;
const PATIENCE_MS = 20_000;
/** For what a job of the server does by its clock, some of them one after the other. */
export const JOB_PATIENCE_MS = 60_000;

/** What is open, and the server behind it: told when a part of a story fails. */
const pages = new Set<Page>();
const logs = new Set<() => string>();
const complaints: string[] = [];
const MOST_TOLD = 1_500;

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const page of pages) {
    if (page.isClosed()) continue;
    const text = await page
      .locator('body')
      .innerText({ timeout: 1_000 })
      .catch(() => '(nothing)');
    process.stderr.write(`\n── ${page.url()}\n${text.slice(0, MOST_TOLD)}\n`);
  }
  if (complaints.length > 0) process.stderr.write(`\n── consoles\n${complaints.slice(-20).join('\n')}\n`);
  for (const log of logs) process.stderr.write(`\n── server\n${log().slice(-MOST_TOLD)}\n`);
});

/** A demo server with a small world that stands still, and browsers to look at it. */
export interface Stage {
  readonly url: string;
  readonly dataDir: string;
  readonly world: World;
  /** The administrator, for what no page of the story is about. */
  readonly admin: StaffClient;
  /** A window of its own: cookies are not shared. */
  desk(): Promise<Page>;
  phone(): Promise<Page>;
  /** Everything in the database, as `twinwheel export` writes it. */
  exportAll(): Promise<string>;
  /** What the server wrote to its log. */
  log(): string;
  /** The session of whoever is signed in on a page, for the API behind it. */
  apiOf(page: Page): Promise<StaffClient>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = makeFolder('tw-e2e-');
  const env = { TWINWHEEL_WORLD_RESIDENTS: String(RESIDENTS), TWINWHEEL_WORLD_SPEED: '0', LOG_LEVEL: 'warn' };
  const server: ServerProcess = await startServerProcess({ dataDir: folder.path, env });
  const browser: Browser = await chromium.launch({ executablePath: findBrowser(), args: [...launchFlags] });
  logs.add(() => server.output());
  const open = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    pages.add(page);
    page.on('console', (said) => {
      if (said.type() === 'error') complaints.push(`${page.url()} ${said.text()}`.slice(0, MOST_TOLD));
    });
    return page;
  };
  return {
    url: server.url,
    dataDir: folder.path,
    world: await openWorld({ dataDir: folder.path, residents: RESIDENTS, now: new Date() }),
    admin: await signInStaff(server.url, 'admin', DEMO_PASSWORD),
    desk: async () => open(await browser.newContext({ ...STILL, viewport: { width: 1440, height: 900 } })),
    phone: async () => open(await browser.newContext({ ...devices['iPhone 13'], ...STILL })),
    apiOf: async (page) => {
      const cookie = (await page.context().cookies()).find(({ name }) => name === 'tw_session');
      if (cookie === undefined) throw new Error('nobody is signed in on this page');
      return clientOf(server.url, `${cookie.name}=${cookie.value}`);
    },
    exportAll: () => exportAll(folder.path),
    log: () => server.output(),
    close: async () => {
      await browser.close();
      await server.stop();
      folder.remove();
    },
  };
}

/** Runs the command that a deployer runs, beside the living server. */
async function exportAll(dataDir: string): Promise<string> {
  const file = join(dataDir, 'everything.twx');
  await promisify(execFile)(process.execPath, ['src/main/cli.ts', 'export', file], {
    env: { ...process.env, TWINWHEEL_DATA: dataDir, LOG_LEVEL: 'warn' },
  });
  return gunzipSync(await readFile(file)).toString('utf8');
}

/** Signs staff in on the console's own page. */
export async function signInAtDesk(stage: Stage, page: Page, login: string): Promise<void> {
  await page.goto(`${stage.url}/console/`);
  await page.getByRole('textbox', { name: '账号' }).fill(login);
  await page.getByRole('textbox', { name: '密码' }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '飞轮' }).waitFor();
}

/** Signs a touchpoint in on the workbench. */
export async function signInAtPhone(stage: Stage, page: Page, phone: string): Promise<void> {
  await page.goto(`${stage.url}/work/`);
  await enterByPhone(stage, page, phone);
  await page.getByRole('heading', { level: 1, name: '今日' }).waitFor();
}

/** Fills the sign-in page in front of somebody, with the code that the developer page shows. */
export async function enterByPhone(stage: Stage, page: Page, phone: string): Promise<void> {
  await page.getByRole('textbox', { name: '手机号' }).fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  const field = page.getByRole('textbox', { name: /验证码已发到/ });
  await field.waitFor();
  const sent = await stage.admin.get<{ items: { body: string }[] }>('/api/system/sandbox-messages');
  const newest = sent.items.map(({ body }) => /验证码 (\d{6})/.exec(body)?.[1]).find((code) => code !== undefined);
  await field.fill(newest ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Waits on what the API answers; what follows from an act arrives with the events. */
export async function until<T>(ask: () => Promise<T | undefined>, what: string, withinMs = PATIENCE_MS): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`${what} did not happen`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
