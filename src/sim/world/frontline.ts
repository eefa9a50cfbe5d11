import { pick, type Random } from '#kernel/random';
import { distanceM } from '#kernel/geo';
import { happens } from './chance.ts';
import type { Streams } from './options.ts';
import { personName, surname, type Gender } from './person-name.ts';
import { touchpointPhone } from './phone.ts';
import type { CommunityPlan, PartnerPlan, PlacePlan, StorePlan } from './plan.ts';

export type FrontlineRole =
  | 'group_leader'
  | 'property_steward'
  | 'realtor'
  | 'ambassador'
  | 'store_manager'
  | 'guide'
  | 'designer'
  | 'technician';

/** Somebody at the front, as a customer's own list would have them. */
export interface TouchpointPlan {
  readonly code: string;
  readonly role: FrontlineRole;
  readonly name: string;
  readonly phone: string;
  readonly cityCode: string;
  readonly storeCode: string | null;
  readonly partnerCode: string | null;
  /** Whom they serve, the most important first. */
  readonly communityCodes: readonly string[];
  /** Hidden from the product: the chance to accept a task, and to really forward an accepted one. */
  readonly diligence: number;
}

/** Two who design and two who install: one of them may be ill. */
const STORE_TEAM: readonly FrontlineRole[] = [
  'store_manager',
  'guide',
  'guide',
  'designer',
  'designer',
  'technician',
  'technician',
];
const COMMUNITIES_A_STEWARD = 3;
const COMMUNITIES_A_REALTOR = 8;

type Post = Pick<TouchpointPlan, 'role' | 'cityCode' | 'storeCode' | 'partnerCode' | 'communityCodes'>;

/** Everybody at the front, one at a time: store by store, then partner by partner, then community by community. */
export function* frontlineOf(places: PlacePlan, streams: Streams): Generator<TouchpointPlan> {
  const random = streams('frontline');
  let index = 0;
  for (const post of postsToFill(places, random)) {
    const gender: Gender = happens(random, 0.6) ? 'female' : 'male';
    yield {
      ...post,
      code: `T${String(index + 1).padStart(5, '0')}`,
      name: personName(random, surname(random), gender, 1_965 + Math.floor(random.next() * 38)),
      phone: touchpointPhone(index),
      diligence: Math.round((0.45 + 0.5 * random.next()) * 1_000) / 1_000,
    };
    index += 1;
  }
}

function* postsToFill({ cities, stores, partners, communities }: PlacePlan, random: Random): Generator<Post> {
  for (const store of stores) yield* storePosts(store);
  for (const { code } of cities) {
    const here = communities.filter((community) => community.cityCode === code);
    for (const partner of partners.filter((each) => each.cityCode === code)) yield* partnerPosts(partner, here);
    for (const community of here) yield* residentPosts(community, here, random);
  }
}

function* storePosts({ code, cityCode, communityCodes }: StorePlan): Generator<Post> {
  for (const role of STORE_TEAM) yield { role, cityCode, storeCode: code, partnerCode: null, communityCodes };
}

/** A company's stewards share out the compounds that it looks after, an agency's realtors those of the city. */
function* partnerPosts(partner: PartnerPlan, here: readonly CommunityPlan[]): Generator<Post> {
  const isAgency = partner.kind === 'agency';
  const own = isAgency ? here : here.filter((community) => community.partnerCode === partner.code);
  const size = isAgency ? COMMUNITIES_A_REALTOR : COMMUNITIES_A_STEWARD;
  const west = own.toSorted((a, b) => a.position.lng - b.position.lng || (a.code < b.code ? -1 : 1));
  for (let from = 0; from < west.length; from += size) {
    yield {
      role: isAgency ? 'realtor' : 'property_steward',
      cityCode: partner.cityCode,
      storeCode: null,
      partnerCode: partner.code,
      communityCodes: west.slice(from, from + size).map((community) => community.code),
    };
  }
}

/** Seven of ten compounds have a group leader, one of five an ambassador, who also knows a neighbouring compound. */
function* residentPosts(community: CommunityPlan, here: readonly CommunityPlan[], random: Random): Generator<Post> {
  const post = { cityCode: community.cityCode, storeCode: null, partnerCode: null };
  if (happens(random, 0.7)) yield { ...post, role: 'group_leader', communityCodes: [community.code] };
  if (!happens(random, 0.2)) return;
  const other = pick(random, here);
  const isNear = other.code !== community.code && distanceM(other.position, community.position) < 3_000;
  yield { ...post, role: 'ambassador', communityCodes: isNear ? [community.code, other.code] : [community.code] };
}
