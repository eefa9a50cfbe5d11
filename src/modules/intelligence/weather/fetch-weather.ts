import type { CityId } from '#kernel/ids';
import { businessDay, dayAfter } from '#kernel/time';
import type { Context } from '#platform/context';
import { cities, type City } from '#modules/territory';
import { weatherProvider, WeatherRefused, WeatherUnavailable, type WeatherProvider } from './weather-port.ts';
import { citiesToldOn, dropWeatherBefore, keepWeather, type CityWeather } from './weather-store.ts';

/** Today and a week after it. */
const DAYS_AHEAD = 8;
/** A year, and what is needed to compare it. */
const KEPT_DAYS = 400;
const AT_ONCE = 4;
/** After so many groups in a row of which nobody got an answer the others are not asked. */
const SILENT_GROUPS = 2;
const KEPT_AT_ONCE = 1_000;

/** A city of which nothing was told. */
export interface FailedCity {
  readonly cityId: CityId;
  readonly code: string;
  /** `again`: ask later. `person`: somebody has to mend key, quota or address. `none`: the provider does not know it. */
  readonly remedy: 'again' | 'person' | 'none';
}

export interface FetchedWeather {
  /** Null where none is set up. */
  readonly provider: string | null;
  /** Rows that are new. */
  readonly rows: number;
  readonly failed: readonly FailedCity[];
}

/**
 * Asks the provider for the days ahead and the last ones of every city that was not told of today, keeps what it tells, and
 * drops what is old. Of cities that fail nothing is written: calling it again asks for those alone.
 */
export async function fetchWeather(ctx: Context, signal = new AbortController().signal): Promise<FetchedWeather> {
  const provider = weatherProvider();
  const today = businessDay(ctx.clock.now());
  const { told, failed } = await tell(ctx, { provider, today, signal });
  const rows = await ctx.transaction(async (tx) => {
    let kept = 0;
    for (let at = 0; at < told.length; at += KEPT_AT_ONCE) {
      kept += await keepWeather(tx.db, told.slice(at, at + KEPT_AT_ONCE));
    }
    await dropWeatherBefore(tx.db, dayAfter(today, -KEPT_DAYS));
    return kept;
  });
  return { provider: provider?.name ?? null, rows, failed };
}

interface Told {
  readonly told: readonly CityWeather[];
  readonly failed: readonly FailedCity[];
}

interface Asked {
  readonly provider: WeatherProvider | undefined;
  readonly today: string;
  readonly signal: AbortSignal;
}

/** A few cities at a time. Stops at what would meet all others as well. */
async function tell(ctx: Context, { provider, today, signal }: Asked): Promise<Told> {
  if (provider === undefined) return { told: [], failed: [] };
  const known = await citiesToldOn(ctx.db, today);
  const open = (await cities(ctx.db)).filter(({ id }) => !known.has(id));
  const [told, failed]: [CityWeather[], FailedCity[]] = [[], []];
  let silent = 0;
  for (let at = 0; at < open.length; at += AT_ONCE) {
    const group = open.slice(at, at + AT_ONCE);
    const answers = await Promise.all(group.map((city) => ask(provider, city, signal)));
    told.push(...answers.flatMap((answer) => answer.told));
    const failures = answers.flatMap((answer) => answer.failed);
    failed.push(...failures);
    const nobody = failures.filter(({ remedy }) => remedy === 'again').length === group.length;
    silent = nobody ? silent + 1 : 0;
    const end =
      failures.find(({ remedy }) => remedy === 'person') ?? (silent < SILENT_GROUPS ? undefined : failures[0]);
    if (end === undefined) continue;
    failed.push(...open.slice(at + AT_ONCE).map(({ id }) => ({ ...end, cityId: id })));
    break;
  }
  return { told, failed };
}

async function ask(provider: WeatherProvider, city: City, signal: AbortSignal): Promise<Told> {
  try {
    const days = await provider.daily(city.position, DAYS_AHEAD, signal);
    return { told: days.map((each) => ({ ...each, cityId: city.id, provider: provider.name })), failed: [] };
  } catch (error) {
    if (!(error instanceof WeatherUnavailable || error instanceof WeatherRefused)) throw error;
    const code = String(error.params['code']);
    return { told: [], failed: [{ cityId: city.id, code, remedy: remedyOf(error) }] };
  }
}

function remedyOf(error: WeatherUnavailable | WeatherRefused): FailedCity['remedy'] {
  if (error instanceof WeatherUnavailable) return 'again';
  return error.isOfPlace ? 'none' : 'person';
}
