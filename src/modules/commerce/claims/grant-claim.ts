import { fen, type Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { returnStock } from '#modules/inventory';
import { ClaimClosed, ClaimDecided } from '../events.ts';
import { stockOf, sumStock } from '../orders/order-line.ts';
import { refundOrderLines } from '../orders/refund-order-lines.ts';
import { changeParcels, lockParcelsOf, type OpenParcel } from '../pick-up/change-parcels.ts';
import type { ParcelLine } from '../pick-up/parcel-line.ts';
import {
  CLAIM_KINDS,
  ClaimAmountTooLarge,
  factsOf,
  GoodsNotReceived,
  moved,
  type Claim,
  type ClaimGoods,
  type ClaimLine,
} from './claim.ts';
import { saveClaim } from './save-claim.ts';

export interface Granted {
  /** Less than it comes to, while the goods stay; all of it without it. */
  readonly amountFen?: Fen | undefined;
  readonly goods: ClaimGoods;
  readonly words: string;
  readonly byRule: boolean;
}

/** Never handed over: it was short, missing or broken before. */
const neverHandedOver = ({ kind }: Pick<Claim, 'kind'>): boolean => kind === 'shortage' || kind === 'damage';

/**
 * Part: grants a claim in money, by the original way, with all that follows in one transaction: lines are marked, units
 * of parcels counted, goods that came back put back, the refund asked for. It is refunded once the money went. The order
 * is locked. Announces ClaimDecided. Throws ClaimAmountTooLarge, GoodsNotReceived, LineAlreadyRefunded, RefundAboveRest.
 */
export async function grantClaim(tx: Tx, claim: Claim, lines: readonly ClaimLine[], granted: Granted): Promise<Claim> {
  const { amountFen, goods } = granted;
  if (amountFen !== undefined && amountFen > claim.amountFen) throw new ClaimAmountTooLarge(claim.amountFen);
  if (goods === 'sellable' && !claim.goodsReceived) throw new GoodsNotReceived();
  const whole = amountFen === undefined || amountFen === claim.amountFen;
  const back = await refundOrderLines(tx, {
    order: claim,
    lines: sumLines(lines),
    amountFen: whole ? undefined : amountFen,
    kind: claim.kind === 'shortage' ? 'shortage' : 'claim',
    reason: `售后：${CLAIM_KINDS[claim.kind]}`,
    reference: claim.claimId,
    stock: 'keep',
  });
  const parcels = await lockParcelsOf(tx, claim.cityId, [claim.orderId]);
  if (whole) await changeParcels(tx, claim, unitsGranted(claim, parcels, lines));
  if (goods !== 'none' && !neverHandedOver(claim)) await takeBack(tx, claim, parcels, lines, goods);
  const decided = moved(claim, 'approved', tx.now, {
    approvedFen: back.amountFen,
    decision: 'refund',
    decisionWords: granted.words,
    goods,
    decidedAt: tx.now,
    escalatedAt: null,
  });
  const by = granted.byRule ? ('system' as const) : ('staff' as const);
  let saved = await saveClaim(tx, decided, { move: 'approved', by, reason: granted.words });
  const { byRule } = granted;
  await tx.announce([
    ClaimDecided(saved.claimId, { ...factsOf(saved), decision: 'refund', approvedFen: back.amountFen, byRule }),
  ]);
  // What a marketplace took goes back there: nothing is asked for here.
  const isImported = parcels.some(({ card }) => card.channel === 'imported');
  if (back.amountFen === 0 || isImported) saved = await closeRefunded(tx, saved, fen(0));
  return saved;
}

/** Part: the money of a granted claim went. Announces ClaimClosed. */
export async function closeRefunded(tx: Tx, claim: Claim, refundedFen: Fen): Promise<Claim> {
  const saved = await saveClaim(tx, moved(claim, 'refunded', tx.now, { refundedFen }), {
    move: 'refunded',
    by: 'system',
  });
  await tx.announce([ClaimClosed(saved.claimId, { ...factsOf(saved), outcome: 'refunded', refundedFen })]);
  return saved;
}

/** Units by line of the order, whatever parcel they came in. */
export function sumLines(lines: readonly ClaimLine[]): { lineNo: number; quantity: number }[] {
  const sums = new Map<number, number>();
  for (const { lineNo, quantity } of lines) sums.set(lineNo, (sums.get(lineNo) ?? 0) + quantity);
  return [...sums].map(([lineNo, quantity]) => ({ lineNo, quantity })).toSorted((a, b) => a.lineNo - b.lineNo);
}

/** The lines of parcels after their claimed units were given back. */
function unitsGranted(claim: Claim, parcels: readonly OpenParcel[], lines: readonly ClaimLine[]): ParcelLine[] {
  return lines.flatMap(({ parcelId, lineNo, quantity }) => {
    const line = parcels.find(({ card }) => card.parcelId === parcelId)?.lines.find((each) => each.lineNo === lineNo);
    // Short at the warehouse: it never became a unit that lies somewhere.
    if (line === undefined || claim.reason === 'short_at_warehouse') return [];
    return [
      neverHandedOver(claim)
        ? { ...line, settled: line.settled + quantity }
        : { ...line, reclaimed: line.reclaimed + quantity },
    ];
  });
}

/** Part: goods of a claim came back: for sale again at the place they came from, or thrown away. */
export async function takeBack(
  tx: Tx,
  claim: Claim,
  parcels: readonly OpenParcel[],
  lines: readonly ClaimLine[],
  condition: 'sellable' | 'waste',
): Promise<void> {
  const back = lines.flatMap(({ parcelId, lineNo, quantity }) => {
    const parcel = parcels.find(({ card }) => card.parcelId === parcelId);
    const bought = parcel?.bought.find((each) => each.lineNo === lineNo);
    return parcel === undefined || bought === undefined ? [] : stockOf(bought, quantity, parcel.card.placeId);
  });
  const reference = { kind: 'claim', id: claim.claimId };
  await returnStock(tx, { cityId: claim.cityId, reference, lines: sumStock(back), condition });
}
