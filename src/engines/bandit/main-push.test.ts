import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import {
  drawArm,
  estimateRates,
  proposeMainPush,
  type Arm,
  type BanditCommunity,
  type MainPushProposal,
} from './index.ts';

const A: Arm = { id: 'A' };
const B: Arm = { id: 'B' };

interface World {
  readonly perHalf: number;
  readonly resultsPerCommunity: number;
  /** Results between two rounds of proposals. */
  readonly batch: number;
  rate(half: number, armId: string): number;
}

/**
 * Two halves, each a segment, all communities starting with A. Batch by batch the engine draws the arm of every single
 * result from what it knew before the batch, the world answers, the engine proposes, and a person accepts everything.
 *
 * The halves **diverge** when, after the last batch, the arm proposed for more than half of the communities of one half
 * differs from the arm proposed for more than half of the communities of the other.
 */
function halvesDiverge(world: World, seed: number): boolean {
  const chance = seededRandom(`world ${seed}`);
  const engine = seededRandom(`engine ${seed}`);
  let communities = Array.from({ length: 2 * world.perHalf }, (_, at): BanditCommunity => ({
    id: `community ${at}`,
    segment: `half ${at % 2}`,
    current: 'A',
    results: [],
  }));
  let proposals: MainPushProposal[] = [];
  for (let seen = 0; seen < world.resultsPerCommunity; seen += world.batch) {
    const rates = estimateRates(communities, [A, B]);
    const answered = communities.map((community, at) => {
      const results = Array.from({ length: world.batch }, () => {
        const armId = drawArm(rates, community.id, engine);
        return { armId, trials: 1, successes: chance.next() < world.rate(at % 2, armId) ? 1 : 0 };
      });
      return { ...community, results: [...community.results, ...results] };
    });
    proposals = proposeMainPush({ communities: answered, arms: [A, B], random: engine });
    communities = answered.map((community, at) => ({ ...community, current: proposals[at]?.armId }));
  }
  const majority = (half: number): string => {
    const own = proposals.filter((_, at) => at % 2 === half);
    return own.filter(({ armId }) => armId === 'B').length > own.length / 2 ? 'B' : 'A';
  };
  return majority(0) !== majority(1);
}

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed);
const HALVES = { perHalf: 20, resultsPerCommunity: 60, batch: 10 };

describe('the main push of two halves', () => {
  it('diverges in at least 95 of 100 seeds when A converts 8 % and B 2 % in one half and the reverse in the other', () => {
    const rate = (half: number, armId: string): number => ((half === 0) === (armId === 'A') ? 0.08 : 0.02);
    const diverged = SEEDS.filter((seed) => halvesDiverge({ ...HALVES, rate }, seed));
    expect(diverged.length).toBeGreaterThanOrEqual(95);
  }, 60_000);

  it('diverges in at most 5 of 100 seeds when both convert 5 %', () => {
    const diverged = SEEDS.filter((seed) => halvesDiverge({ ...HALVES, rate: () => 0.05 }, seed));
    expect(diverged.length).toBeLessThanOrEqual(5);
  }, 60_000);
});

const count = fc.integer({ min: 0, max: 40 });
const tally = fc.tuple(count, count).map(([x, y]) => ({ trials: Math.max(x, y), successes: Math.min(x, y) }));
const arms: Arm[] = [A, B, { id: 'C', priorMean: 0.1, priorStrength: 20 }];

const anyCommunities = fc
  .array(fc.record({ segment: fc.integer({ min: 0, max: 2 }), results: fc.tuple(tally, tally, tally) }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((list) =>
    list.map(({ segment, results }, at): BanditCommunity => ({
      id: `c${at}`,
      segment: `s${segment}`,
      current: ['A', 'B', undefined][at % 3],
      results: results.map((result, arm) => ({ armId: arms[arm]?.id ?? '', ...result })),
    })),
  );

describe('proposeMainPush', () => {
  it('gives the same answer for the same input and seed, whatever the order of the communities', () => {
    fc.assert(
      fc.property(anyCommunities, fc.integer(), (communities, seed) => {
        const ask = (list: BanditCommunity[]): MainPushProposal[] =>
          proposeMainPush({ communities: list, arms, random: seededRandom(seed) });
        const answers = ask(communities);
        expect(ask(communities)).toEqual(answers);
        expect(ask(communities.toReversed())).toEqual(answers.toReversed());
      }),
      { numRuns: 40 },
    );
  });

  it('gives probabilities that sum to 1 and rates inside their intervals', () => {
    fc.assert(
      fc.property(anyCommunities, (communities) => {
        for (const proposal of proposeMainPush({ communities, arms, random: seededRandom(1) })) {
          expect(proposal.arms.reduce((sum, arm) => sum + arm.probabilityBest, 0)).toBeCloseTo(1, 9);
          for (const arm of proposal.arms) {
            expect(arm.expectedRate).toBeGreaterThan(0);
            expect(arm.expectedRate).toBeLessThan(1);
            expect(arm.interval[0]).toBeLessThan(arm.interval[1]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never expects less of an arm because it succeeded once more, there or in a community beside it', () => {
    fc.assert(
      fc.property(anyCommunities, fc.nat(), fc.nat(), (communities, pickCommunity, pickArm) => {
        const at = pickCommunity % communities.length;
        const arm = pickArm % arms.length;
        const better = communities.map((community, index) => ({
          ...community,
          results: community.results.map((result, place) =>
            index === at && place === arm && result.successes < result.trials
              ? { ...result, successes: result.successes + 1 }
              : result,
          ),
        }));
        const expected = (list: BanditCommunity[]): number[] =>
          proposeMainPush({ communities: list, arms, random: seededRandom(1) }).map(
            (proposal) => proposal.arms[arm]?.expectedRate ?? 0,
          );
        // How much they lend each other is estimated from all of them; where that moves, no rate is safe from falling.
        const lent = (list: BanditCommunity[]) => estimateRates(list, arms).strengths;
        fc.pre(isDeepStrictEqual(lent(communities), lent(better)));
        const before = expected(communities);
        for (const [index, rate] of expected(better).entries()) {
          expect(rate).toBeGreaterThanOrEqual((before[index] ?? 1) - 1e-12);
        }
      }),
    );
  });

  it('keeps the current arm until there is enough to go by, and says which figure was missing', () => {
    const tried = (trials: number, successes: number): BanditCommunity => ({
      id: 'here',
      segment: 's',
      current: 'A',
      results: [
        { armId: 'A', trials, successes: 0 },
        { armId: 'B', trials, successes },
      ],
    });
    const verdict = (community: BanditCommunity): MainPushProposal | undefined =>
      proposeMainPush({ communities: [community], arms: [A, B], random: seededRandom(1) })[0];
    expect(verdict(tried(10, 9))).toMatchObject({
      armId: 'A',
      changed: false,
      reasons: { verdict: 'too_few_results' },
    });
    expect(verdict(tried(60, 1))).toMatchObject({ armId: 'A', changed: false, reasons: { verdict: 'too_close' } });
    expect(verdict(tried(60, 20))).toMatchObject({
      armId: 'B',
      changed: true,
      reasons: { verdict: 'better', current: 'A', trials: 60, successes: 20, rateHere: 1 / 3, rateOverall: 1 / 3 },
    });
  });

  it('lets a community without results follow its segment, not the other one', () => {
    const grown = (id: string, segment: string, good: string): BanditCommunity => ({
      id,
      segment,
      results: ['A', 'B'].map((armId) => ({ armId, trials: 200, successes: armId === good ? 24 : 4 })),
    });
    const fresh = (segment: string): BanditCommunity => ({ id: `new in ${segment}`, segment, results: [] });
    const communities = [
      ...[1, 2, 3].flatMap((n) => [grown(`old ${n}`, 'old', 'A'), grown(`young ${n}`, 'young', 'B')]),
      fresh('old'),
      fresh('young'),
    ];
    const proposals = proposeMainPush({ communities, arms: [A, B], random: seededRandom(1) });
    expect(proposals.slice(-2).map(({ armId }) => armId)).toEqual(['A', 'B']);
  });

  it('shrinks: a lucky start counts for less than the same rate over many results', () => {
    const rateOf = (trials: number, successes: number): number =>
      proposeMainPush({
        communities: [{ id: 'c', segment: 's', results: [{ armId: 'A', trials, successes }] }],
        arms: [{ id: 'A', priorMean: 0.05 }],
        random: seededRandom(1),
      })[0]?.arms[0]?.expectedRate ?? 0;
    expect(rateOf(2, 1)).toBeLessThan(rateOf(200, 100));
    expect(rateOf(2000, 1000)).toBeCloseTo(0.5, 1);
  });

  it('refuses counts that cannot be and ids that repeat', () => {
    const community = (results: BanditCommunity['results']): BanditCommunity => ({ id: 'c', segment: 's', results });
    expect(() => estimateRates([community([{ armId: 'A', trials: 1, successes: 2 }])], [A])).toThrow(RangeError);
    expect(() => estimateRates([community([]), community([])], [A])).toThrow(RangeError);
    expect(() => estimateRates([], [A, A])).toThrow(RangeError);
  });
});

describe('drawArm', () => {
  const rates = estimateRates(
    [
      {
        id: 'c',
        segment: 's',
        results: [
          { armId: 'A', trials: 3000, successes: 300 },
          { armId: 'B', trials: 3000, successes: 30 },
        ],
      },
    ],
    [A, B, { id: 'C', priorMean: 0.1 }],
  );
  const share = (armId: string, challenge: number): number => {
    const random = seededRandom('draws');
    return (
      Array.from({ length: 2000 }, () => drawArm(rates, 'c', random, challenge)).filter((drawn) => drawn === armId)
        .length / 2000
    );
  };

  it('tries what could be the best and drops what is ruled out', () => {
    expect(share('B', 0)).toBe(0);
    expect(share('C', 0)).toBeGreaterThan(0.1);
  });

  it('gives a challenger more draws than its chance of being the best', () => {
    expect(Math.abs(share('A', 0.5) - 0.5)).toBeLessThan(Math.abs(share('A', 0) - 0.5));
  });
});
