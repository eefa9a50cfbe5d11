import type { DayWeather, IssuedWeather, WeatherKind } from './weather.ts';

/** A day of which something is known: told by somebody, or what such days are like. */
export interface KnownWeather extends DayWeather {
  readonly kind: WeatherKind;
}

export interface WeatherOfDays {
  /** One for each day that was asked for, in that order. */
  readonly days: readonly KnownWeather[];
  /** How many of them nobody told of. */
  readonly seasonal: number;
}

/** The weather of every day: as it was issued where it was, else what is to be expected of the season. */
export function weatherFor(
  days: readonly string[],
  issued: ReadonlyMap<string, IssuedWeather>,
  seasonalOf: (day: string) => DayWeather,
): WeatherOfDays {
  const known = days.map((day): KnownWeather => issued.get(day) ?? { ...seasonalOf(day), kind: 'seasonal' });
  return { days: known, seasonal: known.filter(({ kind }) => kind === 'seasonal').length };
}
