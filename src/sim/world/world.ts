import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { addDays, businessDay, DAY, startOfBusinessDay } from '#kernel/time';
import { behaviourOf, natureOf, type Behaviour, type Nature } from './behaviour.ts';
import { calendarOf, type WorldDay } from './calendar.ts';
import type { CityFacts } from './city-facts.ts';
import { frontlineOf, type TouchpointPlan } from './frontline.ts';
import { checkOptions, DEFAULT_OPTIONS, streamsOf, type Streams, type WorldOptions } from './options.ts';
import { planPlaces, type CommunityPlan, type PlacePlan } from './plan.ts';
import { ordersOf, POS_HEADER, posLines, rungUp, tillTime, type PosOrder } from './pos-order.ts';
import { postsOf, recentWeather, talkOf, written, type CommunityPost, type Talk } from './post.ts';
import { householdsOf, type Household, type Resident } from './resident.ts';
import type { Topic } from './topic.ts';
import { weatherOf, type DailyWeather } from './weather.ts';

export type PlaceFileKind = 'regions' | 'cities' | 'partners' | 'communities' | 'stores';

/** A file as the import of places takes it; positions are WGS-84. */
export interface PlaceFile {
  readonly kind: PlaceFileKind;
  readonly fileName: string;
  readonly text: string;
}

/** Places in one file at most: below the limit of the import. */
const ROWS_A_FILE = 10_000;

/** A city of the mind: everything about it follows from the options. See README.md. */
export class World {
  readonly options: WorldOptions;
  readonly places: PlacePlan;
  /** The days of history, the earliest first. */
  readonly calendar: readonly WorldDay[];
  readonly #streams: Streams;
  readonly #weather: ReadonlyMap<string, readonly DailyWeather[]>;
  readonly #storesServing: ReadonlyMap<string, readonly string[]>;
  readonly #communities: ReadonlyMap<string, CommunityPlan>;

  /** `streams` is for tests that watch what is drawn. */
  constructor(options: WorldOptions, streams: Streams = streamsOf(options.seed)) {
    checkOptions(options);
    this.options = options;
    this.#streams = streams;
    this.places = planPlaces(options, streams);
    this.calendar = calendarOf(options.days, options.until);
    this.#weather = new Map(this.places.cities.map((city) => [city.code, weatherOf(city, this.calendar, streams)]));
    this.#communities = new Map(this.places.communities.map((community) => [community.code, community]));
    this.#storesServing = storesServing(this.places);
  }

  get cities(): readonly CityFacts[] {
    return this.places.cities;
  }

  get communities(): readonly CommunityPlan[] {
    return this.places.communities;
  }

  /** Throws RangeError for a code of no community. */
  community(code: string): CommunityPlan {
    const found = this.#communities.get(code);
    if (found === undefined) throw new RangeError(`no community ${code}`);
    return found;
  }

  /** Every file of places, in the order in which they can be imported. */
  *placeFiles(): Generator<PlaceFile> {
    yield { kind: 'regions', fileName: 'regions.csv', text: this.regionsCsv() };
    yield { kind: 'cities', fileName: 'cities.csv', text: this.citiesCsv() };
    yield { kind: 'partners', fileName: 'partners.csv', text: this.partnersCsv() };
    for (let from = 0; from < this.communities.length; from += ROWS_A_FILE) {
      const part = this.communities.slice(from, from + ROWS_A_FILE);
      yield { kind: 'communities', fileName: `communities-${from / ROWS_A_FILE + 1}.csv`, text: communitiesCsv(part) };
    }
    yield { kind: 'stores', fileName: 'stores.csv', text: this.storesCsv() };
  }

  regionsCsv(): string {
    const names = [...new Set(this.cities.map((city) => city.region))];
    return csv(
      ['大区编码', '大区名称'],
      names.map((name) => [name, name]),
    );
  }

  citiesCsv(): string {
    const rows = this.cities.map(({ code, name, region, position }) => [
      code,
      name,
      region,
      position.lng,
      position.lat,
    ]);
    return csv(['城市编码', '城市名称', '大区编码', '经度', '纬度'], rows);
  }

  partnersCsv(): string {
    const kinds = { property_company: '物业公司', agency: '中介' } as const;
    const rows = this.places.partners.map(({ code, name, kind }) => [code, name, kinds[kind]]);
    return csv(['合作方编码', '合作方名称', '类型'], rows);
  }

  communitiesCsv(): string {
    return communitiesCsv(this.communities);
  }

  storesCsv(): string {
    const rows = this.places.stores.map(({ code, name, cityCode, position, communityCodes }) => [
      code,
      name,
      cityCode,
      position.lng,
      position.lat,
      communityCodes.join(';'),
    ]);
    return csv(['门店编码', '门店名称', '城市编码', '经度', '纬度', '服务小区编码'], rows);
  }

  /** Everybody at the front: store teams, stewards, realtors, group leaders, ambassadors. */
  touchpoints(): Generator<TouchpointPlan> {
    return frontlineOf(this.places, this.#streams);
  }

  /** Every household, community by community. One is in memory at a time. */
  *households(): Generator<Household> {
    for (const community of this.communities) yield* this.householdsOf(community.code);
  }

  householdsOf(communityCode: string): Generator<Household> {
    return householdsOf(this.community(communityCode), this.options.until, this.#streams);
  }

  /** Every resident, household by household. */
  *residents(): Generator<Resident> {
    for (const household of this.households()) yield* household.members;
  }

  /** The months of history as `YYYY-MM`, the earliest first; the first and the last may be parts of months. */
  months(): string[] {
    return [...new Set(this.calendar.map((day) => day.monthKey))];
  }

  /** The receipts of a month, community by community, those of each in order of time. */
  *posOrders(month: string): Generator<PosOrder> {
    const days = this.calendar.filter((day) => day.monthKey === month);
    for (const community of this.communities) {
      const storeCodes = this.#storesServing.get(community.code) ?? [];
      const weather = new Map(this.weatherIn(community.cityCode).map((day) => [day.day, day]));
      yield* ordersOf({ community, storeCodes, weather }, days, this.options, this.#streams);
    }
  }

  /** The same as the lines of a till's CSV export, the header first, each with its line end. */
  *posOrdersCsv(month: string): Generator<string> {
    yield BYTE_ORDER_MARK + csvLine(POS_HEADER);
    for (const order of this.posOrders(month)) yield* posLines(order);
  }

  /** Posts of chat groups and forums, day by day from `fromDay` (`YYYY-MM-DD`; the first day unless said). */
  *posts(fromDay?: string): Generator<CommunityPost> {
    for (const [at, day] of this.calendar.entries()) {
      if (fromDay !== undefined && day.day < fromDay) continue;
      for (const community of this.communities) {
        const weather = recentWeather(this.weatherIn(community.cityCode), at);
        yield* postsOf(community, day, weather, this.options, this.#streams);
      }
    }
  }

  /** The same as the lines of a CSV file, the header first, each with its line end. */
  *postsCsv(fromDay?: string): Generator<string> {
    yield BYTE_ORDER_MARK + csvLine(['编号', '渠道', '小区编码', '作者', '时间', '内容']);
    for (const post of this.posts(fromDay)) {
      yield csvLine([post.code, post.channel, post.communityCode, post.authorOpenId, tillTime(post.at), post.text]);
    }
  }

  /** The weather of every city, day by day. */
  *weather(): Generator<DailyWeather> {
    for (const { code } of this.cities) yield* this.weatherIn(code);
  }

  /** Throws RangeError for a city that the world does not have. */
  weatherIn(cityCode: string): readonly DailyWeather[] {
    const days = this.#weather.get(cityCode);
    if (days === undefined) throw new RangeError(`no city ${cityCode}`);
    return days;
  }

  /** How a community would answer an offer: the truth that the product does not see. */
  behaviour(
    communityCode: string,
    offer: { readonly code: string; readonly topics: readonly Topic[]; readonly priceFen: number },
  ): Behaviour {
    return behaviourOf(this.community(communityCode), offer, this.#streams);
  }

  /** What a resident is like as a customer: as hidden. */
  nature(residentCode: string): Nature {
    return natureOf(residentCode, this.#streams);
  }

  /** A post that somebody of the community writes now; `nth` tells posts of the same moment of the world apart. */
  livePost(communityCode: string, topic: Topic | null, nth: number): ReturnType<typeof written> {
    return written(this.#streams(`live-posts/${communityCode}/${nth}`), this.community(communityCode), topic);
  }

  /** A receipt that a household of the community causes on a day of the living world. */
  liveOrder(communityCode: string, day: WorldDay, nth: number): ReturnType<typeof rungUp> {
    const random = this.#streams(`live-orders/${communityCode}/${nth}`);
    const storeCodes = this.#storesServing.get(communityCode) ?? [];
    return rungUp(random, [...this.householdsOf(communityCode)], storeCodes, day);
  }

  /** The business day in which an instant falls, within the history or after it. */
  dayAt(at: Date): WorldDay {
    const [day] = calendarOf(1, addDays(startOfBusinessDay(businessDay(at)), 1));
    return day!;
  }

  /** What a community talks about on a day, within the history or after it. */
  talk(communityCode: string, day: WorldDay): Generator<Talk> {
    const community = this.community(communityCode);
    const weather = recentWeather(this.weatherIn(community.cityCode), this.#weatherIndex(day));
    return talkOf(community, day, weather, this.options);
  }

  /** Weather is made for the days of history; a later day has that of the same day a history earlier. */
  #weatherIndex(day: WorldDay): number {
    const since = Math.round((day.start.getTime() - this.calendar[0]!.start.getTime()) / DAY);
    const { length } = this.calendar;
    return ((since % length) + length) % length;
  }
}

/** A world of the given size; what is not said is as in `DEFAULT_OPTIONS`. Throws RangeError on impossible numbers. */
export function generateWorld(options: Partial<WorldOptions> & Pick<WorldOptions, 'until'>): World {
  return new World({ ...DEFAULT_OPTIONS, ...options });
}

function storesServing({ stores }: PlacePlan): Map<string, string[]> {
  const serving = new Map<string, string[]>();
  for (const store of stores) {
    for (const code of store.communityCodes) serving.set(code, [...(serving.get(code) ?? []), store.code]);
  }
  return serving;
}

type Cell = string | number | null;

function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + [header, ...rows].map((cells) => csvLine(cells)).join('');
}

function communitiesCsv(communities: readonly CommunityPlan[]): string {
  const header = ['小区编码', '小区名称', '城市编码', '行政区', '经度', '纬度', '建成年份', '户数', '合作方编码'];
  const rows = communities.map((each) => [
    each.code,
    each.name,
    each.cityCode,
    each.district,
    each.position.lng,
    each.position.lat,
    each.builtYear,
    each.households,
    each.partnerCode,
  ]);
  return csv(header, rows);
}
