import type { Database } from '#platform/context';
import { taskByShareToken } from '#modules/touchpoints';
import { linkByToken } from './share-link-store.ts';
import type { ShareLink } from './share-link.ts';

/**
 * The link of a token. One forwarded in the moment before its event arrived is read from the task itself, so that nobody
 * finds a dead page, or is counted for whoever had the task before; undefined for a token that nobody gave out.
 */
export async function findShareLink(db: Database, shareToken: string): Promise<ShareLink | undefined> {
  const [link, task] = await Promise.all([linkByToken(db, shareToken), taskByShareToken(db, shareToken)]);
  if (task === undefined || task.touchpointId === null) return link;
  if (link !== undefined && link.attempt >= task.attempt) return link;
  const { cityId, communityId, storeId, playId, taskId, packageId, touchpointId, attempt } = task;
  return { shareToken, cityId, communityId, storeId, playId, taskId, packageId, touchpointId, attempt };
}
