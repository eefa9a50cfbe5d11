import type { Fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import { reserveStock } from '#modules/inventory';
import { ClaimClosed, ClaimDecided } from '../events.ts';
import { stockOf, sumStock } from '../orders/order-line.ts';
import { drawDigits } from '../orders/parcel.ts';
import { insertParcels } from '../orders/goods-order-store.ts';
import { changeParcels, lockParcelsOf, type OpenParcel } from '../pick-up/change-parcels.ts';
import { timeCompletion } from '../pick-up/completion.ts';
import { markReplacement } from '../pick-up/replacement-store.ts';
import { insertParcelLines } from '../pick-up/parcel-line-store.ts';
import { lineSent } from '../pick-up/parcel-line.ts';
import { storagesOf } from '../pick-up/storages.ts';
import { insertDecision } from './claim-log-store.ts';
import { claimLinesOf } from './claim-store.ts';
import {
  ANSWER_WITHIN,
  factsOf,
  GoodsNotReceived,
  moved,
  REJECT_REASONS,
  type Claim,
  type ClaimGoods,
  type ClaimId,
  type ClaimLine,
  type RejectReason,
} from './claim.ts';
import { grantClaim, sumLines, takeBack } from './grant-claim.ts';
import { lockClaim, saveClaim } from './save-claim.ts';

export type Decision =
  | {
      readonly decision: 'refund';
      readonly amountFen?: Fen | undefined;
      readonly goods: ClaimGoods;
      readonly reason: string;
    }
  | { readonly decision: 'exchange'; readonly goods: ClaimGoods; readonly reason: string }
  | { readonly decision: 'reject'; readonly why: RejectReason; readonly reason: string }
  | { readonly decision: 'needs_more'; readonly reason: string };

/**
 * Staff decide about a claim: money back, wholly or a part of its worth; another one instead; no, and why; or a question.
 * Everything that follows is in the same transaction; the job asks the provider after it. Announces ClaimDecided, for an
 * exchange ClaimClosed. Throws NotFound, IllegalMove, ClaimAmountTooLarge, GoodsNotReceived, StockShort.
 */
export async function decideClaim(ctx: Context, input: { readonly claimId: ClaimId } & Decision): Promise<Claim> {
  return ctx.transaction(async (tx) => {
    const before = await lockClaim(ctx, tx, 'staff', input.claimId);
    const lines = (await claimLinesOf(tx.db, [before])).get(before.claimId) ?? [];
    const decided = await carryOut(ctx, tx, before, lines, input);
    await insertDecision(tx.db, before, {
      automatic: false,
      decision: input.decision,
      amountFen: decided.approvedFen,
      reason: input.reason,
      inputs: null,
      rule: null,
      madeBy: tx.actor.kind === 'user' ? tx.actor.userId : null,
      madeAt: tx.now,
    });
    await timeCompletion(tx, before);
    await tx.audit({
      action: 'decide-claim',
      subject: { kind: 'claim', id: before.claimId },
      details: { decision: input.decision, amountFen: decided.approvedFen, orderId: before.orderId },
    });
    return decided;
  });
}

async function carryOut(
  ctx: Context,
  tx: Tx,
  claim: Claim,
  lines: readonly ClaimLine[],
  input: Decision,
): Promise<Claim> {
  if (input.decision === 'refund') {
    const { amountFen, goods, reason: words } = input;
    return grantClaim(tx, claim, lines, { amountFen, goods, words, byRule: false });
  }
  if (input.decision === 'exchange') return exchange(ctx, tx, claim, lines, input);
  if (input.decision === 'reject') return reject(tx, claim, lines, input);
  const dueAt = new Date(tx.now.getTime() + ANSWER_WITHIN);
  const asked = moved(claim, 'needs_more', tx.now, { dueAt, decisionWords: input.reason, escalatedAt: null });
  const saved = await saveClaim(tx, asked, { move: 'asked_more', by: 'staff', reason: input.reason });
  await tx.announce([
    ClaimDecided(saved.claimId, { ...factsOf(saved), decision: 'needs_more', approvedFen: null, byRule: false }),
  ]);
  return saved;
}

/** Part: no. What was marked broken and is not lies at the point again. */
export async function reject(
  tx: Tx,
  claim: Claim,
  lines: readonly ClaimLine[],
  { why, reason }: { readonly why: RejectReason; readonly reason: string },
): Promise<Claim> {
  const words = `${REJECT_REASONS[why]}：${reason}`;
  const next = moved(claim, 'rejected', tx.now, {
    decision: 'reject',
    decisionWords: words,
    decidedAt: tx.now,
    escalatedAt: null,
  });
  if (claim.kind === 'damage') await putBackToCollect(tx, claim, lines);
  const saved = await saveClaim(tx, next, {
    move: 'rejected',
    by: tx.actor.kind === 'user' ? 'staff' : 'system',
    reason: words,
  });
  await tx.announce([
    ClaimDecided(saved.claimId, { ...factsOf(saved), decision: 'reject', approvedFen: null, byRule: false }),
  ]);
  return saved;
}

async function putBackToCollect(tx: Tx, claim: Claim, lines: readonly ClaimLine[]): Promise<void> {
  const parcels = await lockParcelsOf(tx, claim.cityId, [claim.orderId]);
  const changed = parcels.flatMap((parcel) =>
    parcel.lines.flatMap((line) => {
      const units = lines.find((each) => each.parcelId === line.parcelId && each.lineNo === line.lineNo)?.quantity;
      return units === undefined ? [] : [{ ...line, damaged: Math.max(line.damaged - units, 0) }];
    }),
  );
  await changeParcels(tx, claim, changed);
}

/** Part: another one instead, at no charge, with its stock reserved: it comes to the same point with the next goods. */
async function exchange(
  ctx: Context,
  tx: Tx,
  claim: Claim,
  lines: readonly ClaimLine[],
  { goods, reason }: { readonly goods: ClaimGoods; readonly reason: string },
): Promise<Claim> {
  if (goods === 'sellable' && !claim.goodsReceived) throw new GoodsNotReceived();
  const parcels = await lockParcelsOf(tx, claim.cityId, [claim.orderId]);
  if (goods !== 'none') await takeBack(tx, claim, parcels, lines, goods);
  const replacement = await sendAgain(ctx, tx, claim, parcels, lines);
  const approved = moved(claim, 'approved', tx.now, {
    decision: 'exchange',
    decisionWords: reason,
    goods,
    decidedAt: tx.now,
    replacementParcelId: replacement,
    escalatedAt: null,
  });
  const decided = await saveClaim(tx, approved, { move: 'approved', by: 'staff', reason });
  const saved = await saveClaim(tx, moved(decided, 'exchanged', tx.now), { move: 'exchanged', by: 'system' });
  await tx.announce([
    ClaimDecided(saved.claimId, { ...factsOf(saved), decision: 'exchange', approvedFen: null, byRule: false }),
    ClaimClosed(saved.claimId, { ...factsOf(saved), outcome: 'exchanged', refundedFen: 0 }),
  ]);
  return saved;
}

async function sendAgain(
  ctx: Context,
  tx: Tx,
  claim: Claim,
  parcels: readonly OpenParcel[],
  lines: readonly ClaimLine[],
): Promise<OpenParcel['card']['parcelId']> {
  const from = parcels.find(({ card }) => card.parcelId === lines[0]?.parcelId);
  if (from === undefined) throw new Error(`claim ${claim.claimId} names no parcel`);
  const { cityId, orderId, placeId, mode } = from.card;
  const parcelId = tx.newId<'Parcel'>();
  const made = {
    ...from.card,
    parcelId,
    state: 'waiting' as const,
    revision: 1,
    arrivedAt: null,
    collectedAt: null,
    // It goes with whatever goes there next.
    pickupOn: null,
  };
  for (let draws = 0; draws < 5; draws += 1) {
    const code = mode === 'pickup' ? drawDigits(ctx.random, 8) : null;
    if ((await insertParcels(tx.db, [{ ...made, code }])).size > 0) break;
  }
  await markReplacement(tx.db, { cityId, parcelId, claimId: claim.claimId });
  const storage = await storagesOf(
    tx.db,
    from.bought.map((line) => line.skuId),
  );
  const again = sumLines(lines).flatMap(({ lineNo, quantity }) => {
    const bought = from.bought.find((each) => each.lineNo === lineNo);
    return bought === undefined ? [] : [{ bought, quantity }];
  });
  await insertParcelLines(
    tx.db,
    again.map(({ bought: { lineNo, skuId }, quantity }) =>
      lineSent({ cityId, parcelId, orderId, lineNo, skuId, due: quantity, storage: storage(skuId) }),
    ),
  );
  const stock = sumStock(again.flatMap(({ bought, quantity }) => stockOf(bought, quantity, placeId)));
  await reserveStock(tx, { cityId, holderId: orderId, heldUntil: null, lines: stock });
  return parcelId;
}
