import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { distanceM } from '#kernel/geo';
import { parseCsv } from '#kernel/csv';
import { streamsOf } from './options.ts';
import { generateWorld, TOPICS, World, type Topic, type WorldOptions } from './index.ts';

const until = new Date('2026-06-06T02:00:00Z');
const SMALL = {
  until,
  cities: 2,
  stores: 4,
  communities: 40,
  residents: 2_000,
  days: 365,
} satisfies Partial<WorldOptions>;

/** A hash over everything that a world says. */
function hashOf(world: World): string {
  const hash = createHash('sha256');
  for (const file of world.placeFiles()) hash.update(file.text);
  for (const person of world.touchpoints()) hash.update(JSON.stringify(person));
  for (const household of world.households()) hash.update(JSON.stringify(household));
  for (const month of world.months()) for (const line of world.posOrdersCsv(month)) hash.update(line);
  for (const post of world.posts()) hash.update(JSON.stringify(post));
  for (const day of world.weather()) hash.update(JSON.stringify(day));
  return hash.digest('hex');
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

describe('a world', () => {
  it('is the same to the byte for the same seed, and another one for another seed', () => {
    const options = { ...SMALL, communities: 12, residents: 400, days: 120 };
    expect(hashOf(generateWorld({ ...options, seed: 7 }))).toBe(hashOf(generateWorld({ ...options, seed: 7 })));
    expect(hashOf(generateWorld({ ...options, seed: 8 }))).not.toBe(hashOf(generateWorld({ ...options, seed: 7 })));
  });

  it('makes any part the same on its own as in the walk over everything', () => {
    const world = generateWorld(SMALL);
    const code = world.communities[17]!.code;
    const walked = [...world.households()].filter((household) => household.communityCode === code);
    expect([...world.householdsOf(code)]).toEqual(walked);
    const whole = [...world.posts()].filter((post) => post.at >= new Date('2026-05-01T00:00:00+08:00'));
    expect([...generateWorld(SMALL).posts('2026-05-01')]).toEqual(whole);
  });

  it('refuses impossible numbers', () => {
    for (const wrong of [
      { cities: 0 },
      { cities: 99 },
      { stores: 1 },
      { communities: 3 },
      { residents: 10 },
      { days: 0.5 },
    ]) {
      expect(() => generateWorld({ ...SMALL, ...wrong })).toThrow(RangeError);
    }
  });
});

describe('its places', () => {
  const world = generateWorld({ until });

  it('are as many as asked, with unique names and codes', () => {
    expect(world.cities).toHaveLength(3);
    expect(world.places.stores).toHaveLength(12);
    expect(new Set(world.communities.map((community) => community.code)).size).toBe(400);
    expect(new Set(world.communities.map((community) => community.name)).size).toBe(400);
    expect(sum(world.communities.map((community) => community.residents))).toBe(20_000);
  });

  it('lie around their cities, each served by one or two stores of it', () => {
    const cityOf = new Map(world.cities.map((city) => [city.code, city]));
    for (const community of world.communities) {
      expect(distanceM(community.position, cityOf.get(community.cityCode)!.position)).toBeLessThan(40_000);
      const serving = world.places.stores.filter((store) => store.communityCodes.includes(community.code));
      expect(serving.length).toBeGreaterThanOrEqual(1);
      expect(serving.length).toBeLessThanOrEqual(2);
      expect(serving.every((store) => store.cityCode === community.cityCode)).toBe(true);
    }
  });

  it('come as CSV with a row for each', () => {
    const rows = [...parseCsv(world.communitiesCsv().replace('\u{feff}', ''))];
    expect(rows).toHaveLength(401);
    expect(new Set(rows.map((row) => row.cells.length))).toEqual(new Set([9]));
  });
});

describe('its people', () => {
  const world = generateWorld(SMALL);

  it('have phones of a range that is allotted to nobody, each in one household at most', () => {
    const households = new Map<string, Set<string>>();
    for (const { phone, householdCode } of world.residents()) {
      if (phone === null) continue;
      expect(phone).toMatch(/^160[12]\d{7}$/);
      households.set(phone, (households.get(phone) ?? new Set()).add(householdCode));
    }
    expect([...households.values()].every((codes) => codes.size === 1)).toBe(true);
    const front = [...world.touchpoints()].map((person) => person.phone);
    expect(new Set(front).size).toBe(front.length);
    expect(front.every((phone) => /^1609\d{7}$/.test(phone))).toBe(true);
  });

  it('live in households of plausible size, some sharing a phone, children without one', () => {
    const households = [...world.households()];
    const people = households.flatMap((household) => household.members);
    expect(people).toHaveLength(SMALL.residents);
    expect(people.length / households.length).toBeGreaterThan(1.8);
    expect(people.length / households.length).toBeLessThan(3.2);
    const children = people.filter((person) => person.birthYear > 2008);
    expect(children.length).toBeGreaterThan(100);
    expect(children.every((child) => child.phone === null)).toBe(true);
    const shared = households.filter(({ members }) => {
      const phones = members.flatMap((member) => member.phone ?? []);
      return new Set(phones).size < phones.length;
    });
    expect(shared.length).toBeGreaterThan(5);
  });

  it('are looked after: every store has its team, every community a steward', () => {
    const front = [...world.touchpoints()];
    for (const store of world.places.stores) {
      const team = front.filter((person) => person.storeCode === store.code).map((person) => person.role);
      expect(team.toSorted()).toEqual([
        'designer',
        'designer',
        'guide',
        'guide',
        'store_manager',
        'technician',
        'technician',
      ]);
    }
    const stewarded = front
      .filter((person) => person.role === 'property_steward')
      .flatMap((person) => person.communityCodes);
    expect(new Set(stewarded).size).toBe(SMALL.communities);
  });
});

describe('its year', () => {
  const world = generateWorld(SMALL);

  it('has the asked days, more buying at weekends, less in the days of the New Year', () => {
    const orders = new Map<string, number>();
    for (const month of world.months()) {
      for (const { at } of world.posOrders(month)) {
        const day = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
        orders.set(day, (orders.get(day) ?? 0) + 1);
      }
    }
    const mean = (days: readonly { day: string }[]): number =>
      sum(days.map(({ day }) => orders.get(day) ?? 0)) / days.length;
    const ordinary = world.calendar.filter((day) => !day.springFestival);
    expect(world.calendar).toHaveLength(365);
    expect(world.calendar.at(-1)?.day).toBe('2026-06-05');
    expect(mean(ordinary.filter((day) => day.off))).toBeGreaterThan(1.2 * mean(ordinary.filter((day) => !day.off)));
    const newYear = world.calendar.filter((day) => day.springFestival);
    expect(newYear.map((day) => day.day)).toContain('2026-02-17');
    expect(mean(newYear)).toBeLessThan(0.7 * mean(ordinary));
  });

  it('sells about what was asked, in receipts whose lines say the same as the CSV', () => {
    const orders = [...world.posOrders('2026-04')];
    const households = [...world.households()].length;
    expect(orders.length / households).toBeGreaterThan(0.3);
    expect(orders.length / households).toBeLessThan(1.2);
    expect(new Set(orders.map((order) => order.orderNumber)).size).toBe(orders.length);
    const [, ...lines] = [...world.posOrdersCsv('2026-04')];
    expect(lines).toHaveLength(sum(orders.map((order) => order.lines.length)));
    const amount = sum(lines.map((line) => Math.round(Number([...parseCsv(line)][0]?.cells.at(-1)) * 100)));
    expect(amount).toBe(sum(orders.flatMap(({ lines: all }) => all.map((line) => line.good.priceFen * line.quantity))));
  });

  it('rains as the climate says, warm in July and cold in January', () => {
    for (const city of world.cities) {
      const days = world.weatherIn(city.code);
      expect(sum(days.map((day) => day.rain))).toBeGreaterThan(600);
      expect(sum(days.map((day) => day.rain))).toBeLessThan(2_200);
      const mean = (month: string): number => {
        const inMonth = days.filter((day) => day.day.slice(5, 7) === month);
        return sum(inMonth.map((day) => (day.lowest + day.highest) / 2)) / inMonth.length;
      };
      expect(mean('07')).toBeGreaterThan(24);
      expect(mean('01')).toBeLessThan(10);
    }
  });
});

describe('its talk', () => {
  const world = generateWorld({ ...SMALL, communities: 120, residents: 4_000, postsPerCommunityDay: 1 });
  const posts = [...world.posts()];
  const countOf = (topic: Topic, of = posts): number => of.filter((post) => post.topic === topic).length;

  it('is chatter for the most part and touches every topic', () => {
    const chatter = posts.filter((post) => post.topic === null).length / posts.length;
    expect(chatter).toBeGreaterThan(0.6);
    expect(chatter).toBeLessThan(0.9);
    for (const topic of TOPICS) expect(countOf(topic)).toBeGreaterThan(50);
    expect(posts.every((post) => post.text.length > 0 && !/[{}]|，$/.test(post.text))).toBe(true);
  });

  it('has many ways to say a thing', () => {
    for (const topic of TOPICS) {
      const texts = posts.filter((post) => post.topic === topic).map((post) => post.text);
      expect(new Set(texts).size).toBeGreaterThan(30);
    }
  });

  it('speaks of leaks more in old compounds and after rain', () => {
    const perPost = (chosen: typeof posts): number => countOf('leak', chosen) / chosen.length;
    const builtYear = new Map(world.communities.map((community) => [community.code, community.builtYear]));
    const old = posts.filter((post) => builtYear.get(post.communityCode)! < 2000);
    const young = posts.filter((post) => builtYear.get(post.communityCode)! > 2014);
    expect(perPost(old)).toBeGreaterThan(2 * perPost(young));

    const city = world.cities[0]!.code;
    const rain = new Map(
      world
        .weatherIn(city)
        .map((day, at, days) => [day.day, sum(days.slice(Math.max(0, at - 2), at + 1).map((each) => each.rain))]),
    );
    const here = posts.filter((post) => world.community(post.communityCode).cityCode === city);
    const rainBefore = (post: (typeof posts)[number]): number =>
      rain.get(new Date(post.at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)) ?? 0;
    const wet = here.filter((post) => rainBefore(post) > 20);
    const dry = here.filter((post) => rainBefore(post) === 0);
    expect(perPost(wet)).toBeGreaterThan(1.5 * perPost(dry));
  });
});

describe('its hidden behaviour', () => {
  it('is stable, differs between communities, and follows their needs', () => {
    const world = generateWorld({ until });
    const offer = { code: 'waterproof', topics: ['leak'], priceFen: 199_900 } as const;
    const rates = world.communities.map((community) => ({
      need: community.needs.leak,
      rate: world.behaviour(community.code, offer).leadRate,
    }));
    expect(world.behaviour(world.communities[3]!.code, offer)).toEqual(
      world.behaviour(world.communities[3]!.code, offer),
    );
    expect(rates.every(({ rate }) => rate > 0 && rate < 0.5)).toBe(true);
    const byNeed = rates.toSorted((a, b) => a.need - b.need).map(({ rate }) => rate);
    expect(sum(byNeed.slice(-100))).toBeGreaterThan(2 * sum(byNeed.slice(0, 100)));
  });
});

describe('a large world', () => {
  it('streams: people are made when they are asked for, one community at a time', () => {
    const opened: string[] = [];
    const options = { ...generateWorld(SMALL).options, communities: 400, residents: 200_000 };
    const streams = streamsOf(options.seed);
    const world = new World(options, (name) => {
      opened.push(name);
      return streams(name);
    });
    const openedHouseholds = (): number => opened.filter((name) => name.startsWith('households/')).length;
    expect(openedHouseholds()).toBe(0);

    let seen = 0;
    let before = 0;
    for (const resident of world.residents()) {
      seen += 1;
      // As soon as somebody of the n-th community appears, n communities were begun and none of the later ones.
      const nth = world.communities.findIndex((community) => community.code === resident.communityCode) + 1;
      if (nth !== before) expect(openedHouseholds()).toBe(nth);
      before = nth;
    }
    expect(seen).toBe(200_000);
    expect(openedHouseholds()).toBe(400);
  });

  it('plans a million residents without making one', () => {
    const world = generateWorld({ until, communities: 4_000, stores: 120, cities: 12, residents: 1_000_000 });
    expect(sum(world.communities.map((community) => community.residents))).toBe(1_000_000);
    const [first] = world.residents();
    expect(first?.code).toBe('R00000000');
    const last = world.communities.at(-1)!;
    expect(last.firstResident + last.residents).toBe(1_000_000);
  });

  it('reads the orders of a month as a stream, one community at a time', () => {
    const opened: string[] = [];
    const options = { ...generateWorld(SMALL).options, communities: 400, residents: 200_000 };
    const streams = streamsOf(options.seed);
    const lines = new World(options, (name) => {
      opened.push(name);
      return streams(name);
    }).posOrdersCsv('2026-03');
    for (let taken = 0; taken < 20; taken++) expect(lines.next().done).toBe(false);
    expect(opened.filter((name) => name.startsWith('households/'))).toHaveLength(1);
  });
});
