import { clamp, spread } from './chance.ts';
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
