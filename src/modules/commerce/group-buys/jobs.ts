import { SECOND } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import { brokenOffCampaigns } from './campaign-store.ts';
import { callOffRest } from './cancel-campaign.ts';
import { expireTeams } from './expire-teams.ts';
import { resumeLaunches } from './launch-campaign.ts';
import { openDueGroupBuys } from './open-due-group-buys.ts';
import { settleGroupBuys } from './settle-group-buys.ts';

/** What the clock does to group buys: opens them, fails teams, closes and settles. */
async function runGroupBuys(ctx: Context): Promise<void> {
  await openDueGroupBuys(ctx);
  await expireTeams(ctx);
  await settleGroupBuys(ctx);
}

export const groupBuyJobs: readonly Job[] = [
  { name: 'commerce.group-buys', everyMs: 15 * SECOND, handle: runGroupBuys },
  {
    name: 'commerce.campaigns',
    cron: '* * * * *',
    handle: async (ctx) => {
      await resumeLaunches(ctx);
      for (const campaign of await brokenOffCampaigns(ctx.db)) await callOffRest(ctx, campaign);
    },
  },
];
