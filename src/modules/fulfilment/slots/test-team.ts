import type { CityId, CommunityId, CustomerKey, PersonId, StoreId, TouchpointId, UserId } from '#kernel/ids';
import { customerOf } from '#platform/auth';
import type { Context } from '#platform/context';
import { commitImport, communitiesByCodes, previewImport, storesByCodes, type ImportKind } from '#modules/territory';
import { addTouchpoints, touchpointsByIds, type Role } from '#modules/touchpoints';
import { setShifts } from '../calendars/set-shifts.ts';
import { setWorker } from '../calendars/set-worker.ts';

/** For tests: a city of its own with a store and two communities some kilometres apart that it serves. */
export interface TeamGround {
  readonly prefix: string;
  readonly cityId: CityId;
  readonly storeId: StoreId;
  readonly near: CommunityId;
  readonly far: CommunityId;
}

export async function makeTeamGround(makeContext: () => Context, prefix: string): Promise<TeamGround> {
  const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
    const asked = { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes: Buffer.from(lines.join('\n')) } as const;
    const summary = await previewImport(makeContext(), asked);
    await commitImport(makeContext(), { importId: summary.id, lines: 'all' });
  };
  await load('regions', ['code,name', `R${prefix},大区${prefix}`]);
  await load('cities', ['code,name,region,lng,lat', `${prefix},城市${prefix},R${prefix},120.15,30.28`]);
  await load('communities', [
    'code,name,city,lng,lat,built_year,households',
    `${prefix}1,青枫里,${prefix},120.15,30.28,2001,800`,
    `${prefix}2,澄湖苑,${prefix},120.22,30.28,2003,900`,
  ]);
  await load('stores', [
    'code,name,city,lng,lat,communities',
    `S${prefix},一店,${prefix},120.15,30.28,${prefix}1;${prefix}2`,
  ]);
  const { db } = makeContext();
  const found = await communitiesByCodes(db, [`${prefix}1`, `${prefix}2`]);
  const [near, far] = [found.get(`${prefix}1`)!, found.get(`${prefix}2`)!];
  const storeId = (await storesByCodes(db, [`S${prefix}`])).get(`S${prefix}`)!.id;
  return { prefix, cityId: near.cityId, storeId, near: near.communityId, far: far.communityId };
}

export interface Recruit {
  readonly touchpointId: TouchpointId;
  readonly userId: UserId;
}

let made = 0;

/** For tests: people of the store who visit homes every day from nine to six. */
export async function recruitTeam(
  makeContext: () => Context,
  ground: TeamGround,
  count: number,
  more: { readonly role?: Role; readonly level?: number; readonly maxVisitsADay?: number } = {},
): Promise<Recruit[]> {
  const { role = 'designer', level = 2, maxVisitsADay = 6 } = more;
  const from = made;
  made += count;
  const { touchpointIds } = await addTouchpoints(
    makeContext(),
    Array.from({ length: count }, (_, at) => ({
      externalCode: `W${ground.prefix}${from + at}`,
      name: `王小${'一二三四五六七八九十'[(from + at) % 10]}`,
      phone: `1361${String(from + at).padStart(7, '0')}`,
      role,
      cityId: ground.cityId,
      storeId: ground.storeId,
      partnerId: null,
      communityIds: [ground.near],
    })),
  );
  const hours = [{ from: 540, to: 1_080 }];
  for (const touchpointId of touchpointIds) {
    const skills = [{ skill: role === 'designer' ? ('design' as const) : ('install' as const), level }];
    await setWorker(makeContext(), { touchpointId, skills, maxVisitsADay, radiusKm: 30, takesVisits: true });
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, hours }));
    await setShifts(makeContext(), { touchpointId, weekly, exceptions: [] });
  }
  const people = await touchpointsByIds(makeContext().db, touchpointIds);
  return people.map(({ touchpointId, userId }) => ({ touchpointId, userId }));
}

export interface Resident {
  readonly userId: UserId;
  readonly personId: PersonId;
  readonly customerKey: CustomerKey;
  readonly phone: string;
}

/** For tests: somebody with a phone and a door, signed in. */
export async function makeResident(makeContext: () => Context): Promise<Resident> {
  made += 1;
  const phone = `1352${String(made).padStart(7, '0')}`;
  const ctx = makeContext();
  const { vault } = ctx.services;
  return ctx.transaction(async (tx) => {
    const userId = await customerOf(ctx, tx, phone);
    const personId: PersonId = tx.newId<'Person'>();
    await vault.put(tx, [{ personId, fields: { name: '赵女士', phone, address: '3 幢 502 室' } }]);
    return { userId, personId, customerKey: vault.hash('phone', phone) as CustomerKey, phone };
  });
}
