import type { CityId, CommunityId } from '#kernel/ids';
import type { Package, PackageId } from '#modules/commerce';
import type { Grievance } from '../listening/grievance.ts';

/** How much people of a community talk about a topic, against their city. */
export interface TopicFigure {
  readonly topic: string;
  readonly name: string;
  readonly mentions: number;
  /** Of them those that complain, and those that praise: who praises needs nothing. */
  readonly negative: number;
  readonly positive: number;
  /** Multiple of the city's median (a median under 1 counts as 1). */
  readonly timesCity: number;
}

/** What is known of a community when a play is chosen for it. Plain data: it is kept in the decision record. */
export interface CommunityPicture {
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly name: string;
  readonly ageYears: number | null;
  readonly households: number | null;
  readonly members: number;
  /** Over the last `WINDOW_DAYS`. */
  readonly topics: readonly TopicFigure[];
  /** What they complain of us for. */
  readonly grievances: readonly Grievance[];
}

export const WINDOW_DAYS = 30;

/** What came of a package in a community and in the communities like it. */
export interface PackageResult {
  readonly trials: number;
  readonly successes: number;
  readonly won: number;
  readonly lost: number;
  /** The reason given most often for lost leads. */
  readonly lostReason: string | null;
  readonly segmentTrials: number;
  readonly segmentSuccesses: number;
  /** Posterior mean of the rate here. */
  readonly expectedRate: number;
}

/** Where a package stands in a community before it is scored. */
export interface Standing {
  readonly package: Package;
  readonly result: PackageResult;
  /** Thompson's draw fell on it. */
  readonly isDrawn: boolean;
  readonly isMainPush: boolean;
  /** A person signed it for those who enter this audience: entering is reason enough. */
  readonly isSigned: boolean;
  /** A play with it is proposed, or was approved and still runs. */
  readonly isOpen: boolean;
  /** Plays with it approved here within `RECENT_DAYS`. */
  readonly recentPlays: number;
  /** Rejections here within `REJECTION_DAYS`, the newest first. */
  readonly rejections: readonly { readonly daysAgo: number; readonly reason: string }[];
}

export const RECENT_DAYS = 30;
export const REJECTION_DAYS = 90;

/** Points that speak for (or against) a package, and why in words. */
export interface ScorePart {
  readonly part: string;
  readonly points: number;
  readonly sentence: string | null;
}

export interface Candidate {
  readonly packageId: PackageId;
  readonly packageName: string;
  readonly rank: number;
  readonly score: number;
  readonly parts: readonly ScorePart[];
  /** Why it could not be chosen; null where it could. */
  readonly excluded: string | null;
}

/** Everything that a proposal rests on: enough to say why, and to do it again. */
export interface DecisionRecord {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly candidates: readonly Candidate[];
  readonly reasons: readonly string[];
  readonly modelVersion: string;
  readonly seed: string;
}
