import { revisionIn } from '#platform/http';
import { GroupBuyChangedMeanwhile } from './group-buy.ts';

/** Changes are made from the revision in If-Match. @throws GroupBuyChangedMeanwhile without one */
export function expectedRevision(headers: Parameters<typeof revisionIn>[0]): number {
  const revision = revisionIn(headers);
  if (revision === undefined) throw new GroupBuyChangedMeanwhile();
  return revision;
}
