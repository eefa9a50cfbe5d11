import { subscribe } from '#platform/outbox';
import { TouchpointChanged } from '#modules/touchpoints/events';
import { deleteHoldsWithin } from '../slots/appointment-store.ts';
import { replan } from '../dispatch/replan.ts';
import { lockWorker, setWorkerState } from './worker-store.ts';

/** Whoever is paused or left is sent nowhere any more: their visits go to colleagues, or wait for a person. */
export const onTouchpointChanged = subscribe(
  'fulfilment.follow-touchpoints',
  [TouchpointChanged],
  async (ctx, { payload }) => {
    const { touchpointId, state, role, storeId } = payload;
    await ctx.transaction(async (tx) => {
      if (!(await lockWorker(tx.db, touchpointId))) return;
      await setWorkerState(tx.db, touchpointId, { state, role, storeId }, tx.now);
      if (state === 'active') return;
      await deleteHoldsWithin(tx.db, touchpointId, { from: tx.now, to: undefined });
      await replan(tx, { touchpointId, from: tx.now, to: undefined, why: '原来的上门人员已不在岗' });
    });
  },
);
