import type { CommunityId } from '#kernel/ids';
import { addDays } from '#kernel/time';
import type { Database, DatabaseTransaction } from '#platform/context';
import { listTopics } from '#modules/cdp';
import { alertsAboutUs } from './alert-store.ts';
import { REMEMBERED_DAYS, scenesOf, type Grievance } from './grievance.ts';

/** What communities complain of us for at present, by community; without a reader's scope. */
export async function grievancesOf(
  db: Database | DatabaseTransaction,
  communityIds: readonly CommunityId[],
  now: Date,
): Promise<Map<CommunityId, Grievance[]>> {
  const alerts = await alertsAboutUs(db, communityIds, addDays(now, -REMEMBERED_DAYS));
  if (alerts.length === 0) return new Map();
  const names = new Map((await listTopics(db)).map(({ topic, name }) => [topic, name]));
  const found = new Map<CommunityId, Grievance[]>();
  for (const { communityId, kind, topic, graveKinds, people, state, raisedAt, decidedAt } of alerts) {
    const scenes = scenesOf(topic, graveKinds);
    if (scenes.length === 0) continue;
    const isOpen = state !== 'done';
    const grievance: Grievance = {
      topic: topic ?? '',
      name: topic === null ? '要紧的事' : (names.get(topic) ?? topic),
      scenes,
      people,
      isGrave: kind === 'grave',
      state: isOpen ? 'open' : 'settled',
      since: isOpen ? raisedAt : (decidedAt ?? raisedAt),
    };
    found.set(communityId, [...(found.get(communityId) ?? []), grievance]);
  }
  return found;
}
