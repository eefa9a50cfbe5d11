import type { Database } from '#platform/context';
import { taskByShareToken } from '#modules/touchpoints';
import { linkByToken } from './share-link-store.ts';
import type { ShareLink } from './share-link.ts';

/**
 * The link of a token. A link forwarded in the moment before its event arrived is read from the task itself, so that
 * nobody finds a dead page; undefined for a token that nobody gave out.
 */
export async function findShareLink(db: Database, shareToken: string): Promise<ShareLink | undefined> {
  const link = await linkByToken(db, shareToken);
  if (link !== undefined) return link;
  const task = await taskByShareToken(db, shareToken);
  if (task === undefined || task.touchpointId === null) return undefined;
  const { cityId, communityId, storeId, playId, taskId, packageId, touchpointId, attempt } = task;
  return { shareToken, cityId, communityId, storeId, playId, taskId, packageId, touchpointId, attempt };
}
