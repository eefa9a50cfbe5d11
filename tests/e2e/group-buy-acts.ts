import type { Page } from 'playwright-core';
import type { CampaignItem, Campaigns } from '#modules/commerce/contract';
import { enterByPhone, JOB_PATIENCE_MS, until, type Stage } from './stage.ts';

/** Who plays the day, and where. */
export interface GroundOfDay {
  readonly communityId: string;
  readonly communityName: string;
  readonly cityName: string;
  readonly warehouseName: string;
  readonly pickupPointName: string;
  readonly leaderPhone: string;
}

interface Page200<T> {
  readonly items: readonly T[];
}

/**
 * A community whose leader keeps its pick-up point, serves no other, and where nobody has ordered yet. Whether the list
 * of the day is open there depends on the hour: those of tomorrow open some minutes after those of today close.
 */
export async function findGround({ admin, world }: Stage): Promise<GroundOfDay> {
  const [communities, points, buys, warehouses] = await Promise.all([
    admin.get<Page200<{ id: string; name: string; cityId: string; externalCode: string }>>(
      '/api/territory/communities?limit=200',
    ),
    admin.get<Page200<{ communityId: string; name: string; keeperId: string | null }>>(
      '/api/territory/pickup-points?limit=200',
    ),
    admin.get<Page200<{ communityId: string; orders: number }>>('/api/commerce/group-buys?limit=200'),
    admin.get<Page200<{ cityId: string; cityName: string; kind: string; name: string }>>(
      '/api/territory/warehouses?limit=200',
    ),
  ]);
  const leaders = [...world.touchpoints()].filter(
    ({ role, communityCodes }) => role === 'group_leader' && communityCodes.length === 1,
  );
  for (const place of communities.items) {
    const here = points.items.filter(({ communityId }) => communityId === place.id);
    const [point] = here;
    const leader = leaders.find(({ communityCodes }) => communityCodes[0] === place.externalCode);
    const warehouse = warehouses.items.find(({ kind, cityId }) => kind === 'grid' && cityId === place.cityId);
    const hasOrders = buys.items.some(({ communityId, orders }) => communityId === place.id && orders > 0);
    if (leader === undefined || warehouse === undefined || point === undefined || here.length > 1) continue;
    if (point.keeperId === null || hasOrders) continue;
    const keeper = await admin.get<{ externalCode: string }>(`/api/touchpoints/people/${point.keeperId}`);
    if (keeper.externalCode !== leader.code) continue;
    return {
      communityId: place.id,
      communityName: place.name,
      cityName: warehouse.cityName,
      warehouseName: warehouse.name,
      pickupPointName: point.name,
      leaderPhone: leader.phone,
    };
  }
  throw new Error('the world has no community for the day');
}

interface Product {
  readonly spuId: string;
  readonly code: string;
  readonly revision: number;
  readonly skus: readonly { readonly skuId: string; readonly name: string }[];
}

export interface TeamGood {
  readonly name: string;
  readonly priceFen: number;
}

/**
 * Headquarters lets leaders sell something that two neighbours buy together. Nothing of it can be claimed once it was
 * fetched: an order of it is complete at once.
 */
export async function offerForTwo({ admin }: Stage, code: string, priceFen: number): Promise<TeamGood> {
  const { items } = await admin.get<{ items: readonly Product[] }>('/api/commerce/products?limit=200');
  const { spuId } = items.find((product) => product.code === code) ?? { spuId: '' };
  const product = await admin.get<Product & Record<string, unknown>>(`/api/commerce/products/${spuId}`);
  const body = { ...product, claimHours: 0 };
  await admin.send('PUT', `/api/commerce/products/${spuId}`, body, { 'if-match': `"${product.revision}"` });
  const [sku] = product.skus;
  await admin.send('POST', '/api/commerce/leader-items', {
    cityId: null,
    skuId: sku?.skuId,
    kind: 'min_size',
    teamSize: 2,
    teamHours: 24,
    tierBy: null,
    priceFen,
    perPersonLimit: 1,
    from: '2020-01-01',
    to: null,
  });
  return { name: sku?.name ?? '', priceFen };
}

export interface OpenedBuy {
  readonly groupBuyId: string;
  /** `2026-11-23` */
  readonly pickupOn: string;
  /** What the leader's phone copied for the chat. */
  readonly link: string;
}

/** 开团 on the workbench: two taps to the goods, one for each of them, two to open it, two to have its link. */
export async function openAndShare(leader: Page, url: string, title: string, goods: readonly string[]) {
  await leader.getByRole('link', { name: '团购', exact: true }).click();
  await leader.getByRole('link', { name: '开团', exact: true }).click();
  for (const name of goods) await leader.getByRole('checkbox', { name: new RegExp(name) }).check();
  await leader.getByRole('textbox', { name: '标题' }).fill(title);
  await leader.getByRole('button', { name: `开团（${goods.length} 样）` }).click();
  await leader.getByRole('button', { name: '现在开团' }).click();
  await leader.getByRole('heading', { level: 1, name: title }).waitFor();
  await leader.getByRole('button', { name: '发到群里' }).click();
  await leader
    .getByRole('dialog')
    .getByRole('button', { name: /复制链接/ })
    .click();
  await leader.getByText('链接复制好了，去群里粘贴').waitFor();
  const link = await copiedOn(leader);
  const groupBuyId = new URL(leader.url()).pathname.split('/').at(-1) ?? '';
  const answer = await leader.context().request.get(`${url}/api/commerce/my/group-buys/${groupBuyId}`);
  const { pickupOn } = (await answer.json()) as { pickupOn: string };
  return { groupBuyId, pickupOn, link } satisfies OpenedBuy;
}

/** What a page put on the clipboard. */
export const copiedOn = (page: Page): Promise<string> =>
  page.evaluate(() => (globalThis as unknown as Clipboards).navigator.clipboard.readText());

interface Clipboards {
  readonly navigator: { readonly clipboard: { readText(): Promise<string> } };
}

/** The leader closes what they opened before its time; the server settles it by its own clock. */
export async function closeEarly(stage: Stage, leader: Page, { groupBuyId }: OpenedBuy): Promise<void> {
  await leader.goto(`${stage.url}/work/groups/${groupBuyId}`);
  await leader.getByRole('button', { name: '提前截单' }).click();
  await leader.getByRole('button', { name: '现在截单' }).click();
  await leader.getByText('截单了，正在结算').waitFor();
}

export const settled = (stage: Stage, { groupBuyId }: OpenedBuy) =>
  until(
    async () => {
      const it = await stage.admin.get<{ state: string; orders: number }>(`/api/commerce/group-buys/${groupBuyId}`);
      return it.state === 'closed' ? it : undefined;
    },
    'the settlement',
    JOB_PATIENCE_MS,
  );

/** Signs in where one is about to order, the first time that it is asked for. */
export async function signInToOrder(stage: Stage, page: Page, phone: string): Promise<void> {
  await page.getByRole('button', { name: '登录后下单' }).click();
  await enterByPhone(stage, page, phone);
}

/** Sends what is on the checkout and pays it at the sandbox; answers the order's id. */
export async function orderAndPay(page: Page, paidTitle: string): Promise<string> {
  await page.getByRole('button', { name: '下单并付款' }).click();
  await page.getByRole('button', { name: /^沙箱付款/ }).click();
  await page.getByRole('link', { name: '付好了，回到订单' }).click();
  await page.getByRole('heading', { level: 1, name: paidTitle }).waitFor();
  const link = page.getByRole('link', { name: '看订单和提货码' });
  return (await link.getAttribute('href'))?.split('/').at(-1) ?? '';
}

/** Puts so many of each into the cart of a group buy, and goes to the checkout. */
export async function choose(page: Page, goods: readonly (readonly [name: string, quantity: number])[]): Promise<void> {
  for (const [name, quantity] of goods) {
    await page.getByRole('button', { name: new RegExp(`^选 ${name}`) }).click();
    for (let more = 1; more < quantity; more++) {
      await page.getByRole('button', { name: new RegExp(`^多一件 ${name}`) }).click();
    }
  }
  await page.getByRole('link', { name: '去下单' }).click();
  await page.getByRole('heading', { level: 1, name: '确认订单' }).waitFor();
}

interface Told {
  readonly items: readonly { readonly phone: string; readonly state: string; readonly why: string }[];
}

/** Somebody is told: they read it by day; by night it waits for the morning, as headquarters sees. */
export async function told(
  { url, admin }: Stage,
  page: Page,
  asked: { readonly template: string; readonly title: string; readonly phoneEnds: string },
): Promise<void> {
  const path = `/api/messaging/messages?template=${asked.template}&limit=100`;
  const { why } = await until(
    async () => (await admin.get<Told>(path)).items.find(({ phone }) => phone.endsWith(asked.phoneEnds)),
    `the message ${asked.title}`,
  );
  if (why === 'quiet_hours') return;
  await page.goto(`${url}/my/messages`);
  await page.getByText(asked.title).waitFor();
}

/** A list that headquarters opened in a whole city, as the world does each day. */
export async function launchedCampaign(stage: Stage): Promise<CampaignItem> {
  const { items } = await stage.admin.get<Campaigns>('/api/commerce/campaigns?state=launched&limit=200');
  const found = items.find(({ kind, communityIds }) => kind === 'open_list' && communityIds.length === 0);
  if (found === undefined) throw new Error('the world has no campaign of a whole city');
  return found;
}
