import { subscribe } from '#platform/outbox';
import { PlayRunAdvanced } from '../events.ts';
import { continueRun } from './propose-plays.ts';

/** A long run goes on by itself, step by step. */
export const onPlayRunAdvanced = subscribe('intelligence.continue-run', [PlayRunAdvanced], async (ctx, { payload }) => {
  await continueRun(ctx, { runId: payload.runId });
});
