import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, TouchpointId } from '#kernel/ids';

export const SIGNAL_KINDS = { demand: '有需求', complaint: '有抱怨', competitor: '对手动作' } as const;
export type SignalKind = keyof typeof SIGNAL_KINDS;

/** What somebody at the front saw: two taps, a kind and a topic. */
export interface Signal {
  readonly signalId: Id<'Signal'>;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly touchpointId: TouchpointId;
  readonly kind: SignalKind;
  readonly topic: string;
  readonly reportedAt: Date;
}

/** Signals come from those who serve the community: hearsay from elsewhere does not count. */
export class CommunityNotCovered extends Refusal {
  constructor() {
    super('community-not-covered', 'forbidden');
  }
}
