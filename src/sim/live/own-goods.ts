import { pick } from '#kernel/random';
import type { ClaimableAnswer, OwnParcel } from '#modules/commerce/contract';
import { drawnSite, happens } from '../world/index.ts';
import type { Counter } from './counter.ts';
import type { AtOwnPhone } from './customers.ts';
import type { Directory } from './directory.ts';
import { isFinal } from './requests.ts';
import type { Stage } from './stage.ts';

type Attempt = (name: string, work: () => Promise<boolean>) => Promise<boolean>;

/** Of those who fetch their goods, who goes at this look; the chance that something is not good, or points are spent. */
const GOES = 0.7;
const CLAIMS = 0.1;
const REDEEMS = 0.2;
const PICTURES = 0.7;
const OWN_CLAIMS = '/api/commerce/own/claims';
const OPEN = ['arrived', 'part_collected'];

interface Fetching {
  readonly stage: Stage;
  readonly directory: Directory;
  readonly counter: Counter;
  readonly phone: AtOwnPhone;
}

/** A customer's goods: those that lie at a point are fetched. Answers whether something is there still, or will be soon. */
export async function fetchGoods(
  stage: Stage,
  directory: Directory,
  counter: Counter,
  { phone, attempt }: { readonly phone: AtOwnPhone; readonly attempt: Attempt },
): Promise<boolean> {
  const { items } = await phone.ask<{ items: OwnParcel[] }>('GET', '/api/commerce/own/parcels?view=open');
  const fetching: Fetching = { stage, directory, counter, phone };
  let left = false;
  for (const parcel of items) left = (await attempt('own-parcel', () => fetchParcel(fetching, parcel))) || left;
  return left;
}

async function fetchParcel(fetching: Fetching, parcel: OwnParcel): Promise<boolean> {
  const { stage, counter, phone } = fetching;
  const { parcelId, pickupPointId, code, state } = parcel;
  // What is on its way comes within hours; what is not sent yet, on another day.
  if (!OPEN.includes(state) || pickupPointId === null || code === null) return state === 'on_the_way';
  const random = stage.streams(`fetch/${parcelId}`);
  const { diligence } = stage.world.nature(phone.customer.code);
  if (!happens(random, Math.sqrt(diligence))) return false;
  if (!happens(stage.streams(`fetch/${parcelId}/${stage.time.now.toISOString()}`), GOES)) return true;
  if (!(await counter.collect(pickupPointId, code))) return false;
  if (happens(random, CLAIMS)) {
    const at = stage.time.in(60 + 120 * random.next(), random);
    stage.agenda.add(at, { name: 'claim', run: () => complain(stage, phone, parcel) });
  }
  if (happens(random, REDEEMS)) await spendPoints(fetching, pickupPointId);
  return false;
}

/** Something was not good: a picture and a few words; what is small is granted at once. */
async function complain(stage: Stage, { ask, send }: AtOwnPhone, { orderId, parcelId }: OwnParcel): Promise<void> {
  const random = stage.streams(`claim/${parcelId}`);
  try {
    const { lines } = await ask<ClaimableAnswer>('GET', `/api/commerce/own/orders/${orderId}/claimable`);
    const claimable = lines.filter((line) => line.claimable > 0);
    if (claimable.length === 0) return;
    const { lineNo } = pick(random, claimable);
    const [name, bytes] = ['claim.png', await drawnSite(random)];
    // Without a picture somebody has to look at it.
    const photo = happens(random, PICTURES)
      ? [await send<{ fileId: string }>(`${OWN_CLAIMS}/photos`, { name, bytes })]
      : [];
    await ask('POST', `/api/commerce/own/orders/${orderId}/claims`, {
      kind: 'quality',
      reason: pick(random, ['rotten', 'broken', 'not_as_shown'] as const),
      lines: [{ lineNo, quantity: 1 }],
      words: '拿回家一看有坏的，麻烦看一下照片。',
      photoIds: photo.map(({ fileId }) => fileId),
    });
    stage.tally.count('claim');
  } catch (error) {
    if (!isFinal(error)) throw error;
    stage.tally.fail('claim', error.code);
  }
}

interface Mall {
  readonly items: readonly { readonly rewardId: string; readonly points: number; readonly mayRedeem: boolean }[];
}

/** The first reward that they can have, taken at the point where they stand. */
async function spendPoints({ stage, directory, counter, phone }: Fetching, pickupPointId: string): Promise<void> {
  const { ask, customer } = phone;
  const communityId = await directory.communityId(stage.world.community(customer.communityCode));
  if (communityId === undefined) return;
  const { items } = await ask<Mall>('GET', `/api/commerce/own/rewards?communityId=${communityId}`);
  const reward = items.find(({ mayRedeem }) => mayRedeem);
  if (reward === undefined) return;
  const { rewardId, points } = reward;
  await ask('POST', `/api/commerce/own/rewards/${rewardId}/redeem`, { communityId, pickupPointId, points });
  stage.tally.count('redeemed');
  const vouchers = await ask<{ items: { code: string | null }[] }>('GET', '/api/commerce/own/vouchers?limit=1');
  const code = vouchers.items[0]?.code;
  if (code != null) await counter.handIn(pickupPointId, code);
}
