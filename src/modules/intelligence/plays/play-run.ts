import type { CommunityId, Id, UserId } from '#kernel/ids';
import type { PackageId } from '#modules/commerce';
import type { AudienceId } from './play.ts';
import type { Skipped } from './propose-batch.ts';

export type PlayRunId = Id<'PlayRun'>;

/** Proposals that a person asked for: done at once for a few communities, in steps for many. */
export interface PlayRun {
  readonly id: PlayRunId;
  readonly audienceId: AudienceId | null;
  /** Only these packages; empty means all active ones. */
  readonly packageIds: readonly PackageId[];
  readonly communityIds: readonly CommunityId[];
  /** How many of the communities were gone through. */
  readonly done: number;
  readonly proposed: number;
  readonly skipped: readonly Skipped[];
  readonly requestedBy: UserId | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Communities in one transaction. */
export const STEP = 50;
/** Communities in one run. */
export const MOST_COMMUNITIES = 500;

/** The communities of the next step; empty when the run is done. */
export function nextCommunities(run: PlayRun): readonly CommunityId[] {
  return run.communityIds.slice(run.done, run.done + STEP);
}

export function advance(
  run: PlayRun,
  step: { readonly communities: number; readonly proposed: number; readonly skipped: readonly Skipped[] },
  now: Date,
): PlayRun {
  const done = run.done + step.communities;
  return {
    ...run,
    done,
    proposed: run.proposed + step.proposed,
    skipped: [...run.skipped, ...step.skipped],
    finishedAt: done >= run.communityIds.length ? now : null,
  };
}
