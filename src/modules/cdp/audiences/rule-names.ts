import type { Database, DatabaseTransaction } from '#platform/context';
import { covers, type Scope } from '#platform/permission';
import { cities, partnersByIds, storesByIds } from '#modules/territory';
import { listTopics } from '../topics/topic-store.ts';
import type { RuleNames } from './explain.ts';
import { conditionsOf, type Rule } from './rule.ts';

/** What a store outside the reader's scope is called. */
const OTHER_STORE = '其他门店';

/** The names of all that rules speak of, in a read per kind of thing; stores by name only within the scope. */
export async function namesFor(
  db: Database | DatabaseTransaction,
  scope: Scope,
  rules: readonly Rule[],
): Promise<RuleNames> {
  const conditions = rules.flatMap(conditionsOf);
  const storeIds = conditions.flatMap((each) => (each.fact === 'store' ? each.in : []));
  const partnerIds = conditions.flatMap((each) => (each.fact === 'partner' ? each.in : []));
  const topics = conditions.some((each) => 'topic' in each) ? await listTopics(db) : [];
  const allCities = conditions.some((each) => each.fact === 'city') ? await cities(db) : [];
  const stores = storeIds.length > 0 ? await storesByIds(db, [...new Set(storeIds)]) : new Map();
  const partners = partnerIds.length > 0 ? await partnersByIds(db, [...new Set(partnerIds)]) : new Map();
  return {
    topics: new Map(topics.map(({ topic, name }) => [topic, name])),
    cities: new Map(allCities.map(({ id, name }) => [id, name])),
    stores: new Map(
      [...stores].map(([id, { name, cityId }]) => [id, covers(scope, { cityId, storeId: id }) ? name : OTHER_STORE]),
    ),
    partners: new Map([...partners].map(([id, { name }]) => [id, name])),
  };
}
