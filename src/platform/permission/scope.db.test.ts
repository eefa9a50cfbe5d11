import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { CityId, CommunityId, CustomerKey, StoreId, TouchpointId } from '#kernel/ids';
import { useDatabase } from '#testing';
import { covers, EVERYTHING, NOTHING, within, type Place, type PlaceColumns, type Scope } from './scope.ts';

const database = useDatabase({ schemas: [] });

/** Few ids, so that places and scopes meet often. */
const ids = ['a', 'b', 'c'].map((letter) => `01900000-0000-7000-8000-${letter.repeat(12)}`);
const id = fc.constantFrom(...ids);
const maybe = fc.option(id, { nil: undefined });
const some = fc.uniqueArray(id, { maxLength: 3 });

const places: fc.Arbitrary<Place> = fc.record({
  cityId: maybe as fc.Arbitrary<CityId | undefined>,
  storeId: maybe as fc.Arbitrary<StoreId | undefined>,
  communityId: maybe as fc.Arbitrary<CommunityId | undefined>,
  touchpointId: maybe as fc.Arbitrary<TouchpointId | undefined>,
  customerKey: maybe as fc.Arbitrary<CustomerKey | undefined>,
});
const scopes: fc.Arbitrary<Scope> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(EVERYTHING, NOTHING) },
  {
    weight: 9,
    arbitrary: fc.record({
      everything: fc.constant(false),
      cities: some as fc.Arbitrary<CityId[]>,
      stores: some as fc.Arbitrary<StoreId[]>,
      communities: some as fc.Arbitrary<CommunityId[]>,
      touchpoint: maybe as fc.Arbitrary<TouchpointId | undefined>,
      customer: maybe as fc.Arbitrary<CustomerKey | undefined>,
    }),
  },
);
const columns: fc.Arbitrary<PlaceColumns> = fc.record(
  {
    city: fc.constant('p.city_id'),
    store: fc.constant('p.store_id'),
    community: fc.constant('p.community_id'),
    touchpoint: fc.constant('p.touchpoint_id'),
    customer: fc.constant('p.customer_key'),
  },
  { requiredKeys: [] },
);

/** What a query knows of a place: the columns that it names. */
const known = (place: Place, named: PlaceColumns): Place => ({
  cityId: named.city === undefined ? undefined : place.cityId,
  storeId: named.store === undefined ? undefined : place.storeId,
  communityId: named.community === undefined ? undefined : place.communityId,
  touchpointId: named.touchpoint === undefined ? undefined : place.touchpointId,
  customerKey: named.customer === undefined ? undefined : place.customerKey,
});

test('the condition in SQL and the check in code agree on every place, scope and choice of columns', async () => {
  await fc.assert(
    fc.asyncProperty(scopes, columns, fc.array(places, { minLength: 1, maxLength: 12 }), async (scope, named, rows) => {
      const found = await sql<{ place: number }>`
        select p.place from unnest(
          ${rows.map((row) => row.cityId ?? null)}::uuid[], ${rows.map((row) => row.storeId ?? null)}::uuid[],
          ${rows.map((row) => row.communityId ?? null)}::uuid[], ${rows.map((row) => row.touchpointId ?? null)}::uuid[],
          ${rows.map((row) => row.customerKey ?? null)}::text[]
        ) with ordinality as p (city_id, store_id, community_id, touchpoint_id, customer_key, place)
        where ${within(scope, named)} order by p.place`.execute(database.db);
      const expected = rows.flatMap((row, at) => (covers(scope, known(row, named)) ? [at + 1] : []));
      expect(found.rows.map((row) => Number(row.place))).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('nothing covers nothing, everything covers what has no place', () => {
  expect(covers(NOTHING, {})).toBe(false);
  expect(covers(EVERYTHING, {})).toBe(true);
  // A reader who is no touchpoint must not see what belongs to no touchpoint.
  expect(covers({ ...NOTHING, cities: [ids[0] as CityId] }, { touchpointId: undefined })).toBe(false);
});
