import type { HandOverBody, MyClaim } from '#modules/commerce/contract';
import { newKey } from '../../shared/api.ts';
import { sentFile } from '../outbox/sent-files.ts';
import { act, outbox, type ActEnd } from '../outbox/use-outbox.ts';
import { exceptionsOf, type ArrivalDraft, type DraftPhoto, type ExpectedItem } from './arrival-draft.ts';
import { ARRIVAL_PHOTOS, ARRIVALS, claimPath, HAND_OVERS } from './trade-paths.ts';

interface PointRef {
  readonly pickupPointId: string;
  readonly pickupPointName: string;
}

export interface RedeemAsked {
  readonly point: PointRef;
  readonly customerName: string;
  readonly by: HandOverBody['by'];
  readonly onBehalf: boolean;
  readonly lines: NonNullable<HandOverBody['lines']>;
}

/** Hands goods over; without a network it is written down on the phone, and the server counts each unit once. */
export function redeem({ point, customerName, by, onBehalf, lines }: RedeemAsked): Promise<ActEnd> {
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  const body = { pickupPointId: point.pickupPointId, by, onBehalf, lines };
  return actAndForget({
    method: 'POST',
    path: HAND_OVERS,
    body,
    label: `核销 ${units} 份 · ${customerName || '邻居'} ${point.pickupPointName}`,
  });
}

/** Like `act`, for where a refusal is read at once: it does not stay among what waits. */
async function actAndForget(op: Omit<Parameters<typeof act>[0], 'opId'>): Promise<ActEnd> {
  const opId = newKey();
  const end = await act({ ...op, opId });
  if (end.kind === 'refused') await outbox.discard(opId);
  return end;
}

/** Takes back a hand-over that was not sent. */
export const dropRedeem = (opId: string): Promise<void> => outbox.discard(opId);

export interface ArrivalAsked {
  readonly point: PointRef;
  readonly pickupOn: string | null;
  readonly items: readonly ExpectedItem[];
  readonly draft: ArrivalDraft;
}

/** The goods of a day are there. Photos go first, each as an act of its own; the confirmation waits for them in its turn. */
export async function confirmArrival({ point, pickupOn, items, draft }: ArrivalAsked): Promise<ActEnd> {
  const photos = Object.values(draft).flatMap((exception) => exception.photos);
  const opIds = new Map(photos.map((photo) => [photo.key, newKey()]));
  for (const photo of photos) await sendPhoto(point, photo, opIds.get(photo.key) ?? newKey());
  const exceptions = exceptionsOf(items, draft, (photo) => sentFile(opIds.get(photo.key) ?? ''));
  return actAndForget({
    method: 'POST',
    path: ARRIVALS,
    body: { pickupPointId: point.pickupPointId, pickupOn, exceptions },
    label: `到货 ${items.length} 样 · ${point.pickupPointName}`,
  });
}

const sendPhoto = (point: PointRef, photo: DraftPhoto, opId: string): Promise<void> =>
  outbox.enqueue({
    opId,
    method: 'POST',
    path: ARRIVAL_PHOTOS,
    body: undefined,
    file: { name: photo.name, blob: photo.blob },
    label: `破损照片 · ${point.pickupPointName}`,
  });

export type Seen = NonNullable<MyClaim['seen']>;

export const SEEN_CHOICES = [
  { code: 'as_said', name: '确认属实' },
  { code: 'otherwise', name: '和说的不一样' },
  { code: 'not_seen', name: '没看到，不清楚' },
] as const satisfies readonly { readonly code: Seen; readonly name: string }[];

/** What I saw of what somebody claims; who decides reads it. */
export function sayWhatISaw(
  claim: Pick<MyClaim, 'claimId' | 'claimNumber' | 'customerName'>,
  body: { readonly seen: Seen; readonly goodsReceived: boolean; readonly words: string },
): Promise<ActEnd> {
  const name = SEEN_CHOICES.find((each) => each.code === body.seen)?.name ?? '';
  return actAndForget({
    method: 'POST',
    path: claimPath(claim.claimId, 'confirm'),
    body,
    label: `售后「${name}」· ${claim.customerName || '邻居'} ${claim.claimNumber}`,
  });
}
