import { addStaff, findStaff, type Grant } from '#platform/auth';
import { systemContext, type Context, type Runtime } from '#platform/context';
import type { Subscription } from '#platform/outbox';
import { createAudience, importOrders, importPeople, importPosts } from '#modules/cdp';
import { DEMO_COMPANY, savePackage, setCompany } from '#modules/commerce';
import { askForecastRun, savePlaySetting } from '#modules/intelligence';
import {
  cities,
  commitImport,
  communitiesByCodes,
  partnersByCodes,
  previewImport,
  storesByCodes,
} from '#modules/territory';
import { addTouchpoints, isRole, knownTouchpointCodes, type NewTouchpoint } from '#modules/touchpoints';
import type { TouchpointPlan, World } from '../world/index.ts';
import { DEMO_PASSWORD, demoStaff } from './accounts.ts';
import { DEMO_AUDIENCES } from './audiences.ts';
import { loadCatalogue } from './catalogue.ts';
import { loadCodes } from './codes.ts';
import { loadDeals } from './history/load-deals.ts';
import { hasGoodsHistory } from './history/goods-plan.ts';
import { loadGoods } from './history/load-goods.ts';
import { orderRows, personRows, postRows } from './history-rows.ts';
import { ignoring } from './ignoring.ts';
import { DEMO_PACKAGES } from './packages.ts';
import { loadPrices } from './prices.ts';
import { loadSelling } from './selling.ts';
import { loadSupply } from './supply.ts';
import { loadWorkers } from './workers.ts';

/** Says what is being loaded, for a person who waits. */
export type Progress = (step: string) => void;

const TOUCHPOINTS_AT_ONCE = 500;
/** In smaller worlds stores sell too little for a forecast to tell anything. */
const FORECAST_FROM = 5_000;

/**
 * Brings a world into an empty demo through the doors by which a customer's history comes in. Each step can be repeated:
 * a load that broke off is simply run again. The accounts come last; their presence says that the world is whole.
 * Renewals are lived with `subscriptions`, those of all modules: one act follows from another. Without them there are none.
 */
export async function loadWorld(
  runtime: Runtime,
  world: World,
  progress: Progress,
  subscriptions?: readonly Subscription[],
): Promise<void> {
  const ctx = systemContext(runtime, 'demo-world');
  progress('地点');
  await loadPlaces(ctx, world);
  progress('触点');
  await loadTouchpoints(ctx, world);
  await loadWorkers(ctx, world);
  await ignoring('company-changed-meanwhile', setCompany(ctx, { expectedRevision: 0, facts: DEMO_COMPANY }));
  progress('套餐');
  for (const facts of DEMO_PACKAGES) await ignoring('package-code-taken', savePackage(ctx, { facts }));
  await loadPrices(ctx, world);
  progress('商品');
  await loadCatalogue(ctx, world);
  progress('仓库与自提点');
  await loadSupply(ctx, world);
  await loadSelling(runtime, world);
  await loadCodes(ctx, world);
  if (subscriptions !== undefined) {
    progress('两个月的焕新工程');
    await loadDeals(runtime, world, subscriptions);
    if (hasGoodsHistory(world)) {
      progress('几天的团购');
      await loadGoods(runtime, world, subscriptions);
    }
  }
  progress(`住户 ${world.options.residents.toLocaleString('zh-CN')} 人`);
  await importPeople(ctx, personRows(world));
  progress('一年的订单');
  await importOrders(ctx, orderRows(world));
  progress('一年的社区讨论');
  await importPosts(ctx, postRows(world));
  progress('人群');
  for (const audience of DEMO_AUDIENCES) await ignoring('audience-name-taken', circle(ctx, audience));
  if (world.options.residents >= FORECAST_FROM) {
    // A job takes it as soon as the server runs.
    progress('需求预测');
    await ignoring('forecast-run-in-progress', askForecastRun(ctx, 'forecast'));
  }
  progress('账号');
  await loadStaff(ctx, world);
}

/** Whether the world was loaded to its end before. */
export async function isWorldLoaded(runtime: Runtime, world: World): Promise<boolean> {
  const last = demoStaff(world).at(-1);
  return last !== undefined && (await findStaff(runtime.db, last.login)) !== undefined;
}

/** Circles an audience and lets the system propose for whoever enters: those who are in it now entered just now. */
async function circle(ctx: Context, wanted: (typeof DEMO_AUDIENCES)[number]): Promise<void> {
  const { id: audienceId } = await createAudience(ctx, wanted);
  await savePlaySetting(ctx, { audienceId, expectedRevision: 0, automatic: true, packageIds: [] });
}

async function loadPlaces(ctx: Context, world: World): Promise<void> {
  for (const file of world.placeFiles()) {
    const bytes = Buffer.from(file.text, 'utf8');
    const preview = await previewImport(ctx, { kind: file.kind, datum: 'wgs84', fileName: file.fileName, bytes });
    if (preview.bad > 0) throw new Error(`${file.fileName}: ${preview.bad} bad rows`);
    await commitImport(ctx, { importId: preview.id, lines: 'all' });
  }
}

async function loadTouchpoints(ctx: Context, world: World): Promise<void> {
  const cityIds = new Map((await cities(ctx.db)).map((city) => [city.code, city.id]));
  const plans = [...world.touchpoints()];
  for (let at = 0; at < plans.length; at += TOUCHPOINTS_AT_ONCE) {
    const chunk = plans.slice(at, at + TOUCHPOINTS_AT_ONCE);
    const known = await knownTouchpointCodes(
      ctx.db,
      chunk.map((plan) => plan.code),
    );
    const fresh = chunk.filter((plan) => !known.has(plan.code));
    if (fresh.length > 0) await addTouchpoints(ctx, await resolvePlaces(ctx, fresh, cityIds));
  }
}

async function resolvePlaces(
  ctx: Context,
  plans: readonly TouchpointPlan[],
  cityIds: ReadonlyMap<string, NewTouchpoint['cityId']>,
): Promise<NewTouchpoint[]> {
  const communities = await communitiesByCodes(ctx.db, [...new Set(plans.flatMap((plan) => plan.communityCodes))]);
  const stores = await storesByCodes(ctx.db, [...new Set(plans.flatMap((plan) => plan.storeCode ?? []))]);
  const partners = await partnersByCodes(ctx.db, [...new Set(plans.flatMap((plan) => plan.partnerCode ?? []))]);
  return plans.map((plan) => {
    const cityId = cityIds.get(plan.cityCode);
    if (cityId === undefined || !isRole(plan.role)) throw new Error(`touchpoint ${plan.code} has no city or role`);
    return {
      externalCode: plan.code,
      name: plan.name,
      phone: plan.phone,
      role: plan.role,
      cityId,
      storeId: plan.storeCode === null ? null : (stores.get(plan.storeCode)?.id ?? null),
      partnerId: plan.partnerCode === null ? null : (partners.get(plan.partnerCode)?.id ?? null),
      communityIds: plan.communityCodes.flatMap((code) => communities.get(code)?.communityId ?? []),
    };
  });
}

async function loadStaff(ctx: Context, world: World): Promise<void> {
  const cityIds = new Map((await cities(ctx.db)).map((city) => [city.code, city.id]));
  const stores = await storesByCodes(
    ctx.db,
    world.places.stores.map((store) => store.code),
  );
  for (const { login, title, role, area } of demoStaff(world)) {
    const grants = grantsOf(role, area, { cityIds, stores });
    await ignoring('login-taken', addStaff(ctx, { login, password: DEMO_PASSWORD, title, grants }));
  }
}

type Area = ReturnType<typeof demoStaff>[number]['area'];

function grantsOf(
  role: string,
  area: Area,
  known: {
    cityIds: ReadonlyMap<string, NewTouchpoint['cityId']>;
    stores: ReadonlyMap<string, { readonly id: NonNullable<NewTouchpoint['storeId']> }>;
  },
): Grant[] {
  if (area.kind === 'all') return [{ role, areaKind: 'all', areaId: null }];
  if (area.kind === 'city') {
    const cityId = known.cityIds.get(area.code);
    return cityId === undefined ? [] : [{ role, areaKind: 'city', areaId: cityId }];
  }
  const store = known.stores.get(area.code);
  return store === undefined ? [] : [{ role, areaKind: 'store', areaId: store.id }];
}
