import { NotFound } from '#kernel/errors';
import type { CommunityId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { communitiesByIds, storesServing, type Community, type Store } from '#modules/territory';

/** A community and the stores whose people serve it, the nearest first. */
export interface Serving {
  readonly community: Community;
  readonly stores: ReadonlyMap<StoreId, Store>;
}

/** @throws NotFound */
export async function servingOf(db: Database | DatabaseTransaction, communityId: CommunityId): Promise<Serving> {
  const community = (await communitiesByIds(db, [communityId])).get(communityId);
  if (community === undefined) throw new NotFound('community');
  const stores = (await storesServing(db, [communityId])).get(communityId) ?? [];
  return { community, stores: new Map(stores.map((store) => [store.id, store])) };
}
