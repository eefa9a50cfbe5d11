import { NotFound } from '#kernel/errors';
import { sumFen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import type { FileId } from '#platform/files';
import { hear } from '#modules/cdp';
import { noteAct, type TicketId } from '#modules/desk';
import { pickupPointsByIds } from '#modules/territory';
import { lockOrderInScope } from '../orders/order-store.ts';
import { unitsLeft } from '../orders/order-line.ts';
import type { OrderId } from '../orders/order.ts';
import { lockParcelsOf, type OpenParcel } from '../pick-up/change-parcels.ts';
import { claimableOf, type Claimable } from './claimable.ts';
import { claimRules } from './claim-log-store.ts';
import { claimedUnits } from './claim-store.ts';
import {
  ClaimWindowOver,
  MAX_PHOTOS,
  NotClaimable,
  TooManyClaimPhotos,
  type Claim,
  type ClaimReason,
} from './claim.ts';
import { countUploads } from './upload-store.ts';
import { decideOrWait, inputsOf, recordClaim, withAmounts } from './open-automatic-claims.ts';

export interface OpenClaimInput {
  readonly orderId: OrderId;
  readonly kind: 'quality' | 'return' | 'exchange';
  readonly reason: ClaimReason;
  readonly lines: readonly { readonly lineNo: number; readonly quantity: number }[];
  readonly words: string;
  readonly photoIds: readonly FileId[];
}

/** Photos that the actor uploaded themself. @throws NotFound, TooManyClaimPhotos */
export async function checkPhotos(ctx: Context, photoIds: readonly FileId[]): Promise<void> {
  if (photoIds.length > MAX_PHOTOS) throw new TooManyClaimPhotos();
  const ids = [...new Set(photoIds)];
  const { customer } = ctx.scope;
  const own = customer === undefined || ids.length === 0 ? 0 : await countUploads(ctx.db, customer, ids);
  if (own !== ids.length) throw new NotFound('file');
}

/**
 * A customer claims something of what was handed over to them: some units of some lines, with a reason, photos and words
 * that are sealed. A small one is granted at once, by the rule; others wait for a person. Announces ClaimOpened. Throws
 * NotFound, NotClaimable, ClaimWindowOver, TooManyClaimPhotos.
 */
export async function openClaim(ctx: Context, input: OpenClaimInput): Promise<Claim> {
  await checkPhotos(ctx, input.photoIds);
  return ctx.transaction((tx) => openBy(ctx, tx, 'customer', input));
}

/**
 * The same for a customer who called, by staff of the area; what wants photos waits for a person. What comes of a ticket
 * stands in its timeline. Throws as `openClaim`, and IllegalMove where the ticket is done.
 */
export const openClaimFor = (
  ctx: Context,
  { ticketId, ...input }: Omit<OpenClaimInput, 'photoIds'> & { readonly ticketId?: TicketId | undefined },
): Promise<Claim> =>
  ctx.transaction(async (tx) => {
    const claim = await openBy(ctx, tx, 'staff', { ...input, photoIds: [] });
    if (ticketId !== undefined) await noteAct(ctx, tx, { ticketId, move: 'claimed', refId: claim.claimId });
    return claim;
  });

async function openBy(ctx: Context, tx: Tx, by: 'customer' | 'staff', input: OpenClaimInput): Promise<Claim> {
  const order = await lockOrderInScope(tx.db, ctx.scope, by, input.orderId);
  if (order === undefined) throw new NotFound('order');
  const { customerKey, personId } = order;
  if (customerKey === null || personId === null) throw new NotFound('order');
  const parcels = await lockParcelsOf(tx, order.cityId, [order.orderId]);
  const claimable = claimableOf(parcels, await claimedUnits(tx.db, order), tx.now, order.state);
  const units = input.lines.flatMap((line) => unitsFrom(claimable, line));
  const bought = parcels[0]?.bought ?? [];
  const lines = withAmounts(units, bought);
  const first = parcels.find(({ card }) => card.parcelId === lines[0]?.parcelId);
  if (first === undefined) throw new NotClaimable('', 0);
  const rule = (await claimRules(tx.db))[input.kind];
  const amountFen = sumFen(lines.map((line) => line.amountFen));
  const wordsSealed = input.words === '' ? null : await ctx.services.vault.seal(tx, personId, input.words);
  const claim = await recordClaim(tx, {
    card: first.card,
    kind: input.kind,
    reason: input.reason,
    automatic: false,
    customerKey,
    personId,
    touchpointId: await keeperOf(tx, first),
    amountFen,
    lines,
    photoIds: [...new Set(input.photoIds)],
    decideWithinHours: rule.decideWithinHours,
    step: { move: 'opened', by, reason: input.reason, wordsSealed },
  });
  const { claimId, cityId, communityId } = claim;
  if (communityId !== null) {
    const said = { cityId, communityId, channel: 'claim', text: input.words, occurredAt: tx.now };
    await hear(tx, { id: claimId, personId, ...said });
  }
  return decideOrWait(tx, claim, lines, rule, await inputsOf(tx, claim, input.photoIds.length));
}

async function keeperOf(tx: Tx, { card }: OpenParcel) {
  if (card.pickupPointId === null) return null;
  return (await pickupPointsByIds(tx.db, [card.pickupPointId])).get(card.pickupPointId)?.keeperId ?? null;
}

/** Takes units of a line from the parcels that they came in. */
function unitsFrom(claimable: readonly Claimable[], asked: { readonly lineNo: number; readonly quantity: number }) {
  const line = claimable.find((each) => each.bought.lineNo === asked.lineNo);
  if (line === undefined) throw new NotClaimable('', 0);
  if (line.units > 0 && !line.open) throw new ClaimWindowOver(line.bought.skuName, line.bought.claimHours);
  if (asked.quantity > Math.min(line.units, unitsLeft(line.bought)))
    throw new NotClaimable(line.bought.skuName, line.units);
  let left = asked.quantity;
  return line.parts.flatMap(({ parcelId, units }) => {
    const quantity = Math.min(left, units);
    left -= quantity;
    return quantity === 0 ? [] : [{ lineNo: asked.lineNo, parcelId, quantity }];
  });
}
