import { subscribe } from '#platform/outbox';
import { TouchpointChanged } from '#modules/touchpoints/events';
import { shareTouchpointPhone } from './share-touchpoint-phone.ts';

export const onTouchpointChanged = subscribe(
  'cdp.share-touchpoint-phone',
  [TouchpointChanged],
  async (ctx, { payload }) => {
    await shareTouchpointPhone(ctx, payload);
  },
);
