import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, CustomerKey, PersonId, StoreId, TouchpointId } from '#kernel/ids';

/**
 * What part of the world a reader may see. It is not a tree: a community may be served by several stores, a person may
 * work in two. A row is within the scope when any of its places is. Every store function that reads takes one, so that
 * forgetting it does not compile.
 */
export interface Scope {
  readonly everything: boolean;
  readonly cities: readonly CityId[];
  readonly stores: readonly StoreId[];
  /** Single communities, those served by the scope's stores included. */
  readonly communities: readonly CommunityId[];
  /** Set when the reader is a touchpoint: rows that are theirs are within the scope too. */
  readonly touchpoint: TouchpointId | undefined;
  /** Set when the reader signed in with a phone: rows under its key are theirs as a customer. */
  readonly customer: CustomerKey | undefined;
  /** Who they are in the vault: for what they do, never for what they see. */
  readonly person?: PersonId | undefined;
}

export const NOTHING: Scope = {
  everything: false,
  cities: [],
  stores: [],
  communities: [],
  touchpoint: undefined,
  customer: undefined,
};
export const EVERYTHING: Scope = { ...NOTHING, everything: true };

/** The columns of a query that say where a row belongs, e.g. `{ city: 't.city_id', community: 't.community_id' }`. */
export interface PlaceColumns {
  readonly city?: string;
  readonly store?: string;
  readonly community?: string;
  readonly touchpoint?: string;
  readonly customer?: string;
}

/** The SQL condition that a row lies within the scope; with no matching column the answer is `false`. */
export function within(scope: Scope, columns: PlaceColumns): RawBuilder<SqlBool> {
  if (scope.everything) return sql<SqlBool>`true`;
  const conditions: RawBuilder<SqlBool>[] = [];
  const add = (column: string | undefined, ids: readonly string[]): void => {
    if (column !== undefined && ids.length > 0) {
      conditions.push(sql<SqlBool>`${sql.ref(column)} = any(${ids}::uuid[])`);
    }
  };
  add(columns.city, scope.cities);
  add(columns.store, scope.stores);
  add(columns.community, scope.communities);
  add(columns.touchpoint, scope.touchpoint === undefined ? [] : [scope.touchpoint]);
  if (columns.customer !== undefined && scope.customer !== undefined) {
    conditions.push(sql<SqlBool>`${sql.ref(columns.customer)} = ${scope.customer}`);
  }
  return conditions.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
}

/** The places of one thing, for checks outside SQL (live messages, single rows). */
export interface Place {
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly touchpointId?: TouchpointId | undefined;
  readonly customerKey?: CustomerKey | undefined;
}

/** Whether a thing at `place` lies within the scope; the same rule as `within`. */
export function covers(scope: Scope, place: Place): boolean {
  if (scope.everything) return true;
  return (
    (place.cityId !== undefined && scope.cities.includes(place.cityId)) ||
    (place.storeId !== undefined && scope.stores.includes(place.storeId)) ||
    (place.communityId !== undefined && scope.communities.includes(place.communityId)) ||
    (place.touchpointId !== undefined && scope.touchpoint === place.touchpointId) ||
    (place.customerKey !== undefined && scope.customer === place.customerKey)
  );
}
