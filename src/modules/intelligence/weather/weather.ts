/** A day of weather in a city. */
export interface DayWeather {
  /** Business day, `YYYY-MM-DD`. */
  readonly day: string;
  /** All that fell, snow melted, in millimetres. */
  readonly rainMm: number;
  readonly lowestC: number;
  readonly highestC: number;
  /** Mean relative humidity, 0 to 100. */
  readonly humidityPct: number;
  /** The strongest wind at 10 m, gusts left out, in kilometres an hour. */
  readonly windKmh: number;
}

/** The figures of a day, for whoever puts them into columns. */
export const WEATHER_FIGURES = ['rainMm', 'lowestC', 'highestC', 'humidityPct', 'windKmh'] as const;
export type WeatherFigure = (typeof WEATHER_FIGURES)[number];

/** What was told of a day: after it, what it was like; before it or on it, what was expected. */
export type IssuedKind = 'observed' | 'forecast';
/** `seasonal`: nobody told of the day, it is what such days are like. */
export type WeatherKind = IssuedKind | 'seasonal';

/** What a provider told of a day, and when. */
export interface IssuedWeather extends DayWeather {
  readonly kind: IssuedKind;
  /** Business day on which it was told. */
  readonly issuedOn: string;
}

export const kindOf = (day: string, issuedOn: string): IssuedKind => (day < issuedOn ? 'observed' : 'forecast');

/**
 * More than was ever measured anywhere (World Meteorological Organization, Archive of Weather and Climate Extremes: 1,825 mm
 * in a day, −89.2 °C, 56.7 °C, a gust of 408 km/h): a figure beyond these is a fault or another unit.
 */
const BOUNDS: Readonly<Record<WeatherFigure, readonly [number, number]>> = {
  rainMm: [0, 2_000],
  lowestC: [-90, 60],
  highestC: [-90, 60],
  humidityPct: [0, 100],
  windKmh: [0, 450],
};

/** Whether a day can have been like this at all. */
export function isPlausible(weather: DayWeather): boolean {
  const within = WEATHER_FIGURES.every((figure) => {
    const [least, most] = BOUNDS[figure];
    return weather[figure] >= least && weather[figure] <= most;
  });
  return within && weather.lowestC <= weather.highestC;
}
