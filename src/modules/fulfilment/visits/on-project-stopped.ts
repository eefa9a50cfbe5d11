import { subscribe } from '#platform/outbox';
import { ProjectStopped } from '../events.ts';
import { cancelComingVisits } from './cancel-coming-visits.ts';

/** Works that stopped have nothing to install: nobody comes for them any more. */
export const onProjectStopped = subscribe(
  'fulfilment.cancel-visits-of-stopped-project',
  [ProjectStopped],
  async (ctx, { payload }) => {
    await cancelComingVisits(ctx, { purpose: { projectId: payload.projectId }, reason: 'order_cancelled' });
  },
);
