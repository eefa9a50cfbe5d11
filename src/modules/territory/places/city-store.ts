import { sql, type RawBuilder } from 'kysely';
import type { CityId, RegionId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { City, Region } from './place.ts';

type Db = Database | DatabaseTransaction;

interface CityRow {
  id: CityId;
  region_id: RegionId;
  region_name: string;
  code: string;
  name: string;
  lng: number;
  lat: number;
}

const toCity = (row: CityRow): City => ({
  id: row.id,
  regionId: row.region_id,
  regionName: row.region_name,
  code: row.code,
  name: row.name,
  position: { lng: row.lng, lat: row.lat },
});

const cityColumns = sql`c.id, c.region_id, r.name as region_name, c.code, c.name, c.lng, c.lat`;

/** Every city, by code. There are tens of them, at most a few hundred. */
export async function allCities(db: Db): Promise<City[]> {
  const found = await sql<CityRow>`
    select ${cityColumns} from territory.city c join territory.region r on r.id = c.region_id order by c.code
  `.execute(db);
  return found.rows.map(toCity);
}

/** The cities in which the reader may see anything: their own, and those of their stores and communities. */
export async function citiesInScope(db: Db, scope: Scope): Promise<City[]> {
  const ofStores = within(scope, { store: 's.id' });
  const ofCommunities = within(scope, { community: 'm.id' });
  const found = await sql<CityRow>`
    select ${cityColumns}
    from territory.city c join territory.region r on r.id = c.region_id
    where ${within(scope, { city: 'c.id' })}
      or c.id in (select s.city_id from territory.store s where ${ofStores})
      or c.id in (select m.city_id from territory.community m where ${ofCommunities})
    order by c.code
  `.execute(db);
  return found.rows.map(toCity);
}

export async function cityExists(db: Db, id: CityId): Promise<boolean> {
  const found = await sql`select 1 from territory.city where id = ${id}`.execute(db);
  return found.rows.length > 0;
}

/** The region of a city inside a query of another module, so that it need not ask twice. */
export function regionOfCity(cityId: CityId): RawBuilder<RegionId> {
  return sql<RegionId>`(select home.region_id from territory.city home where home.id = ${cityId})`;
}

/** Every region, by code. */
export async function allRegions(db: Db): Promise<Region[]> {
  const found = await sql<Region>`select id, code, name from territory.region order by code`.execute(db);
  return found.rows;
}
