import { fen, sumFen, type Fen } from '#kernel/money';
import type { TouchpointId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import type { FileId } from '#platform/files';
import { DAY, HOUR } from '#kernel/time';
import { refundOfLine } from '../carts/refund-of-line.ts';
import { ClaimOpened } from '../events.ts';
import { linesOf } from '../orders/line-store.ts';
import type { OrderLine } from '../orders/order-line.ts';
import { timeCompletion } from '../pick-up/completion.ts';
import type { ParcelCard } from '../pick-up/parcel-card.ts';
import { claimRules, insertClaimStep, insertDecision } from './claim-log-store.ts';
import { claimsOfOrders, habitsOf, insertClaim } from './claim-store.ts';
import { decideByRule, type KeptClaimRule, type RuleInputs } from './claim-rule.ts';
import { factsOf, type Claim, type ClaimKind, type ClaimLine, type ClaimReason } from './claim.ts';
import { grantClaim, sumLines } from './grant-claim.ts';
import { stepOf, type StepMade } from './save-claim.ts';

/** What of a line comes back for so many more units of it. */
export function worthOf(line: OrderLine, quantity: number): Fen {
  const before = { quantity: line.refundedQuantity, refundedFen: fen(line.refundedFen + line.rebatedFen) };
  return refundOfLine(line, before, quantity);
}

export interface AutomaticClaim {
  /** One of the parcels concerned: whose, and where. */
  readonly card: ParcelCard;
  readonly kind: 'shortage' | 'damage';
  readonly reason: ClaimReason;
  /** Who keeps the point. */
  readonly touchpointId: TouchpointId | null;
  readonly lines: readonly Omit<ClaimLine, 'amountFen'>[];
  readonly photoIds: readonly FileId[];
}

/**
 * Part: opens claims that nobody has to ask for and lets the rules decide about them at once. Their orders are locked.
 * Whoever bought without a name has none: their money goes back over the counter. Announces ClaimOpened, ClaimDecided.
 */
export async function openAutomaticClaims(tx: Tx, asked: readonly AutomaticClaim[]): Promise<Claim[]> {
  if (asked.length === 0) return [];
  const rules = await claimRules(tx.db);
  const opened: Claim[] = [];
  for (const each of asked) {
    const claim = await openOne(tx, each, rules[each.kind]);
    if (claim !== undefined) opened.push(claim);
  }
  return opened;
}

async function openOne(tx: Tx, asked: AutomaticClaim, rule: KeptClaimRule): Promise<Claim | undefined> {
  const { card, kind, reason, photoIds } = asked;
  const { customerKey, personId } = card;
  if (customerKey === null || personId === null) return undefined;
  const bought = (await linesOf(tx.db, [card])).get(card.orderId) ?? [];
  const lines = withAmounts(asked.lines, bought);
  const amountFen = sumFen(lines.map((line) => line.amountFen));
  const claim = await recordClaim(tx, {
    card,
    kind,
    reason,
    automatic: true,
    customerKey,
    personId,
    touchpointId: asked.touchpointId,
    amountFen,
    lines,
    photoIds,
    decideWithinHours: rule.decideWithinHours,
    step: { move: 'opened', by: kind === 'damage' ? 'leader' : 'system', reason },
  });
  return decideOrWait(tx, claim, lines, rule, {
    amountFen,
    photos: photoIds.length,
    claims30: 0,
    orders30: 0,
    overridden90: 0,
  });
}

/** What each line of a claim comes to: of several parcels of a line, one after the other. */
export function withAmounts(lines: readonly Omit<ClaimLine, 'amountFen'>[], bought: readonly OrderLine[]): ClaimLine[] {
  const whole = new Map(
    sumLines(lines.map((line) => ({ ...line, amountFen: fen(0) }))).map(({ lineNo, quantity }) => {
      const line = bought.find((each) => each.lineNo === lineNo);
      if (line === undefined) throw new Error(`line ${lineNo} was not bought`);
      return [lineNo, { left: worthOf(line, quantity), units: quantity }];
    }),
  );
  return lines.map((line) => {
    const of = whole.get(line.lineNo) ?? { left: fen(0), units: line.quantity };
    const amountFen = of.units === line.quantity ? of.left : fen(Math.floor((of.left * line.quantity) / of.units));
    whole.set(line.lineNo, { left: fen(of.left - amountFen), units: of.units - line.quantity });
    return { ...line, amountFen };
  });
}

export interface RecordedClaim {
  readonly card: ParcelCard;
  readonly kind: ClaimKind;
  readonly reason: ClaimReason;
  readonly automatic: boolean;
  readonly customerKey: Claim['customerKey'];
  readonly personId: Claim['personId'];
  readonly touchpointId: TouchpointId | null;
  readonly amountFen: Fen;
  readonly lines: readonly ClaimLine[];
  readonly photoIds: readonly FileId[];
  readonly decideWithinHours: number;
  readonly step: StepMade;
}

/** Part: keeps a new claim of an order, which is locked. Announces ClaimOpened. */
export async function recordClaim(tx: Tx, made: RecordedClaim): Promise<Claim> {
  const { card } = made;
  const before = await claimsOfOrders(tx.db, [card]);
  const claim: Claim = {
    claimId: tx.newId<'Claim'>(),
    cityId: card.cityId,
    orderId: card.orderId,
    orderNumber: card.orderNumber,
    claimNo: before.length + 1,
    kind: made.kind,
    automatic: made.automatic,
    state: 'opened',
    reason: made.reason,
    communityId: card.communityId,
    storeId: card.storeId,
    pickupPointId: card.pickupPointId,
    touchpointId: made.touchpointId,
    customerKey: made.customerKey,
    personId: made.personId,
    units: made.lines.reduce((sum, line) => sum + line.quantity, 0),
    amountFen: made.amountFen,
    approvedFen: null,
    refundedFen: fen(0),
    decision: null,
    decisionWords: null,
    goods: null,
    seen: null,
    goodsReceived: false,
    replacementParcelId: null,
    appealed: false,
    hasWords: made.step.wordsSealed !== undefined && made.step.wordsSealed !== null,
    steps: 1,
    revision: 1,
    openedAt: tx.now,
    dueAt: new Date(tx.now.getTime() + made.decideWithinHours * HOUR),
    escalatedAt: null,
    decidedAt: null,
    closedAt: null,
  };
  await insertClaim(tx.db, claim, made.lines, made.photoIds);
  await insertClaimStep(tx.db, claim, stepOf(tx, 1, made.step));
  await tx.announce([ClaimOpened(claim.claimId, factsOf(claim))]);
  return claim;
}

/** Part: lets the rule of its kind decide about a new claim; what it was made from is kept whatever it says. */
export async function decideOrWait(
  tx: Tx,
  claim: Claim,
  lines: readonly ClaimLine[],
  rule: KeptClaimRule,
  inputs: RuleInputs,
): Promise<Claim> {
  const { decision, reason } = decideByRule(rule, inputs);
  await insertDecision(tx.db, claim, {
    automatic: true,
    decision,
    amountFen: decision === 'refund' ? claim.amountFen : null,
    reason,
    inputs: { ...inputs },
    rule: {
      revision: rule.revision,
      automaticUpToFen: rule.automaticUpToFen,
      maxClaims30: rule.maxClaims30,
      maxRatePercent: rule.maxRatePercent,
      needsPhoto: rule.needsPhoto,
    },
    madeBy: null,
    madeAt: tx.now,
  });
  const decided =
    decision === 'refund'
      ? await grantClaim(tx, claim, lines, { goods: 'none', words: '已自动同意，钱按原路退回', byRule: true })
      : claim;
  await timeCompletion(tx, claim);
  return decided;
}

/** What the rules ask about a customer; the claim at hand is counted in. */
export async function inputsOf(
  tx: Tx,
  claim: Pick<Claim, 'customerKey' | 'amountFen'>,
  photos: number,
): Promise<RuleInputs> {
  const days = (count: number): Date => new Date(tx.now.getTime() - count * DAY);
  const habits = await habitsOf(tx.db, claim.customerKey, { days30: days(30), days90: days(90) });
  return { ...habits, amountFen: claim.amountFen, photos };
}
