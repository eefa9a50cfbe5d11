import type { CityId, CommunityId, CustomerKey, PersonId, StoreId } from '#kernel/ids';
import { pick, seededRandom } from '#kernel/random';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { bookVisit, findSlots, setShifts, setWorker, SlotTaken } from '#modules/fulfilment';
import { commitImport, communitiesByCodes, previewImport, storesByCodes, type ImportKind } from '#modules/territory';
import { addTouchpoints } from '#modules/touchpoints';

const CITY = 'BOARD';
const CENTRE = { lng: 120.15, lat: 30.28 };
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
/** Seven to ten. */
const HOURS = [{ from: 420, to: 1_320 }];
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';

export interface BoardGround {
  readonly cityId: CityId;
  readonly communityIds: readonly CommunityId[];
  readonly visits: number;
}

export interface BoardAsked {
  readonly stores: number;
  readonly peopleAStore: number;
  readonly communities: number;
  readonly visits: number;
  /** Chosen among so many of the next free times: few fill a day without gaps, many spread over it. */
  readonly among: number;
  /** On which all visits are. */
  readonly day: Date;
}

/** For tests and benches: a city whose people have as much to do on a day as they can, all of it booked through the door and dispatched. */
export async function makeBoardGround(ctx: () => Context, asked: BoardAsked): Promise<BoardGround> {
  const random = seededRandom('board');
  const around = (): { lng: number; lat: number } => ({
    lng: Number((CENTRE.lng + (random.next() - 0.5) * 0.16).toFixed(6)),
    lat: Number((CENTRE.lat + (random.next() - 0.5) * 0.14).toFixed(6)),
  });
  const codes = Array.from({ length: asked.communities }, (_, at) => `${CITY}${at}`);
  await load(ctx, 'regions', ['code,name', `R${CITY},调度大区`]);
  await load(ctx, 'cities', ['code,name,region,lng,lat', `${CITY},调度城,R${CITY},${CENTRE.lng},${CENTRE.lat}`]);
  const rows = codes.map((code, at) => {
    const { lng, lat } = around();
    return `${code},调度${at + 1}村,${CITY},${lng},${lat}`;
  });
  await load(ctx, 'communities', ['code,name,city,lng,lat', ...rows]);
  const storeRows = Array.from({ length: asked.stores }, (_, at) => {
    const { lng, lat } = around();
    // Two stores serve each community.
    const served = codes.filter((__, code) => code % asked.stores === at || (code + 1) % asked.stores === at);
    return `S${CITY}${at},调度${at + 1}店,${CITY},${lng},${lat},${served.join(';')}`;
  });
  await load(ctx, 'stores', ['code,name,city,lng,lat,communities', ...storeRows]);
  const communities = [...(await communitiesByCodes(ctx().db, codes)).values()];
  const [first] = communities;
  if (first === undefined) throw new Error('the communities were not imported');
  const storeCodes = storeRows.map((_, at) => `S${CITY}${at}`);
  const stores = [...(await storesByCodes(ctx().db, storeCodes)).values()].map((store) => store.id);
  await recruit(ctx, first.cityId, first.communityId, stores, asked.peopleAStore);
  const places = communities.map((each) => each.communityId);
  const booked = await bookAll(ctx, places, asked, (from) => pick(random, from));
  return { cityId: first.cityId, communityIds: places, visits: booked };
}

async function load(ctx: () => Context, kind: ImportKind, lines: readonly string[]): Promise<void> {
  const file = { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes: Buffer.from(lines.join('\n')) } as const;
  const { id } = await previewImport(ctx(), file);
  await commitImport(ctx(), { importId: id, lines: 'all' });
}

async function recruit(
  ctx: () => Context,
  cityId: CityId,
  communityId: CommunityId,
  stores: readonly StoreId[],
  each: number,
): Promise<void> {
  const { touchpointIds } = await addTouchpoints(
    ctx(),
    Array.from({ length: stores.length * each }, (_, at) => ({
      externalCode: `W${CITY}${at}`,
      name: `${SURNAMES[at % SURNAMES.length]}小${'一二三'[Math.floor(at / SURNAMES.length)]}`,
      phone: `1362${String(at).padStart(7, '0')}`,
      role: at % 2 === 0 ? ('designer' as const) : ('technician' as const),
      cityId,
      storeId: stores[Math.floor(at / each)]!,
      partnerId: null,
      communityIds: [communityId],
    })),
  );
  for (const [at, touchpointId] of touchpointIds.entries()) {
    const skill = at % 2 === 0 ? ('design' as const) : ('repair' as const);
    const skills = [{ skill, level: 1 + (at % 3) }];
    await setWorker(ctx(), { touchpointId, skills, maxVisitsADay: 12, radiusKm: 30, takesVisits: true });
    const weekly = WEEKDAYS.map((weekday) => ({ weekday, hours: HOURS }));
    await setShifts(ctx(), { touchpointId, weekly, exceptions: [] });
  }
}

/** Residents who take some free time of the day, until there are enough. */
async function bookAll(
  ctx: () => Context,
  places: readonly CommunityId[],
  { visits, day, among }: BoardAsked,
  choose: <T>(from: readonly T[]) => T,
): Promise<number> {
  let booked = 0;
  for (let tries = 0; booked < visits && tries < 4 * visits; tries += 1) {
    const communityId = choose(places);
    const now = ctx().clock.now();
    const service = choose(['measure', 'repair']);
    const asked = { service, communityId, from: day, days: 1, byStaff: true };
    const slots = await findSlots(ctx().db, now, asked);
    const free = slots.filter((slot) => businessDay(slot.startsAt) === businessDay(day));
    if (free.length === 0) continue;
    const { startsAt } = choose(free.slice(0, among));
    const phone = `1363${String(booked).padStart(7, '0')}`;
    if (await bookOne(ctx, { service, communityId, startsAt, phone })) booked += 1;
  }
  return booked;
}

export interface BookedOne {
  readonly service: string;
  readonly communityId: CommunityId;
  readonly startsAt: Date;
  readonly phone: string;
}

/** Books a visit for a resident of that phone; false where somebody was quicker. */
export async function bookOne(ctx: () => Context, { phone, ...asked }: BookedOne): Promise<boolean> {
  const { vault } = ctx().services;
  const personId = await ctx().transaction(async (tx) => {
    const id: PersonId = tx.newId<'Person'>();
    await vault.put(tx, [{ personId: id, fields: { name: '陈女士', phone, address: '3 幢 502 室' } }]);
    return id;
  });
  const customerKey = vault.hash('phone', phone) as CustomerKey;
  const facts = { leadId: null, shareToken: null, packageId: null, projectId: null, by: 'staff' } as const;
  try {
    await bookVisit(ctx(), { ...asked, personId, customerKey, ...facts });
    return true;
  } catch (error) {
    if (error instanceof SlotTaken) return false;
    throw error;
  }
}
