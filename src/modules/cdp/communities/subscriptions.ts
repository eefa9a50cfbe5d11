import type { Subscription } from '#platform/outbox';
import { onCommunityChanged } from './on-community-changed.ts';
import { onSignalReported } from './on-signal-reported.ts';

export const communitySubscriptions: readonly Subscription[] = [onCommunityChanged, onSignalReported];
