import { Refusal } from '#kernel/errors';
import type { Position } from '#kernel/geo';
import type { IssuedWeather } from './weather.ts';

/** Days before today that are asked for as well: the last ones are told again while better figures come in. */
export const PAST_DAYS = 2;

/** Who tells the weather. Calls are made outside of our transactions and may be made again. */
export interface WeatherProvider {
  /** Stands beside what is kept: `open-meteo`. */
  readonly name: string;
  /**
   * The weather of so many days from today on, and of the last PAST_DAYS as far as the provider knows them; fewer where
   * it tells of fewer. Throws WeatherUnavailable and WeatherRefused.
   */
  daily(place: Position, days: number, signal: AbortSignal): Promise<IssuedWeather[]>;
}

/** The provider could not be asked, or its answer could not be believed: it may be asked again. */
export class WeatherUnavailable extends Refusal {
  constructor(provider: string, code: string) {
    super('weather-unavailable', 'unavailable', { provider, code });
  }
}

/** The provider says no for good: of everything (key, quota, address), which a person has to mend, or of one place. */
export class WeatherRefused extends Refusal {
  readonly isOfPlace: boolean;
  constructor(provider: string, code: string, isOfPlace = false) {
    super('weather-refused', 'conflict', { provider, code });
    this.isOfPlace = isOfPlace;
  }
}

let installed: WeatherProvider | undefined;

/** Sets up the provider of this installation before the server starts; without one nobody is asked. */
export function installWeatherProvider(provider: WeatherProvider | undefined): void {
  installed = provider;
}

/** The provider of this installation; undefined where none is set up. */
export const weatherProvider = (): WeatherProvider | undefined => installed;
