import { liveFeed, type LiveFeed } from '#platform/http';
import {
  AlertClosed,
  AlertRaised,
  AlertTaken,
  MainPushDecided,
  MainPushProposed,
  PlayApproved,
  PlayProposed,
  PlayRejected,
  PlayWithdrawn,
  StandingApprovalChanged,
} from './events.ts';

/** Screens that show plays, pushes and approvals hear of what changed. */
export const intelligenceLive: readonly LiveFeed[] = [
  liveFeed('play', 'play.read', [PlayProposed, PlayApproved, PlayRejected, PlayWithdrawn], ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId,
  })),
  liveFeed('main-push', 'play.read', [MainPushProposed, MainPushDecided], ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId,
  })),
  liveFeed('listening-alert', 'cdp.read', [AlertRaised, AlertTaken, AlertClosed], ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId,
  })),
  // An approval may hold in many places: only those who see everything hear of it.
  liveFeed('standing-approval', 'play.read', [StandingApprovalChanged], () => ({})),
];
