import type { Job } from '#platform/jobs';
import { fetchWeather } from './fetch-weather.ts';
import { WeatherRefused, WeatherUnavailable } from './weather-port.ts';

/**
 * Before the night's forecasts. Fails where cities are left that could be told of, or nobody was told anything: then it is
 * tried again, for those alone, and staff see it.
 */
export const fetchWeatherJob: Job = {
  name: 'intelligence.fetch-weather',
  cron: '20 1 * * *',
  handle: async (ctx, _data, signal) => {
    const { provider, rows, failed } = await fetchWeather(ctx, signal);
    const left = failed.find(({ remedy }) => remedy !== 'none') ?? (rows === 0 ? failed[0] : undefined);
    if (provider === null || left === undefined) return;
    const Trouble = left.remedy === 'again' ? WeatherUnavailable : WeatherRefused;
    throw new Trouble(provider, left.code);
  },
};
