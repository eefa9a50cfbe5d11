import type { Subscription } from '#platform/outbox';
import { onCommunityFactsChanged } from './on-community-facts-changed.ts';
import { onMentionsCounted } from './on-mentions-counted.ts';

export const audienceSubscriptions: readonly Subscription[] = [onMentionsCounted, onCommunityFactsChanged];
