import type { CommunityId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { complainingOf } from '#modules/cdp';
import { storesServing } from '#modules/territory';
import type { Alert } from './alert.ts';
import type { AlertDetail } from './listening-contract.ts';

/**
 * Which of the stores that serve the community of an alert serve others that complain of the same topic in these days, and
 * how many: the same people work there. The most first; stores alone with it are absent.
 */
export async function blamedStores(
  { db }: Context,
  { cityId, communityId, topic }: Pick<Alert, 'cityId' | 'communityId' | 'topic'>,
  since: Date,
): Promise<AlertDetail['stores']> {
  if (topic === null) return [];
  const said = await complainingOf(db, { cityId, topic, since: businessDay(since) });
  const others = said.filter((each) => each.communityId !== communityId);
  if (others.length === 0) return [];
  const serving = await storesServing(db, [communityId, ...others.map((each) => each.communityId)]);
  const isServedBy = (id: CommunityId, storeId: string): boolean =>
    serving.get(id)?.some((store) => store.id === storeId) === true;
  return (serving.get(communityId) ?? [])
    .map(({ id, name }) => {
      const own = others.filter((each) => isServedBy(each.communityId, id));
      return { name, communities: own.length, messages: own.reduce((sum, each) => sum + each.messages, 0) };
    })
    .filter(({ communities }) => communities > 0)
    .toSorted((a, b) => b.communities - a.communities || b.messages - a.messages);
}
