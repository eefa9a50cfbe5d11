import type { Module } from '#platform/module';
import { approvalJobs } from './approvals/expire-standing-approvals.ts';
import { approvalRoutes } from './approvals/routes.ts';
import { forecastJobs } from './demand/run-forecast.ts';
import { demandRoutes } from './demand/routes.ts';
import { intelligenceLive } from './live.ts';
import { onLeadOutcomeRecorded } from './main-push/on-lead-outcome-recorded.ts';
import { onLeadRecorded } from './main-push/on-lead-recorded.ts';
import { onOfferVisited } from './main-push/on-offer-visited.ts';
import { refreshMainPushesJob } from './main-push/refresh-main-pushes.ts';
import { onTicketClosed } from './listening/on-ticket-closed.ts';
import { onTicketOpened } from './listening/on-ticket-opened.ts';
import { onGraveVoices, onMentionsCounted } from './listening/on-voices-heard.ts';
import { listeningRoutes } from './listening/routes.ts';
import { mainPushRoutes } from './main-push/routes.ts';
import { messages } from './messages.ts';
import { onAlertChanged } from './plays/on-alert-changed.ts';
import { onCommunityEnteredAudience } from './plays/on-community-entered-audience.ts';
import { onPlayRunAdvanced } from './plays/on-play-run-advanced.ts';
import { onTaskForwarded } from './plays/on-task-forwarded.ts';
import { playRoutes } from './plays/routes.ts';
import { playSettingRoutes } from './plays/setting-routes.ts';
import { schema } from './schema.ts';
import { supplyRoutes } from './supply/routes.ts';
import { fetchWeatherJob } from './weather/weather-jobs.ts';

export const intelligenceModule: Module = {
  name: 'intelligence',
  schema,
  routes: [
    ...playRoutes,
    ...playSettingRoutes,
    ...approvalRoutes,
    ...mainPushRoutes,
    ...demandRoutes,
    ...supplyRoutes,
    ...listeningRoutes,
  ],
  subscriptions: [
    onCommunityEnteredAudience,
    onPlayRunAdvanced,
    onTaskForwarded,
    onOfferVisited,
    onLeadRecorded,
    onLeadOutcomeRecorded,
    onMentionsCounted,
    onGraveVoices,
    onTicketOpened,
    onTicketClosed,
    onAlertChanged,
  ],
  live: intelligenceLive,
  jobs: [refreshMainPushesJob, ...approvalJobs, fetchWeatherJob, ...forecastJobs],
  messages,
};
