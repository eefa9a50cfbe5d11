import { integerBetween, pickWeighted, type Random } from '#kernel/random';
import { addDays } from '#kernel/time';
import { happens, spread } from './chance.ts';
import type { Streams } from './options.ts';
import { personName, surname, type Gender } from './person-name.ts';
import { residentPhone } from './phone.ts';
import type { CommunityPlan, FamilyMix } from './plan.ts';

export type HouseholdKind = keyof FamilyMix;

export interface Resident {
  readonly code: string;
  readonly householdCode: string;
  readonly communityCode: string;
  readonly name: string;
  readonly gender: Gender;
  readonly birthYear: number;
  /** Null for children and for old people without one; two people of a household may share one. */
  readonly phone: string | null;
  readonly memberCard: string | null;
  readonly wechatOpenId: string | null;
  /** Since when the retailer knows them, at most six years before the end of the history. */
  readonly knownSince: Date;
  /** Agreed to be written to about offers; never for children. */
  readonly agreesToMarketing: boolean;
}

export interface Household {
  readonly code: string;
  readonly communityCode: string;
  readonly kind: HouseholdKind;
  /** `3幢2单元501室` */
  readonly address: string;
  readonly members: readonly Resident[];
  /** Receipts of the household relative to others, median 1. */
  readonly appetite: number;
}

/** The WeChat account of the n-th resident, as the chat groups know it. Not in the form that WeChat gives out. */
export function openIdOf(index: number): string {
  return `sim_wx_${String(index).padStart(8, '0')}`;
}

const MOST_DAYS_KNOWN = 6 * 365;

type Part = 'adult' | 'partner' | 'child' | 'elder' | 'other_elder';

const PARTS: Readonly<Record<HouseholdKind, readonly Part[]>> = {
  young: ['adult'],
  couple: ['adult', 'partner'],
  family: ['adult', 'partner', 'child'],
  threeGenerations: ['adult', 'partner', 'child', 'elder', 'other_elder'],
  elder: ['elder', 'other_elder'],
};

/**
 * The households of a community, one at a time, until its residents are all placed. Made from the community's own
 * stream: walking them again gives the same, so nobody has to keep them.
 */
export function* householdsOf(community: CommunityPlan, until: Date, streams: Streams): Generator<Household> {
  const random = streams(`households/${community.code}`);
  const kinds = Object.entries(community.mix) as [HouseholdKind, number][];
  for (let placed = 0, number = 1; placed < community.residents; number++) {
    const kind = pickWeighted(random, kinds);
    const parts = partsOf(random, kind).slice(0, community.residents - placed);
    yield household(community, { number, kind, parts, first: community.firstResident + placed }, until, random);
    placed += parts.length;
  }
}

function partsOf(random: Random, kind: HouseholdKind): Part[] {
  const parts = [...PARTS[kind]];
  if (kind === 'family' && happens(random, 0.35)) parts.push('child');
  if (kind === 'elder' && happens(random, 0.35)) parts.pop();
  return parts;
}

function household(
  community: CommunityPlan,
  { number, kind, parts, first }: { number: number; kind: HouseholdKind; parts: readonly Part[]; first: number },
  until: Date,
  random: Random,
): Household {
  const thisYear = until.getUTCFullYear();
  const code = `${community.code}-H${String(number).padStart(5, '0')}`;
  const building = integerBetween(random, 1, Math.max(2, Math.round(community.households / 60)));
  const room = integerBetween(random, 1, community.builtYear < 2000 ? 6 : 26) * 100 + integerBetween(random, 1, 4);
  const address = `${building}幢${integerBetween(random, 1, 3)}单元${room}室`;
  const family = surname(random);
  const adultAge = kind === 'young' ? integerBetween(random, 22, 34) : integerBetween(random, 28, 52);
  const head = residentPhone(first);
  const members = parts.map((part, at): Resident => {
    const index = first + at;
    const age = ageOf(random, part, adultAge);
    const gender: Gender = genderOf(random, part);
    const ownName = part === 'partner' || part === 'other_elder' ? surname(random) : family;
    const phone = phoneOf(random, part, index, head, at);
    return {
      code: `R${String(index).padStart(8, '0')}`,
      householdCode: code,
      communityCode: community.code,
      name: personName(random, ownName, gender, thisYear - age),
      gender,
      birthYear: thisYear - age,
      phone,
      memberCard: phone !== null && happens(random, 0.55) ? `M${String(index).padStart(9, '0')}` : null,
      wechatOpenId: part !== 'child' && happens(random, 0.7) ? openIdOf(index) : null,
      knownSince: addDays(until, -integerBetween(random, 1, MOST_DAYS_KNOWN)),
      agreesToMarketing: part !== 'child' && happens(random, 0.72),
    };
  });
  return { code, communityCode: community.code, kind, address, members, appetite: spread(random, 0.7) };
}

function ageOf(random: Random, part: Part, adultAge: number): number {
  if (part === 'adult') return adultAge;
  if (part === 'partner') return Math.max(21, adultAge + integerBetween(random, -4, 3));
  if (part === 'child') return Math.max(0, Math.min(17, adultAge - integerBetween(random, 25, 34)));
  return integerBetween(random, 60, 84);
}

function genderOf(random: Random, part: Part): Gender {
  const female = { adult: 0.62, partner: 0.4, child: 0.48, elder: 0.62, other_elder: 0.42 }[part];
  return happens(random, female) ? 'female' : 'male';
}

/** Children have none; some old people use the number of the household's first member. */
function phoneOf(random: Random, part: Part, index: number, head: string, at: number): string | null {
  if (part === 'child') return null;
  const isOld = part === 'elder' || part === 'other_elder';
  if (isOld && at > 0 && happens(random, 0.35)) return happens(random, 0.5) ? head : null;
  return residentPhone(index);
}
