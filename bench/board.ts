/**
 * How soon a dispatcher sees what the hand did: the board of a city with 60 people and 400 visits, in a real browser.
 * `move`: from a pointer's move while a visit is held to the next frame that shows it. `drop`: from letting go to the
 * frame in which the visit stands with somebody else and the form beside it. Baseline: the 50 ms that we claim.
 */
import { chromium, type Locator, type Page } from 'playwright-core';
import { addDays, businessDay, startOfBusinessDay, systemClock } from '#kernel/time';
import { openBesideServer } from '../tests/support/beside-server.ts';
import { makeBoardGround } from '../tests/support/board-ground.ts';
import { makeFolder } from '../tests/support/folder.ts';
import { startServerProcess } from '../tests/support/process.ts';
import { findBrowser, launchFlags } from '../tools/browser.ts';
import { signInStaff } from '../tests/support/staff-client.ts';
import { describeMachine, note, quantile, report, round } from './report.ts';

const GROUND = { stores: 6, peopleAStore: 10, communities: 120, visits: 400, among: 3 };
const DRAGS = 40;
const STEPS = 8;
const BAR_MS = 50;
const PASSWORD = 'twinwheel-demo';

type Kind = 'move' | 'drop';
type Times = Record<Kind, number[]>;

/** What the page has that is used here. */
interface InPage {
  boardTimes: Times;
  readonly document: { querySelector(selector: string): unknown };
  requestAnimationFrame(paint: () => void): void;
  addEventListener(name: string, hear: (event: { timeStamp: number }) => void, options: { passive: true }): void;
}

interface InView {
  scrollIntoView(how: { block: 'center' }): void;
}

/** In the page: from each event to the end of the frame that paints what it did. */
function watch(): void {
  const page = globalThis as unknown as InPage;
  page.boardTimes = { move: [], drop: [] };
  const until =
    (kind: Kind) =>
    ({ timeStamp }: { timeStamp: number }): void => {
      // Only while a visit is in the hand.
      if (page.document.querySelector('.day-ghost') === null) return;
      page.requestAnimationFrame(() => {
        // A message that is posted in a frame is heard after the frame was painted.
        const { port1, port2 } = new MessageChannel();
        const painted = (): void => void page.boardTimes[kind].push(performance.now() - timeStamp);
        port1.addEventListener('message', painted, { once: true });
        port1.start();
        port2.postMessage(undefined);
      });
    };
  page.addEventListener('pointermove', until('move'), { passive: true });
  page.addEventListener('pointerup', until('drop'), { passive: true });
}

const timesOf = (page: Page): Promise<Times> => page.evaluate(() => (globalThis as unknown as InPage).boardTimes);

/** The middle of what is shown. */
async function middleOf(shown: Locator): Promise<{ x: number; y: number }> {
  const box = await shown.boundingBox();
  if (box === null) throw new Error('what is to be dragged is nowhere');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Takes visits by hand two rows on, and lets go. Each drop has to show the visit where it was let go. */
async function drag(page: Page): Promise<void> {
  const rows = page.locator('[data-person]');
  const people = await rows.count();
  for (let turn = 0; turn < DRAGS; turn += 1) {
    const at = (turn * 7) % (people - 2);
    const blocks = rows.nth(at).locator('[data-movable]');
    const block = blocks.nth(turn % (await blocks.count()));
    const other = rows.nth(at + 2);
    // Away from the edges, where the board scrolls by itself.
    await block.evaluate((shown) => (shown as unknown as InView).scrollIntoView({ block: 'center' }));
    const [from, to] = [await middleOf(block), await middleOf(other)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 3, to.y, { steps: STEPS });
    await page.mouse.up();
    await other.locator('.day-visit-comes').waitFor();
    await page.getByRole('button', { name: '先不了' }).click();
    await other.locator('.day-visit-comes').waitFor({ state: 'detached' });
  }
}

const folder = makeFolder('tw-bench-board-');
note(`machine: ${describeMachine()}`);
const env = { TWINWHEEL_WORLD_RESIDENTS: '900', TWINWHEEL_WORLD_SPEED: '0', LOG_LEVEL: 'warn' };
const server = await startServerProcess({ dataDir: folder.path, env });
const beside = await openBesideServer(folder.path, server.url, 'bench');
const browser = await chromium.launch({ executablePath: findBrowser(), args: [...launchFlags] });
try {
  const day = addDays(startOfBusinessDay(businessDay(systemClock.now())), 1);
  const ground = await makeBoardGround(beside.ctx, { ...GROUND, day });
  const staff = await signInStaff(server.url, 'admin', PASSWORD);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  const [name = '', value = ''] = staff.cookie.split('=', 2);
  await context.addCookies([{ name, value, url: server.url }]);
  const page = await context.newPage();
  await page.goto(`${server.url}/console/service?view=day&city=${ground.cityId}&day=${businessDay(day)}`);
  await page.locator('[data-movable]').first().waitFor();
  const shown = await page.locator('.day-visit').count();
  const people = await page.locator('[data-person]').count();
  if (shown !== ground.visits) throw new Error(`${shown} of ${ground.visits} visits are on the board`);
  await page.evaluate(watch);
  await drag(page);
  const times = await timesOf(page);
  const figures = (each: readonly number[]) => ({
    n: each.length,
    p50Ms: round(quantile(each, 0.5)),
    p95Ms: round(quantile(each, 0.95)),
  });
  note(`bar: p95 ≤ ${BAR_MS} ms for both`);
  report({ people, visits: shown, move: figures(times.move), drop: figures(times.drop) });
} finally {
  await browser.close();
  await beside.close();
  await server.stop();
  folder.remove();
}
