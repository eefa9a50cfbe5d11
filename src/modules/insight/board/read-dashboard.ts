import type { CityId, CommunityId, StoreId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { citiesInScope, communitiesByIds, communitiesServedBy, listStores, storeInScope } from '#modules/territory';
import { daysIn, periodBefore, readPeriod, type Period } from '../flywheel/period.ts';
import { whereOf } from '../flywheel/read-flywheel.ts';
import type { DashboardAnswer } from './board-contract.ts';
import { daysToSign, dealsByDay, sumDeals, sumsByCommunity } from './board-store.ts';
import { addSums, figuresOf, medianOf, type DealSums } from './figures.ts';
import { BOARD_DAYS } from './read-board.ts';

export interface AskedDashboard {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
}

type Level = DashboardAnswer['level'];
type Part = DashboardAnswer['parts'][number];

/** Whose view it is: what was asked for, else what the reader's scope comes to. */
interface View {
  readonly level: Level;
  readonly placeName: string;
  readonly cityId: CityId | undefined;
  readonly storeId: StoreId | undefined;
}

const NOTHING_HAPPENED = { leads: 0, signed: 0, revenueFen: 0, goodsFen: 0, goodsOrders: 0 } as const;

/** Parts of a total that are shown; the rest is in the total and on the board. */
const MAX_PARTS = 200;

/** The dashboard of a company, a city or a store, within the reader's scope. */
export async function readDashboard(ctx: Context, asked: AskedDashboard): Promise<DashboardAnswer> {
  const now = ctx.clock.now();
  const current = readPeriod(asked, now, BOARD_DAYS);
  const previous = periodBefore(current);
  const view = await viewOf(ctx, asked);
  const where = await whereOf(ctx, view);
  const [total, before, days, daysBefore, byDay] = await Promise.all([
    sumDeals(ctx.db, ctx.scope, where, current),
    sumDeals(ctx.db, ctx.scope, where, previous),
    daysToSign(ctx.db, ctx.scope, where, current),
    daysToSign(ctx.db, ctx.scope, where, previous),
    dealsByDay(ctx.db, ctx.scope, where, current),
  ]);
  const known = new Map(byDay.map((each) => [each.day, each]));
  return {
    asOf: now.toISOString(),
    ...current,
    previousFrom: previous.from,
    previousTo: previous.to,
    level: view.level,
    placeName: view.placeName,
    sum: figuresOf(total, medianOf(days.map((each) => each.days))),
    previous: figuresOf(before, medianOf(daysBefore.map((each) => each.days))),
    days: daysIn(current).map((day) => known.get(day) ?? { day, ...NOTHING_HAPPENED }),
    parts: await partsOf(ctx, view, current),
    partsOverlap: view.level === 'city',
  };
}

async function viewOf(ctx: Context, asked: AskedDashboard): Promise<View> {
  const { scope } = ctx;
  const only =
    scope.cities.length === 0 && !scope.everything && scope.stores.length === 1 ? scope.stores[0] : undefined;
  const storeId = asked.storeId ?? (asked.cityId === undefined ? only : undefined);
  if (storeId !== undefined) {
    // The name of a store that is not the reader's is not told.
    const store = await storeInScope(ctx.db, scope, storeId);
    return { level: 'store', placeName: store?.name ?? '', cityId: undefined, storeId };
  }
  const cities = await citiesInScope(ctx.db, scope);
  const alone = !scope.everything && cities.length === 1 ? cities[0]?.id : undefined;
  const cityId = asked.cityId ?? alone;
  if (cityId === undefined) return { level: 'company', placeName: '全部区域', cityId: undefined, storeId: undefined };
  return {
    level: 'city',
    placeName: cities.find((city) => city.id === cityId)?.name ?? '',
    cityId,
    storeId: undefined,
  };
}

/** Communities that count together as one part. */
interface Group {
  readonly kind: Part['kind'];
  readonly placeId: string;
  readonly name: string;
  readonly communityIds: ReadonlySet<CommunityId>;
}

async function partsOf(ctx: Context, view: View, period: Period): Promise<Part[]> {
  const where = await whereOf(ctx, view);
  const rows = await sumsByCommunity(ctx.db, ctx.scope, where, period);
  const days = await daysToSign(ctx.db, ctx.scope, where, period);
  const sumsOf = new Map(rows.map((row) => [row.communityId, row.sums]));
  const groups = await groupsOf(ctx, view, rows);
  return groups
    .map(({ kind, placeId, name, communityIds }) => {
      const sums = [...communityIds].flatMap((id): DealSums[] => {
        const own = sumsOf.get(id);
        return own === undefined ? [] : [own];
      });
      const measured = days.filter((each) => communityIds.has(each.communityId)).map((each) => each.days);
      return { kind, placeId, name, ...figuresOf(addSums(sums), medianOf(measured)) };
    })
    .toSorted((a, b) => b.revenueFen - a.revenueFen || b.leads - a.leads || a.name.localeCompare(b.name, 'zh'))
    .slice(0, MAX_PARTS);
}

async function groupsOf(
  ctx: Context,
  view: View,
  rows: readonly { communityId: CommunityId; cityId: CityId }[],
): Promise<Group[]> {
  if (view.level === 'company') {
    const cities = await citiesInScope(ctx.db, ctx.scope);
    return cities.map((city) => ({
      kind: 'city',
      placeId: city.id,
      name: city.name,
      communityIds: new Set(rows.filter((row) => row.cityId === city.id).map((row) => row.communityId)),
    }));
  }
  if (view.level === 'city') {
    const stores = await listStores(ctx.db, ctx.scope, { cityId: view.cityId }, { after: undefined, limit: MAX_PARTS });
    const served = await communitiesServedBy(
      ctx.db,
      stores.map((store) => store.id),
    );
    return stores.map((store) => ({
      kind: 'store',
      placeId: store.id,
      name: store.name,
      communityIds: new Set(served.get(store.id) ?? []),
    }));
  }
  const names = await communitiesByIds(
    ctx.db,
    rows.map((row) => row.communityId),
  );
  return rows.map(({ communityId }) => ({
    kind: 'community',
    placeId: communityId,
    name: names.get(communityId)?.name ?? '',
    communityIds: new Set([communityId]),
  }));
}
