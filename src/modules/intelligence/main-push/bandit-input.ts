import type { Arm, BanditCommunity } from '#engines/bandit';
import type { CityId, CommunityId } from '#kernel/ids';
import type { Package, PackageId } from '#modules/commerce';
import { segmentKey } from './segment.ts';

/** Results of one package in one community. More leads than visits can be counted where a lead came without a visit. */
export interface CommunityTally {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly segment: string;
  readonly currentPackageId: PackageId | null;
  readonly packageId: PackageId | null;
  readonly trials: number;
  readonly successes: number;
}

/** Results of one package in all communities of a segment. */
export interface SegmentTally {
  readonly cityId: CityId;
  readonly segment: string;
  readonly packageId: PackageId;
  readonly trials: number;
  readonly successes: number;
}

export interface JudgedCommunity {
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly segment: string;
  readonly currentPackageId: PackageId | null;
}

/**
 * What the bandit reads: the communities of the segments in question one by one, each other segment as one community of
 * its own, so that judging one community does not read the whole country. Other segments then weigh a little less than
 * they could; the nightly run makes no difference, since it goes segment by segment in the same way.
 */
export function banditInput(
  judged: readonly JudgedCommunity[],
  tallies: readonly CommunityTally[],
  segments: readonly SegmentTally[],
): BanditCommunity[] {
  const byCommunity = Map.groupBy(tallies, (each) => each.communityId);
  const near = new Map<string, BanditCommunity>();
  for (const { communityId, cityId, segment, currentPackageId } of judged) {
    near.set(communityId, {
      id: communityId,
      segment: segmentKey(cityId, segment),
      current: currentPackageId ?? undefined,
      results: [],
    });
  }
  for (const [communityId, rows] of byCommunity) {
    const [first] = rows;
    if (first === undefined) continue;
    const known = near.get(communityId);
    near.set(communityId, {
      id: communityId,
      segment: known?.segment ?? segmentKey(first.cityId, first.segment),
      current: known === undefined ? (first.currentPackageId ?? undefined) : known.current,
      results: rows.flatMap(resultOf),
    });
  }
  const spelledOut = new Set([...near.values()].map(({ segment }) => segment));
  const others = Map.groupBy(segments, ({ cityId, segment }) => segmentKey(cityId, segment));
  const far = [...others].filter(([key]) => !spelledOut.has(key));
  return [
    ...near.values(),
    ...far.map(([key, rows]) => ({ id: `segment ${key}`, segment: key, results: rows.flatMap(resultOf) })),
  ];
}

function resultOf({ packageId, trials, successes }: Pick<CommunityTally, 'packageId' | 'trials' | 'successes'>) {
  return packageId === null ? [] : [{ armId: packageId, trials: Math.max(trials, successes), successes }];
}

export const armsOf = (packages: readonly Package[]): Arm[] => packages.map(({ id }) => ({ id }));
