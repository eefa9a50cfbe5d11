import { betaOf, logMarginalLikelihood, meanOf, type Beta } from './beta.ts';

/** What came of one package in one community. */
export interface ArmResult {
  readonly armId: string;
  /** How often it was shown or offered. */
  readonly trials: number;
  /** How often that led to what is wanted (a lead, an order); 0 ≤ successes ≤ trials. */
  readonly successes: number;
}

export interface BanditCommunity {
  readonly id: string;
  /** Communities expected to behave alike, e.g. `<city>/<building-age band>`. */
  readonly segment: string;
  /** The package that is the main push now. */
  readonly current?: string | undefined;
  readonly results: readonly ArmResult[];
}

export interface Arm {
  readonly id: string;
  /** Expected rate before any result, in (0, 1); the pooled rate of all packages unless said. */
  readonly priorMean?: number;
  /** How many results that expectation is worth; 10 unless said. */
  readonly priorStrength?: number;
}

/** Trials and successes, added up. */
export interface Tally {
  readonly trials: number;
  readonly successes: number;
}

/** How closely members of a level follow it, in results: the a + b of the Beta from which their rates are drawn. */
export interface Strengths {
  readonly segment: number;
  readonly community: number;
}

/** What is known of the rates of all arms, in the order of `armIds`. */
export interface Rates {
  readonly armIds: readonly string[];
  readonly strengths: readonly Strengths[];
  readonly overall: readonly Tally[];
  readonly segments: ReadonlyMap<string, readonly Tally[]>;
  readonly communities: ReadonlyMap<string, CommunityRates>;
}

export interface CommunityRates {
  readonly segment: string;
  readonly own: readonly Tally[];
  /** Posterior of the rate of each arm in this community. */
  readonly posterior: readonly Beta[];
}

/** Bounds of the strengths: below 8 a level says nothing, above 2,048 a member could hardly ever differ from it. */
const STRENGTH_GRID = [8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362, 512, 724, 1024, 1448, 2048];
/** Before data: at a rate of 5 %, segments differ by about ± 2.2 points and communities of one segment by about ± 1. */
const USUAL: Strengths = { segment: 90, community: 400 };
/** Standard deviation of ln(strength) before data: a factor of ten either way. */
const STRENGTH_SPREAD = Math.log(10);

const NOTHING: Tally = { trials: 0, successes: 0 };
const plus = (x: Tally, y: Tally): Tally => ({ trials: x.trials + y.trials, successes: x.successes + y.successes });
const minus = (x: Tally, y: Tally): Tally => ({
  trials: Math.max(0, x.trials - y.trials),
  successes: Math.max(0, x.successes - y.successes),
});
const sum = (tallies: Iterable<Tally>): Tally => [...tallies].reduce(plus, NOTHING);

/**
 * Estimates the rate of every arm in every community by hierarchical empirical Bayes. The rate of an arm in a community
 * is a draw around its rate in the segment, which is a draw around its rate overall; each level is shrunk towards the
 * one above (Efron and Morris, "Data Analysis Using Stein's Estimator and Its Generalizations", JASA 70, 1975; for
 * rates the beta-binomial form, Gelman et al., *Bayesian Data Analysis*, ch. 5).
 *
 * - What a community inherits is learned from its **siblings**, and what its segment inherits from the other segments:
 *   no result is counted twice.
 * - A level's own uncertainty is handed down: the variances of both levels add up, so a segment with ten results never
 *   speaks with the weight of a thousand.
 * - Overdispersed counts are deflated to effective ones before they speak for a higher level.
 * - How strongly to shrink an arm is learned from the **other arms** by marginal likelihood, bounded to 8 … 2,048
 *   results. Hence one more success never lowers the posterior mean of its own arm and community, which would happen
 *   if that success could also change the strength.
 *
 * Throws RangeError when counts are not 0 ≤ successes ≤ trials, or ids repeat.
 */
export function estimateRates(communities: readonly BanditCommunity[], arms: readonly Arm[]): Rates {
  const armIds = arms.map((arm) => arm.id);
  if (arms.length === 0 || new Set(armIds).size !== arms.length)
    throw new RangeError('arms: at least one, no id twice');
  const own = new Map(communities.map((community) => [community.id, tallies(community, armIds)]));
  if (own.size !== communities.length) throw new RangeError('communities: an id occurs twice');
  const members = Map.groupBy(communities.toSorted(byId), (community) => community.segment);
  const groups: Groups = new Map(
    [...members]
      .toSorted(([x], [y]) => (x < y ? -1 : 1))
      .map(([segment, list]) => [segment, list.map((member) => member.id)]),
  );
  const pooledOf = (at: number, ids: readonly string[]): Tally => sum(ids.map((id) => own.get(id)?.[at] ?? NOTHING));
  const segments = new Map([...groups].map(([segment, ids]) => [segment, armIds.map((_, at) => pooledOf(at, ids))]));
  const overall = armIds.map((_, at) => sum([...segments.values()].map((list) => list[at] ?? NOTHING)));
  const pooled = sum(overall);
  const strengths = estimateStrengths(groups, own, armIds.length);
  const posteriors = arms.map((arm, at) => {
    const prior = betaOf(clampRate(arm.priorMean ?? smoothedRate(pooled)), arm.priorStrength ?? 10);
    const counts = new Map([...own].map(([id, list]) => [id, list[at] ?? NOTHING]));
    return posteriorsOf(prior, groups, counts, strengths[at] ?? USUAL);
  });
  return {
    armIds,
    strengths,
    overall,
    segments,
    communities: new Map(
      communities.map(({ id, segment }) => [
        id,
        { segment, own: own.get(id) ?? [], posterior: posteriors.map((of) => of.get(id) ?? betaOf(0.5, 2)) },
      ]),
    ),
  };
}

/** Ids of the members of each segment. */
type Groups = ReadonlyMap<string, readonly string[]>;

const byId = (x: { id: string }, y: { id: string }): number => (x.id < y.id ? -1 : 1);

function tallies(community: BanditCommunity, armIds: readonly string[]): readonly Tally[] {
  for (const { trials, successes } of community.results) {
    if (!(successes >= 0 && successes <= trials && Number.isFinite(trials))) {
      throw new RangeError(`community ${community.id}: ${successes} successes in ${trials} trials`);
    }
  }
  return armIds.map((armId) => sum(community.results.filter((result) => result.armId === armId)));
}

/** A rate that is never 0 or 1: one success in fifty is added. */
function smoothedRate({ trials, successes }: Tally): number {
  return (successes + 1) / (trials + 50);
}

function clampRate(rate: number): number {
  return Math.min(0.95, Math.max(0.0005, rate));
}

/** Posterior of one arm in every community, given its overall prior and the strengths. */
function posteriorsOf(
  prior: Beta,
  groups: Groups,
  counts: ReadonlyMap<string, Tally>,
  strengths: Strengths,
): Map<string, Beta> {
  const posterior = new Map<string, Beta>();
  const ofCommunity = new Map([...counts].map(([id, tally]) => [id, deflate(tally, strengths.community)]));
  const ofSegment = new Map(
    [...groups].map(([name, ids]) => [name, sum(ids.map((id) => ofCommunity.get(id) ?? NOTHING))]),
  );
  const upward = new Map([...ofSegment].map(([name, tally]) => [name, deflate(tally, strengths.segment)]));
  const everything = sum(upward.values());
  for (const [name, ids] of groups) {
    const fromOthers = updated(prior, minus(everything, upward.get(name) ?? NOTHING));
    const segmentPrior = handedDown(fromOthers, strengths.segment);
    for (const id of ids) {
      const siblings = minus(ofSegment.get(name) ?? NOTHING, ofCommunity.get(id) ?? NOTHING);
      const communityPrior = handedDown(updated(segmentPrior, siblings), strengths.community);
      posterior.set(id, updated(communityPrior, counts.get(id) ?? NOTHING));
    }
  }
  return posterior;
}

function updated(beta: Beta, { trials, successes }: Tally): Beta {
  return { a: beta.a + successes, b: beta.b + trials - successes };
}

/** What a member expects of itself: the mean of its level, with the level's uncertainty and the members' spread added. */
function handedDown(level: Beta, strength: number): Beta {
  const variance = 1 / (level.a + level.b + 1) + 1 / (strength + 1);
  return betaOf(meanOf(level), 1 / variance - 1 > 0 ? 1 / variance - 1 : 1);
}

/**
 * The counts as so many independent results of the level above: members differ, hence n results of one of them say
 * only as much about the level as n (k + 1) / (k + n) (design effect of the beta-binomial).
 */
function deflate({ trials, successes }: Tally, strength: number): Tally {
  if (trials === 0) return NOTHING;
  const factor = (strength + 1) / (strength + trials);
  return trials <= 1 ? { trials, successes } : { trials: trials * factor, successes: successes * factor };
}

/** For each arm the strengths that make the results of all other arms most plausible, weighed with what is usual. */
function estimateStrengths(
  groups: Groups,
  own: ReadonlyMap<string, readonly Tally[]>,
  armCount: number,
): readonly Strengths[] {
  const arms = Array.from({ length: armCount }, (_, at) => at);
  const ofArm = (ids: readonly string[], at: number): Tally[] => ids.map((id) => own.get(id)?.[at] ?? NOTHING);
  const community = leaveOneOut(
    USUAL.community,
    arms.map((at) => profile([...groups.values()].map((ids) => ofArm(ids, at)))),
  );
  const segment = leaveOneOut(
    USUAL.segment,
    arms.map((at) => {
      const strength = community[at] ?? USUAL.community;
      return profile([[...groups.values()].map((ids) => sum(ofArm(ids, at).map((tally) => deflate(tally, strength))))]);
    }),
  );
  return arms.map((at) => ({ segment: segment[at] ?? USUAL.segment, community: community[at] ?? USUAL.community }));
}

/** Log likelihood of the members of each family around the family's mean, for every strength of the grid. */
function profile(families: readonly (readonly Tally[])[]): number[] {
  const known = families
    .map((members) => members.filter((member) => member.trials > 0))
    .filter((list) => list.length > 1);
  return STRENGTH_GRID.map((strength) =>
    known.reduce((total, members) => {
      const prior = betaOf(clampRate(smoothedRate(sum(members))), strength);
      return (
        total +
        members.reduce((part, { trials, successes }) => part + logMarginalLikelihood(prior, trials, successes), 0)
      );
    }, 0),
  );
}

/** For each arm the posterior mean of ln(strength), from the profiles of the other arms. */
function leaveOneOut(usual: number, profiles: readonly number[][]): number[] {
  return profiles.map((_, left) => {
    const scores = STRENGTH_GRID.map((strength, at) => {
      const away = (Math.log(strength) - Math.log(usual)) / STRENGTH_SPREAD;
      return profiles.reduce(
        (total, profileOf, arm) => total + (arm === left ? 0 : (profileOf[at] ?? 0)),
        -0.5 * away * away,
      );
    });
    const top = Math.max(...scores);
    const weights = scores.map((score) => Math.exp(score - top));
    const total = weights.reduce((x, y) => x + y, 0);
    const mean = weights.reduce((acc, weight, at) => acc + weight * Math.log(STRENGTH_GRID[at] ?? usual), 0);
    return Math.exp(mean / total);
  });
}
