import type { CityId, CommunityId, CustomerKey, PersonId, StoreId, TouchpointId, UserId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { HOUR } from '#kernel/time';
import type { Context } from '#platform/context';
import { VisitBooked } from '#modules/fulfilment/events';
import { commitImport, communitiesByCodes, previewImport, storesByCodes, type ImportKind } from '#modules/territory';
import { addTouchpoints, touchpointsByIds } from '#modules/touchpoints';
import type { MyOpportunity, QuotationAnswer } from './contract.ts';
import type { VisitId } from './opportunities/opportunity.ts';
import type { PackageFacts, PackageId } from './packages/package.ts';
import { savePackage } from './packages/save-package.ts';
import { saveOption } from './prices/save-option.ts';

/** A store with the community that it serves, and a designer. */
export interface SalePlace {
  readonly cityId: CityId;
  readonly storeId: StoreId;
  readonly communityId: CommunityId;
  readonly designerId: TouchpointId;
  readonly designerUserId: UserId;
}

/** For tests: a city with two such stores, 滨江店 at 江畔花园 and 望湖店 at 望湖里. */
export async function makeSalePlaces(
  makeContext: () => Context,
  prefix: string,
): Promise<{ here: SalePlace; there: SalePlace }> {
  const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
    const bytes = Buffer.from(lines.join('\n'));
    const summary = await previewImport(makeContext(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
    await commitImport(makeContext(), { importId: summary.id, lines: 'all' });
  };
  await load('regions', ['code,name', `R${prefix},大区${prefix}`]);
  await load('cities', ['code,name,region,lng,lat', `${prefix},杭州,R${prefix},120.15,30.28`]);
  await load('communities', [
    'code,name,city,lng,lat,built_year,households',
    `${prefix}1,江畔花园,${prefix},120.15,30.28,2001,800`,
    `${prefix}2,望湖里,${prefix},120.17,30.29,2003,900`,
  ]);
  await load('stores', [
    'code,name,city,lng,lat,communities',
    `S${prefix}1,滨江店,${prefix},120.15,30.28,${prefix}1`,
    `S${prefix}2,望湖店,${prefix},120.17,30.29,${prefix}2`,
  ]);
  return { here: await placeOf(makeContext, prefix, 1), there: await placeOf(makeContext, prefix, 2) };
}

async function placeOf(makeContext: () => Context, prefix: string, at: number): Promise<SalePlace> {
  const { db } = makeContext();
  const community = (await communitiesByCodes(db, [`${prefix}${at}`])).get(`${prefix}${at}`);
  const store = (await storesByCodes(db, [`S${prefix}${at}`])).get(`S${prefix}${at}`);
  if (community === undefined || store === undefined) throw new Error('the places were not imported');
  const { cityId, communityId } = community;
  const designerId = await addDesigner(makeContext(), { cityId, storeId: store.id, communityId }, `${prefix}${at}`);
  const [designer] = await touchpointsByIds(db, [designerId]);
  if (designer === undefined) throw new Error('the designer was not added');
  return { cityId, communityId, storeId: store.id, designerId, designerUserId: designer.userId };
}

/** For tests: somebody who measures and quotes; `code` is unique and makes their phone. */
export async function addDesigner(
  ctx: Context,
  place: Pick<SalePlace, 'cityId' | 'storeId' | 'communityId'>,
  code: string,
): Promise<TouchpointId> {
  const hash = [...code].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 100_000_000, 7);
  const { touchpointIds } = await addTouchpoints(ctx, [
    {
      externalCode: `D${code}`,
      name: '沈知远',
      phone: `137${String(hash).padStart(8, '0')}`,
      role: 'designer',
      cityId: place.cityId,
      storeId: place.storeId,
      partnerId: null,
      communityIds: [place.communityId],
    },
  ]);
  return touchpointIds[0] as TouchpointId;
}

export const WALLS: PackageFacts = {
  code: 'walls',
  name: '墙面焕新',
  subtitle: '三天完工',
  scene: 'renewal',
  priceFen: fen(298_000),
  originalPriceFen: null,
  unit: '/套',
  points: ['质保五年'],
  topics: ['damp'],
  minAgeYears: null,
  suits: [],
  roles: ['property_steward'],
  costFen: fen(12_000),
  active: true,
};

/** For tests: a package with two options, `paint` at ¥88.88 a ㎡ and `lamp` at ¥300 each. */
export async function makeWalls(makeContext: () => Context, code: string): Promise<PackageId> {
  const { id: packageId } = await savePackage(makeContext(), { facts: { ...WALLS, code } });
  const option = { expected: 'new', packageId } as const;
  await saveOption(makeContext(), {
    ...option,
    code: 'paint',
    facts: { name: '儿童漆', kind: 'per_area', unit: '㎡', priceFen: fen(8_888), active: true, position: 1 },
  });
  await saveOption(makeContext(), {
    ...option,
    code: 'lamp',
    facts: { name: '感应夜灯', kind: 'add_on', unit: '项', priceFen: fen(30_000), active: true, position: 2 },
  });
  return packageId;
}

export interface BookedMeasure {
  readonly visitId: VisitId;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
}

/** For tests: what fulfilment announces when a home is to be measured. Drain the outbox, and there is an opportunity. */
export async function bookMeasure(
  ctx: Context,
  place: SalePlace,
  asked: { readonly phone: string; readonly packageId?: PackageId; readonly service?: string },
): Promise<BookedMeasure> {
  const { vault } = ctx.services;
  const customerKey = vault.hash('phone', asked.phone) as CustomerKey;
  return ctx.transaction(async (tx) => {
    const visitId = tx.newId<'Visit'>();
    const personId: PersonId = tx.newId<'Person'>();
    await vault.put(tx, [{ personId, fields: { name: '顾明轩', phone: asked.phone } }]);
    await tx.announce([
      VisitBooked(visitId, {
        visitId,
        cityId: place.cityId,
        communityId: place.communityId,
        storeId: place.storeId,
        customerKey,
        personId,
        service: asked.service ?? 'measure',
        leadId: null,
        shareToken: null,
        packageId: asked.packageId ?? null,
        projectId: null,
        touchpointId: place.designerId,
        startsAt: new Date(tx.now.getTime() + 24 * HOUR).toISOString(),
        endsAt: new Date(tx.now.getTime() + 25 * HOUR).toISOString(),
      }),
    ]);
    return { visitId, customerKey, personId };
  });
}

/** What of a client over HTTP is needed here. */
interface Asking {
  get<T>(path: string): Promise<Answered<T>>;
  // The body of a refusal is read as freely as tests read it.
  // eslint-disable-next-line typescript/no-explicit-any
  post<T = any>(path: string, body?: unknown): Promise<Answered<T>>;
}
interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

/** For tests: what a seller asks for over HTTP; `one` is who it is and what they sell unless said. */
export const selling = (one: () => { readonly client: Asking; readonly packageId: PackageId }) => ({
  draft: (visitId: string, over: object = {}, client = one().client) =>
    client.post<QuotationAnswer>(`/api/commerce/my/opportunities/${visitId}/quotations`, {
      packageId: one().packageId,
      options: [{ code: 'paint', quantity: 12.35 }],
      discount: null,
      ...over,
    }),
  send: (quotationId: string, body: object = {}, client = one().client) =>
    client.post(`/api/commerce/my/quotations/${quotationId}/send`, body),
  withdraw: (quotationId: string) => one().client.post(`/api/commerce/my/quotations/${quotationId}/withdraw`),
  opportunity: (visitId: string, client = one().client) =>
    client.get<MyOpportunity>(`/api/commerce/my/opportunities/${visitId}`),
});
