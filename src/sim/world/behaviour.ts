import { normal, type Random } from '#kernel/random';
import { between, clamp, happens, spread } from './chance.ts';
import type { Streams } from './options.ts';
import type { CommunityPlan } from './plan.ts';
import type { Topic } from './topic.ts';

/** What residents would do if they were offered a package. Hidden from the product, which has to find out. */
export interface Behaviour {
  /** The chance that somebody who sees the forwarded offer opens it. */
  readonly openRate: number;
  /** The chance that somebody who opened it leaves a lead: what the main push learns. */
  readonly leadRate: number;
  /** The chance that a lead which is followed up ends with a signature. */
  readonly winRate: number;
}

const BASE_LEAD_RATE = 0.025;
const BASE_OPEN_RATE = 0.08;
const BASE_WIN_RATE = 0.28;

/**
 * The behaviour of a community towards a package that answers `topics` (the best answered one counts) and costs
 * `priceFen`. The same for the same seed, community and package code, however often it is asked.
 */
export function behaviourOf(
  community: CommunityPlan,
  offer: { readonly code: string; readonly topics: readonly Topic[]; readonly priceFen: number },
  streams: Streams,
): Behaviour {
  const random = streams(`behaviour/${community.code}/${offer.code}`);
  const need = Math.max(0.4, ...offer.topics.map((topic) => community.needs[topic]));
  // Dear things are looked at as often, and bought less lightly: a tenfold price halves the leads.
  const price = clamp((20_000 / Math.max(offer.priceFen, 100)) ** 0.3, 0.3, 1.6);
  const round = (value: number): number => Math.round(value * 10_000) / 10_000;
  return {
    openRate: round(clamp(BASE_OPEN_RATE * Math.sqrt(need) * spread(random, 0.2), 0.01, 0.5)),
    leadRate: round(clamp(BASE_LEAD_RATE * need * price * community.spending * spread(random, 0.4), 0.002, 0.4)),
    winRate: round(clamp(BASE_WIN_RATE * Math.sqrt(need) * spread(random, 0.2), 0.05, 0.8)),
  };
}

/** What somebody is like as a customer, whatever they are offered. Hidden from the product. */
export interface Nature {
  /** The chance to do today what could be put off: to sign, to pay, to look at what was put before them. */
  readonly diligence: number;
  /** How strongly a total above the package's price keeps them from signing, about 1. */
  readonly priceSensitivity: number;
  /** The chance to find fault with works that were put before them for the first time. */
  readonly exacting: number;
  /** How likely they would be to recommend us if all went well, 0 to 10. */
  readonly warmth: number;
  /** Whether they answer when they are asked how it was. */
  readonly answersSurveys: boolean;
}

/** The same for the same seed and resident, however often it is asked. */
export function natureOf(residentCode: string, streams: Streams): Nature {
  const random = streams(`nature/${residentCode}`);
  return {
    diligence: between(random, 0.5, 0.98),
    priceSensitivity: spread(random, 0.4),
    exacting: between(random, 0.03, 0.3),
    warmth: clamp(8.9 + 1.1 * normal(random), 3, 10),
    answersSurveys: happens(random, 0.85),
  };
}

/** The chance that somebody who was visited signs: more than that of a lead, less for what costs more than expected. */
export function signRate(
  { winRate }: Behaviour,
  { priceSensitivity }: Nature,
  quoted: { readonly totalFen: number; readonly packageFen: number },
): number {
  const dearer = Math.max(0, quoted.totalFen / Math.max(quoted.packageFen, 1) - 1);
  return clamp(2.2 * winRate * Math.exp(-0.35 * priceSensitivity * dearer), 0.05, 0.9);
}

/** How likely they say they are to recommend us, 0 to 10: what had to be redone, they have not forgotten. */
export function scoreOf(random: Random, { warmth }: Nature, redone: number): number {
  return clamp(Math.round(warmth + 0.8 * normal(random) - 1.8 * redone), 0, 10);
}
