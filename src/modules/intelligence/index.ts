export { intelligenceModule } from './module.ts';

// Plays. Reads by id are without a reader's scope: what a user may see is the caller's question.
export { offerContent, type OfferContent } from './plays/offer-content.ts';
export { playsByIds, playSnapshot } from './plays/play-store.ts';
export type { Play, PlayId, PlayState } from './plays/play.ts';
export { approvePlays } from './plays/approve-plays.ts';
export { drawPoster } from './plays/draw-poster.ts';
export { editPlay, type DraftChanges } from './plays/edit-play.ts';
export { exportPlays } from './plays/export-plays.ts';
export { browsePlays, readPlay, type NamedPlay, type PlayPage } from './plays/read-plays.ts';
export { proposeOnEntry } from './plays/propose-on-entry.ts';
export { proposePlays } from './plays/propose-plays.ts';
export { rejectPlays } from './plays/reject-plays.ts';
export { savePlaySetting } from './plays/save-play-setting.ts';
export { withdrawPlay } from './plays/withdraw-play.ts';

// Standing approvals.
export { expireStandingApprovals } from './approvals/expire-standing-approvals.ts';
export { browseApprovals, readApproval } from './approvals/read-approvals.ts';
export { revokeStandingApproval } from './approvals/revoke-standing-approval.ts';
export { signStandingApproval } from './approvals/sign-standing-approval.ts';
export type { ApprovalTerms, StandingApproval } from './approvals/standing-approval.ts';

// Main push.
export { acceptMainPushes, dismissMainPushes } from './main-push/decide-main-pushes.ts';
export { browseMainPushes, readCommunityPush } from './main-push/read-main-pushes.ts';
export { refreshMainPushes } from './main-push/refresh-main-pushes.ts';

// Forecasts and supply.
export { askForecastRun } from './demand/ask-forecast-run.ts';
export { calendarOf } from './demand/calendar.ts';
export { collectDemand } from './demand/collect-demand.ts';
export { importHistory } from './demand/import-history.ts';
export { readAccuracy, readForecasts, readSeries } from './demand/read-forecasts.ts';
export { runDueForecasts } from './demand/run-forecast.ts';
export { saveCalendarDay } from './demand/save-calendar-day.ts';
export { decideLines } from './supply/decide-lines.ts';
export { readSupply } from './supply/read-supply.ts';
export { setSupplyLimit, setSupplyRule } from './supply/save-supply-rule.ts';

// Weather.
export { loadWeatherProvider, WeatherConfigRefused } from './weather/configure-weather.ts';
export { installWeatherProvider, type WeatherProvider } from './weather/weather-port.ts';

// Listening: what somebody should look at.
export { readAlerts } from './listening/read-alerts.ts';
