import { seededRandom, type Random } from '#kernel/random';
import { drawBeta, meanOf } from './beta.ts';
import { compare, type Comparison } from './comparison.ts';
import { estimateRates, type Arm, type BanditCommunity, type CommunityRates, type Rates, type Tally } from './rates.ts';

export interface MainPushSettings {
  /** A change is proposed when the new arm beats the current one with at least this probability. */
  readonly changeProbability: number;
  /** … and the community itself has seen at least so many results, of whichever arm … */
  readonly minimumTrials: number;
  /** … and the new arm has been tried at least so often in the community's segment. */
  readonly minimumSegmentTrials: number;
  /** The share of draws that go to the strongest challenger of the arm drawn first, in [0, 1); see `drawArm`. */
  readonly challenge: number;
}

export const MAIN_PUSH_SETTINGS: MainPushSettings = {
  changeProbability: 0.95,
  minimumTrials: 30,
  minimumSegmentTrials: 30,
  challenge: 0.25,
};

export interface MainPushInput {
  readonly communities: readonly BanditCommunity[];
  readonly arms: readonly Arm[];
  readonly random: Random;
  readonly settings?: Partial<MainPushSettings>;
  /** Propose for these communities alone; the others still inform the rates. All of them unless said. */
  readonly only?: ReadonlySet<string>;
}

/** What is known of one arm in one community. Rates are in [0, 1]. */
export interface ArmOutlook {
  readonly armId: string;
  readonly probabilityBest: number;
  readonly expectedRate: number;
  /** Central 90 % credible interval of the rate. */
  readonly interval: readonly [low: number, high: number];
}

/** The figures of the sentence that explains a proposal. Observed rates are undefined where nothing was tried. */
export interface MainPushReasons {
  readonly armId: string;
  readonly trials: number;
  readonly successes: number;
  readonly rateHere: number | undefined;
  readonly rateInSegment: number | undefined;
  readonly rateOverall: number | undefined;
  readonly trialsInSegment: number;
  readonly trialsOverall: number;
  readonly current: string | undefined;
  /** The same figure of the current arm, to compare with. */
  readonly currentRateHere: number | undefined;
  readonly currentRateInSegment: number | undefined;
  /** Probability that the strongest other arm beats the current one; undefined without a current arm. */
  readonly probabilityOfBeatingCurrent: number | undefined;
  /** The arm that came closest to replacing the current one, whether it did or not. */
  readonly challenger: string | undefined;
  /** Why there is no change, or that there is one. */
  readonly verdict: 'first' | 'better' | 'current_is_best' | 'too_few_results' | 'too_close';
}

export interface MainPushProposal {
  readonly communityId: string;
  /** The arm proposed as main push; the current one while the evidence for another is not strong. */
  readonly armId: string;
  readonly changed: boolean;
  /** In the order of the arms given. */
  readonly arms: readonly ArmOutlook[];
  /** Thompson's draw for the next play: mostly the best arm, now and then one that is not yet ruled out. */
  readonly exploration: { readonly armId: string; readonly seed: string };
  readonly reasons: MainPushReasons;
}

/**
 * Proposes the main push of every community. It proposes, a person accepts: the current arm stays until another beats
 * it with `changeProbability`, the community has seen `minimumTrials` results and the newcomer was tried
 * `minimumSegmentTrials` times in the segment, so that arms of equal worth rarely drive communities apart. A community
 * without a (still offered) current arm gets the arm with the highest expected rate.
 *
 * The same input and seed give the same answer; the answer for a community depends neither on the order of the
 * communities nor on how many draws others took: its stream is derived from one seed and its id. Probabilities and
 * intervals are computed, not sampled (`compare`).
 *
 * Sources: Thompson, "On the likelihood that one unknown probability exceeds another", Biometrika 25 (1933); Russo et
 * al., "A Tutorial on Thompson Sampling", Foundations and Trends in Machine Learning 11 (2018); the shrinkage is
 * described at `estimateRates`.
 */
export function proposeMainPush(input: MainPushInput): MainPushProposal[] {
  const settings = { ...MAIN_PUSH_SETTINGS, ...input.settings };
  const rates = estimateRates(input.communities, input.arms);
  const seed = Math.floor(input.random.next() * 4_294_967_296);
  const asked = input.communities.filter(({ id }) => input.only?.has(id) ?? true);
  return asked.map((community) => propose(rates, community, settings, `${seed}:${community.id}`));
}

/** An arm that does not win one of so many draws is taken as ruled out. */
const REDRAWS = 30;

/**
 * Thompson's draw: one rate is drawn from each arm's posterior in the community and the arm with the highest wins, so
 * that an arm is tried as often as it is likely to be the best. Left alone, that starves the runner-up of results long
 * before the question is settled. As the question here is which arm to push, the share `challenge` of the draws is
 * repeated until another arm wins (top-two sampling: Russo, "Simple Bayesian Algorithms for Best-Arm Identification",
 * Operations Research 68, 2020); an arm that wins none of 30 draws is not worth the exposure any more.
 * Throws RangeError for an unknown community.
 */
export function drawArm(
  rates: Rates,
  communityId: string,
  random: Random,
  challenge: number = MAIN_PUSH_SETTINGS.challenge,
): string {
  const { posterior } = known(rates, communityId);
  const draw = (): number => indexOfHighest(posterior.map((beta) => drawBeta(random, beta)));
  const winner = draw();
  let chosen = winner;
  if (random.next() < challenge) {
    for (let round = 0; round < REDRAWS && chosen === winner; round++) chosen = draw();
  }
  return rates.armIds[chosen] ?? first(rates);
}

function propose(rates: Rates, community: BanditCommunity, settings: MainPushSettings, seed: string): MainPushProposal {
  const here = known(rates, community.id);
  const comparison = compare(here.posterior);
  const expected = here.posterior.map(meanOf);
  const current = rates.armIds.indexOf(community.current ?? '');
  const choice = choose(rates, here, comparison, expected, current, settings);
  return {
    communityId: community.id,
    armId: rates.armIds[choice.arm] ?? first(rates),
    changed: choice.arm !== current,
    arms: rates.armIds.map((armId, at) => ({
      armId,
      probabilityBest: comparison.best[at] ?? 0,
      expectedRate: expected[at] ?? 0,
      interval: comparison.interval[at] ?? [0, 1],
    })),
    exploration: { armId: drawArm(rates, community.id, seededRandom(seed), settings.challenge), seed },
    reasons: reasonsOf(rates, here, choice, current),
  };
}

interface Choice {
  readonly arm: number;
  readonly challenger: number | undefined;
  readonly probability: number | undefined;
  readonly verdict: MainPushReasons['verdict'];
}

function choose(
  rates: Rates,
  here: CommunityRates,
  comparison: Comparison,
  expected: readonly number[],
  current: number,
  settings: MainPushSettings,
): Choice {
  if (current < 0) {
    return { arm: indexOfHighest(expected), challenger: undefined, probability: undefined, verdict: 'first' };
  }
  const against = rates.armIds.map((_, at) => (at === current ? -1 : comparison.beats(at, current)));
  const challenger = indexOfHighest(against);
  if (challenger === current)
    return { arm: current, challenger: undefined, probability: undefined, verdict: 'current_is_best' };
  const probability = against[challenger] ?? 0;
  const stay = (verdict: Choice['verdict']): Choice => ({ arm: current, challenger, probability, verdict });
  if ((expected[challenger] ?? 0) <= (expected[current] ?? 0)) return stay('current_is_best');
  const seen = here.own.reduce((total, tally) => total + tally.trials, 0);
  const inSegment = rates.segments.get(here.segment)?.[challenger]?.trials ?? 0;
  if (seen < settings.minimumTrials || inSegment < settings.minimumSegmentTrials) return stay('too_few_results');
  if (probability < settings.changeProbability) return stay('too_close');
  return { arm: challenger, challenger, probability, verdict: 'better' };
}

function reasonsOf(rates: Rates, here: CommunityRates, choice: Choice, current: number): MainPushReasons {
  const segment = rates.segments.get(here.segment) ?? [];
  const own = here.own[choice.arm];
  return {
    armId: rates.armIds[choice.arm] ?? first(rates),
    trials: own?.trials ?? 0,
    successes: own?.successes ?? 0,
    rateHere: observed(own),
    rateInSegment: observed(segment[choice.arm]),
    rateOverall: observed(rates.overall[choice.arm]),
    trialsInSegment: segment[choice.arm]?.trials ?? 0,
    trialsOverall: rates.overall[choice.arm]?.trials ?? 0,
    current: rates.armIds[current],
    currentRateHere: observed(here.own[current]),
    currentRateInSegment: observed(segment[current]),
    probabilityOfBeatingCurrent: choice.probability,
    challenger: choice.challenger === undefined ? undefined : rates.armIds[choice.challenger],
    verdict: choice.verdict,
  };
}

function observed(tally: Tally | undefined): number | undefined {
  return tally === undefined || tally.trials === 0 ? undefined : tally.successes / tally.trials;
}

function known(rates: Rates, communityId: string): CommunityRates {
  const community = rates.communities.get(communityId);
  if (community === undefined) throw new RangeError(`unknown community ${communityId}`);
  return community;
}

function first(rates: Rates): string {
  return rates.armIds[0] ?? '';
}

/** Index of the highest value; the earlier of equals. */
function indexOfHighest(values: readonly number[]): number {
  return values.reduce((best, value, at) => (value > (values[best] ?? -Infinity) ? at : best), 0);
}
