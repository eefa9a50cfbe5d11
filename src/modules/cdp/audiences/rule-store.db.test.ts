import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CityId, CommunityId, PartnerId, StoreId } from '#kernel/ids';
import { addDays, businessDay } from '#kernel/time';
import { useContext } from '#testing';
import { countMembers } from '../communities/count-members.ts';
import { keepAndCount } from '../communities/count-mentions.ts';
import { countOrders } from '../communities/count-orders.ts';
import { copyAttributes } from '../communities/community-store.ts';
import { evaluateRules, previewRule } from './evaluation-store.ts';
import { fulfils, type CommunityFacts } from './facts.ts';
import {
  COMPARISONS,
  FIGURES,
  measureKey,
  measuresOf,
  TOPIC_MEASURES,
  type Condition,
  type Measure,
  type Rule,
} from './rule.ts';

const world = useContext();

const TOPICS = ['leak', 'damp', 'noise'];
const DISTRICTS = ['姑苏区', '吴中区'];
const WINDOWS = [1, 7, 30];
const CITIES = 2;

/** A community as the test thinks of it: plain lists, nothing summed. */
interface Told {
  readonly city: number;
  readonly district: string;
  readonly builtYear: number | null;
  readonly households: number | null;
  readonly members: number;
  readonly partner: number | null;
  readonly stores: readonly number[];
  readonly mentions: readonly {
    readonly topic: string;
    readonly daysAgo: number;
    readonly person: number;
    readonly angry: boolean;
  }[];
  readonly orders: readonly { readonly daysAgo: number }[];
}

const daysAgo = fc.integer({ min: 0, max: 35 });
const told: fc.Arbitrary<Told> = fc.record({
  city: fc.nat(CITIES - 1),
  district: fc.constantFrom(...DISTRICTS),
  builtYear: fc.option(fc.integer({ min: 1990, max: 2026 })),
  households: fc.option(fc.nat(40)),
  members: fc.nat(20),
  partner: fc.option(fc.nat(1)),
  stores: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
  mentions: fc.array(
    fc.record({ topic: fc.constantFrom(...TOPICS), daysAgo, person: fc.nat(3), angry: fc.boolean() }),
    { maxLength: 15 },
  ),
  orders: fc.array(fc.record({ daysAgo }), { maxLength: 6 }),
});

interface Places {
  readonly cities: CityId[];
  readonly stores: StoreId[];
  readonly partners: PartnerId[];
}

const is = fc.constantFrom(...COMPARISONS);
const days = fc.constantFrom(...WINDOWS);
const figure: fc.Arbitrary<Condition> = fc.constantFrom(...FIGURES).chain((fact) => {
  const value = {
    age_years: fc.integer({ min: 0, max: 36 }),
    built_year: fc.integer({ min: 1990, max: 2026 }),
    households: fc.nat(40),
    members: fc.nat(20),
    density: fc.constantFrom(0, 0.25, 0.5, 1, 2),
  }[fact];
  return fc.record({ fact: fc.constant(fact), is, value });
});
const counted: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact: fc.constant('orders' as const), days, is, value: fc.nat(4) }),
  fc.record({
    fact: fc.constantFrom(...TOPIC_MEASURES),
    topic: fc.constantFrom(...TOPICS),
    days,
    is,
    value: fc.constantFrom(0, 0.5, 1, 1.5, 2, 3, 5),
  }),
);
/** Rules are drawn over places by number and get the ids of a run by `inPlaces`. */
const NUMBERED = {
  cities: ['city 0', 'city 1'] as CityId[],
  stores: ['store 0', 'store 1', 'store 2'] as StoreId[],
  partners: ['partner 0', 'partner 1'] as PartnerId[],
};
const chosen: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact: fc.constant('city' as const), in: fc.subarray(NUMBERED.cities, { minLength: 1 }) }),
  fc.record({ fact: fc.constant('store' as const), in: fc.subarray(NUMBERED.stores, { minLength: 1 }) }),
  fc.record({ fact: fc.constant('partner' as const), in: fc.subarray(NUMBERED.partners, { minLength: 1 }) }),
  fc.record({ fact: fc.constant('district' as const), in: fc.subarray(DISTRICTS, { minLength: 1 }) }),
);
const condition = fc.oneof(
  { weight: 2, arbitrary: figure },
  { weight: 3, arbitrary: counted },
  { weight: 1, arbitrary: chosen },
);
const anyRule = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'rule' },
    condition,
    fc.record({ all: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('rule') }),
  ),
})).rule;

function inPlaces(rule: Rule, places: Places): Rule {
  const text = JSON.stringify(rule).replace(/"(city|store|partner) (\d)"/g, (_, kind: string, at: string) =>
    JSON.stringify({ city: places.cities, store: places.stores, partner: places.partners }[kind]?.[Number(at)]),
  );
  return JSON.parse(text) as Rule;
}

const today = (): string => businessDay(world.clock.now());
const newPlaces = (): Places => {
  const { newId } = world.ctx();
  return {
    cities: [newId<'City'>(), newId<'City'>()],
    stores: [newId<'Store'>(), newId<'Store'>(), newId<'Store'>()],
    partners: [newId<'Partner'>(), newId<'Partner'>()],
  };
};

type Named = Told & { readonly communityId: CommunityId; readonly cityId: CityId };

/** Tells the profile by the parts that the ingest uses. */
async function tell(communities: readonly Named[], places: Places): Promise<void> {
  await world.ctx().transaction(async (tx) => {
    const at = (ago: number): Date => addDays(tx.now, -ago);
    const attributes = communities.map(({ communityId, cityId, district, builtYear, households, partner, stores }) => ({
      communityId,
      cityId,
      name: communityId.slice(-4),
      district,
      lng: 120.6,
      lat: 31.3,
      builtYear,
      households,
      partnerId: partner === null ? null : places.partners[partner]!,
      storeIds: stores.map((store) => places.stores[store]!),
    }));
    await copyAttributes(tx.db, attributes, tx.now);
    await countMembers(tx, communities, { announce: 'nothing' });
    const people = communities.map(() => Array.from({ length: 4 }, () => tx.newId<'Subject'>()));
    const mentions = communities.flatMap(({ communityId, cityId, mentions: said }, index) =>
      said.map(({ topic, daysAgo: ago, person, angry }) => ({
        subjectId: people[index]![person]!,
        eventId: tx.newId<'Event'>(),
        topic,
        cityId,
        communityId,
        channel: person % 2 === 0 ? 'chat' : 'forum',
        signalKind: null,
        sentiment: angry ? ('negative' as const) : ('neutral' as const),
        severity: 0 as const,
        occurredAt: at(ago),
      })),
    );
    await keepAndCount(tx, mentions, tx.now, 'nothing');
    const orders = communities.flatMap(({ communityId, cityId, orders: bought }) =>
      bought.map(({ daysAgo: ago }) => ({ communityId, cityId, amountFen: 100, occurredAt: at(ago) })),
    );
    await countOrders(tx, orders, { announce: 'nothing' });
  });
}

/** A measure computed from what was told, the plain way. */
function measure(asked: Measure, community: Named, all: readonly Named[]): number {
  if (!('topic' in asked)) return community.orders.filter((order) => order.daysAgo < asked.days).length;
  const count = ({ mentions }: Named): number => {
    const heard = mentions.filter(({ topic, daysAgo: ago }) => topic === asked.topic && ago < asked.days);
    if (asked.fact.startsWith('complaints')) return heard.filter(({ angry }) => angry).length;
    return asked.fact.startsWith('people') ? new Set(heard.map((each) => each.person)).size : heard.length;
  };
  if (!asked.fact.endsWith('_to_city')) return count(community);
  const sorted = all
    .filter((each) => each.cityId === community.cityId)
    .map(count)
    .toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  return count(community) / Math.max(1, median);
}

function factsOf(rule: Rule, community: Named, all: readonly Named[], places: Places): CommunityFacts {
  return {
    ...community,
    storeIds: community.stores.map((store) => places.stores[store]!),
    partnerId: community.partner === null ? null : places.partners[community.partner]!,
    measured: new Map(measuresOf([rule]).map((asked) => [measureKey(asked), measure(asked, community, all)])),
  };
}

describe('compiled rules', () => {
  it('select the communities that the plain evaluator selects, alone, together and in a preview', async () => {
    const asked = fc.record({
      communities: fc.array(told, { minLength: 1, maxLength: 9 }),
      rules: fc.array(anyRule, { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ communities, rules: symbolic }) => {
        // Places of its own for each run: medians are of a whole city.
        const places = newPlaces();
        const rules = symbolic.map((rule) => inPlaces(rule, places));
        const named = communities.map((each) => ({
          ...each,
          communityId: world.ctx().newId<'Community'>(),
          cityId: places.cities[each.city]!,
        }));
        await tell(named, places);
        const year = Number(today().slice(0, 4));
        const expected = rules.map((rule) =>
          named
            .filter((each) => fulfils(rule, factsOf(rule, each, named, places), year))
            .map((each) => each.communityId)
            .toSorted(),
        );
        const among = { cityIds: places.cities, communityIds: named.map((each) => each.communityId) };
        const together = await evaluateRules(world.database.db, rules, today(), among);
        for (const [index, communityIds] of expected.entries()) {
          const inside = together.filter((each) => each.inside[index] === true).map((each) => each.communityId);
          expect(inside.toSorted()).toEqual(communityIds);
        }
        const scope = { ...world.ctx().scope, everything: false, cities: places.cities };
        const preview = await previewRule(world.database.db, scope, rules[0]!, today(), {
          after: undefined,
          limit: 200,
        });
        expect(preview.items.map((each) => each.communityId)).toEqual(expected[0]);
        expect(preview.count).toBe(expected[0]!.length);
      }),
      { numRuns: 120 },
    );
  });
});
