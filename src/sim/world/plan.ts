import type { Position } from '#kernel/geo';
import { integerBetween, normal, pick, pickWeighted, type Random } from '#kernel/random';
import { distanceM } from '#kernel/geo';
import { allot, between, clamp, happens, spread } from './chance.ts';
import { KNOWN_CITIES, type CityFacts } from './city-facts.ts';
import { communityName } from './community-name.ts';
import type { Streams, WorldOptions } from './options.ts';
import { perTopic, type PerTopic } from './topic.ts';

export interface PartnerPlan {
  readonly code: string;
  readonly kind: 'property_company' | 'agency';
  readonly name: string;
  readonly cityCode: string;
}

export interface StorePlan {
  readonly code: string;
  readonly name: string;
  readonly cityCode: string;
  readonly position: Position;
  /** The communities it serves, by code. */
  readonly communityCodes: readonly string[];
}

/** What kind of people live there: shares that sum to 1. */
export interface FamilyMix {
  readonly young: number;
  readonly couple: number;
  readonly family: number;
  readonly threeGenerations: number;
  readonly elder: number;
}

export interface CommunityPlan {
  readonly code: string;
  readonly name: string;
  readonly cityCode: string;
  readonly district: string;
  readonly position: Position;
  readonly builtYear: number;
  /** Dwellings of the whole compound, members or not. */
  readonly households: number;
  readonly partnerCode: string;
  /** Who has a record with the retailer: a part of those who live there. */
  readonly residents: number;
  /** The index of its first resident among all of the world. */
  readonly firstResident: number;
  readonly mix: FamilyMix;
  /** Median 1: how much its people buy and write. */
  readonly spending: number;
  readonly talkative: number;
  /** Hidden from the product: what is wrong with the houses or wanted by the people, median 1. */
  readonly needs: PerTopic;
}

export interface PlacePlan {
  readonly cities: readonly CityFacts[];
  readonly partners: readonly PartnerPlan[];
  readonly stores: readonly StorePlan[];
  readonly communities: readonly CommunityPlan[];
}

const PARTNER_WORDS = ['澄心', '和睦', '安暖', '邻家', '汇居', '福临', '清和', '守望', '知里', '乐居'];

/** Lays out cities, stores, partners and communities. Memory grows with communities, not with residents. */
export function planPlaces(options: WorldOptions, streams: Streams): PlacePlan {
  const random = streams('places');
  const cities = KNOWN_CITIES.slice(0, options.cities);
  const partners = cities.flatMap((city) => planPartners(random, city));
  const sites = planStores(options, cities, random);
  const drafts = planCommunities(options, cities, sites, partners, random);
  const served = new Map<string, string[]>(sites.map((site) => [site.code, []]));
  for (const draft of drafts) {
    for (const code of serving(random, draft, sites)) served.get(code)?.push(draft.code);
  }
  const stores = sites.map((site) => ({ ...site, communityCodes: served.get(site.code) ?? [] }));
  return { cities, partners, stores, communities: withResidents(options, drafts) };
}

function planPartners(random: Random, city: CityFacts): PartnerPlan[] {
  const words = [...PARTNER_WORDS];
  const take = (): string => words.splice(Math.floor(random.next() * words.length), 1)[0] ?? '邻里';
  return Array.from({ length: 5 }, (_, at) => {
    const kind = at < 4 ? ('property_company' as const) : ('agency' as const);
    return {
      code: `${city.code}-${kind === 'agency' ? 'A' : 'P'}${at + 1}`,
      kind,
      name: `${city.name}${take()}${kind === 'agency' ? '房产经纪' : '物业服务'}`,
      cityCode: city.code,
    };
  });
}

type Site = Omit<StorePlan, 'communityCodes'>;

/** A place some kilometres from another; `km` is the standard deviation in each direction. */
function near(random: Random, { lng, lat }: Position, km: number): Position {
  const north = clamp(normal(random), -2.5, 2.5) * km;
  const east = clamp(normal(random), -2.5, 2.5) * km;
  const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
  return { lng: round(lng + east / (111.32 * Math.cos((lat * Math.PI) / 180))), lat: round(lat + north / 110.57) };
}

function planStores(options: WorldOptions, cities: readonly CityFacts[], random: Random): Site[] {
  return Array.from({ length: options.stores }, (_, at) => {
    const city = cities[at % cities.length]!;
    const number = Math.floor(at / cities.length) + 1;
    const district = city.districts[(number - 1) % city.districts.length]!;
    const round = Math.floor((number - 1) / city.districts.length);
    return {
      code: `${city.code}-S${String(number).padStart(2, '0')}`,
      name: `${city.name}${district.replace(/区$/, '')}${round === 0 ? '' : round + 1}店`,
      cityCode: city.code,
      position: near(random, city.position, 6),
    };
  });
}

type Draft = Omit<CommunityPlan, 'residents' | 'firstResident'>;

function planCommunities(
  options: WorldOptions,
  cities: readonly CityFacts[],
  sites: readonly Site[],
  partners: readonly PartnerPlan[],
  random: Random,
): Draft[] {
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  return Array.from({ length: options.communities }, (_, at) => {
    // The first round gives every store its community; after that chance decides, the first city being the largest.
    const site = at < sites.length ? sites[at]! : pick(random, sites);
    const city = cities.find((each) => each.code === site.cityCode)!;
    const number = (numbers.get(city.code) ?? 0) + 1;
    numbers.set(city.code, number);
    const companies = partners.filter((each) => each.cityCode === city.code && each.kind === 'property_company');
    return planCommunity(
      options,
      city,
      site,
      `${city.code}-${String(number).padStart(4, '0')}`,
      companies,
      taken,
      random,
    );
  });
}

function planCommunity(
  options: WorldOptions,
  city: CityFacts,
  site: Site,
  code: string,
  companies: readonly PartnerPlan[],
  taken: Set<string>,
  random: Random,
): Draft {
  const thisYear = options.until.getUTCFullYear();
  const from = pickWeighted(random, [
    [1982, 2],
    [1992, 3],
    [2000, 4],
    [2008, 4],
    [2015, 3],
  ]);
  const builtYear = Math.min(thisYear - 1, from + integerBetween(random, 0, 8));
  const age = thisYear - builtYear;
  const mix = familyMix(random, age);
  const spending = spread(random, 0.35);
  return {
    code,
    name: communityName(random, builtYear, taken),
    cityCode: city.code,
    district: pick(random, city.districts),
    position: near(random, site.position, 2.2),
    builtYear,
    households: Math.round(clamp(700 * spread(random, 0.6) * (age > 25 ? 0.7 : 1), 90, 6_000)),
    partnerCode: pick(random, companies).code,
    mix,
    spending,
    talkative: spread(random, 0.5),
    needs: planNeeds(random, age, mix),
  };
}

/** Old compounds hold more old people, new ones more young families. */
function familyMix(random: Random, age: number): FamilyMix {
  const raw = {
    young: 0.18 * between(random, 0.6, 1.4),
    couple: 0.2 * between(random, 0.6, 1.4),
    family: (age < 12 ? 0.4 : 0.28) * between(random, 0.6, 1.4),
    threeGenerations: 0.14 * between(random, 0.5, 1.5),
    elder: (age > 22 ? 0.32 : 0.08) * between(random, 0.6, 1.4),
  };
  const sum = raw.young + raw.couple + raw.family + raw.threeGenerations + raw.elder;
  const share = (value: number): number => value / sum;
  return {
    young: share(raw.young),
    couple: share(raw.couple),
    family: share(raw.family),
    threeGenerations: share(raw.threeGenerations),
    elder: share(raw.elder),
  };
}

/**
 * The needs of houses grow with their age (waterproofing lasts some fifteen years, wiring twenty to thirty), those of
 * people follow who lives there; on top of both every compound has its own fate.
 */
function planNeeds(random: Random, age: number, mix: FamilyMix): PerTopic {
  const wear = (begins: number, slope: number): number => 0.25 + slope * Math.max(0, age - begins);
  const children = mix.family + mix.threeGenerations;
  const old = mix.elder + mix.threeGenerations;
  const byAge = {
    leak: wear(8, 0.12),
    damp: wear(6, 0.09),
    crack: wear(7, 0.08),
    wiring: wear(14, 0.14),
    noise: 1,
    storage: 0.5 + 1.4 * children,
    kids_room: 0.2 + 2.6 * children,
    elderly: 0.2 + 2.8 * old,
    kitchen: wear(5, 0.08),
    bathroom: wear(6, 0.09),
    freshness: 1,
    delivery_delay: 1,
  };
  return perTopic((topic) => Math.round(byAge[topic] * spread(random, 0.7) * 1_000) / 1_000);
}

/** The nearest store of the city, and for one in four compounds the second nearest too. */
function serving(random: Random, draft: Draft, sites: readonly Site[]): string[] {
  const ranked = sites
    .filter((site) => site.cityCode === draft.cityCode)
    .map((site) => ({ code: site.code, away: distanceM(site.position, draft.position) }))
    .toSorted((a, b) => a.away - b.away);
  return ranked.slice(0, happens(random, 0.25) ? 2 : 1).map((site) => site.code);
}

function withResidents(options: WorldOptions, drafts: readonly Draft[]): CommunityPlan[] {
  const weights = drafts.map((draft) => draft.households * draft.spending);
  let firstResident = 0;
  return allot(options.residents, weights).map((residents, at) => {
    const plan = { ...drafts[at]!, residents, firstResident };
    firstResident += residents;
    return plan;
  });
}
