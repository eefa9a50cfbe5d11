import { liveFeed, type LiveFeed } from '#platform/http';
import { MergeUndone, ProfilesMerged } from '../events.ts';

/** Merges carry no place: only who sees everything hears of them as they come. */
export const profileLive: readonly LiveFeed[] = [
  liveFeed('profile', 'cdp.review', [ProfilesMerged, MergeUndone], () => ({})),
];
