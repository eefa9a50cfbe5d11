import { subscribe } from '#platform/outbox';
import { ProjectCompleted } from '../events.ts';
import { makeDeliveryFile } from './make-delivery-file.ts';

/** The delivery file is there before anybody asks for it. */
export const onProjectCompleted = subscribe(
  'fulfilment.make-delivery-file',
  [ProjectCompleted],
  async (ctx, { payload }) => {
    await makeDeliveryFile(ctx, payload.projectId);
  },
);
