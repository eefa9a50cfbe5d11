/** Keys and addresses of forecasts. */
export const FORECAST_KEY = ['forecast'];
export const FORECASTS_PATH = '/api/intelligence/forecasts';
export const FORECASTS_EXPORT_PATH = `${FORECASTS_PATH}/export`;
export const seriesPath = (placeId: string, skuId: string): string => `${FORECASTS_PATH}/${placeId}/${skuId}`;
export const ACCURACY_PATH = '/api/intelligence/forecast-accuracy';
/** Runs are looked at every few seconds while one is under way; forecasts are not. */
export const RUNS_KEY = ['forecast-runs'];
export const RUNS_PATH = '/api/intelligence/forecast-runs';
export const HISTORY_PATH = '/api/intelligence/demand/imports';
export const CALENDAR_KEY = ['forecast-calendar'];
export const CALENDAR_PATH = '/api/intelligence/calendar';
export const calendarDayPath = (day: string): string => `${CALENDAR_PATH}/${day}`;
