import { fen } from '#kernel/money';
import { DAY } from '#kernel/time';
import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { linesOf } from '../orders/line-store.ts';
import type { ClaimDetail, ClaimItem, MyClaim, OwnClaim } from './claim-contract.ts';
import { claimStepsOf, decisionsOf, type ClaimMove, type ClaimStep } from './claim-log-store.ts';
import { claimLinesOf, claimPhotosOf, habitsOf } from './claim-store.ts';
import {
  canAppeal,
  canWithdraw,
  CLAIM_KINDS,
  CLAIM_REASONS,
  CLAIM_STATES,
  claimNumber,
  UNDECIDED_STATES,
  type Claim,
} from './claim.ts';

const MOVE_NAMES: Readonly<Record<ClaimMove, string>> = {
  opened: '提出售后',
  answered: '补充说明',
  confirmed: '团长核实',
  approved: '同意',
  rejected: '未通过',
  asked_more: '请顾客补充',
  appealed: '申诉',
  overridden: '改判自动同意',
  escalated: '超时，转人工跟进',
  refunded: '已退款',
  exchanged: '已安排换货',
  withdrawn: '撤回',
  closed: '结束',
};

/** What everybody sees of claims who may see them, in a few batched reads. */
async function factsOf(ctx: Context, claims: readonly Claim[]) {
  const lines = await claimLinesOf(ctx.db, claims);
  const photos = await claimPhotosOf(ctx.db, claims);
  const bought = await linesOf(ctx.db, claims);
  return (claim: Claim) => ({
    claimId: claim.claimId,
    claimNumber: claimNumber(claim),
    orderId: claim.orderId,
    orderNumber: claim.orderNumber,
    kind: claim.kind,
    kindName: CLAIM_KINDS[claim.kind],
    automatic: claim.automatic,
    state: claim.state,
    stateName: CLAIM_STATES[claim.state],
    reason: claim.reason,
    reasonName: CLAIM_REASONS[claim.reason],
    amountFen: claim.amountFen,
    approvedFen: claim.approvedFen,
    refundedFen: claim.refundedFen,
    decision: claim.decisionWords,
    appealed: claim.appealed,
    photos: photos.get(claim.claimId) ?? [],
    hasWords: claim.hasWords,
    lines: (lines.get(claim.claimId) ?? []).flatMap((line) => {
      const of = (bought.get(claim.orderId) ?? []).find((each) => each.lineNo === line.lineNo);
      if (of === undefined) return [];
      const { skuId, skuName: name, skuSpec: spec, unit, imageId } = of;
      return [
        { lineNo: line.lineNo, skuId, name, spec, unit, imageId, quantity: line.quantity, amountFen: line.amountFen },
      ];
    }),
    openedAt: claim.openedAt.toISOString(),
    dueAt: claim.dueAt?.toISOString() ?? null,
    decidedAt: claim.decidedAt?.toISOString() ?? null,
    closedAt: claim.closedAt?.toISOString() ?? null,
  });
}

/** An entry of the timeline, without what customers wrote. */
const stepShown = (step: ClaimStep) => ({
  step: step.step,
  move: step.move,
  moveName: MOVE_NAMES[step.move],
  by: step.by,
  reason:
    step.reason !== null && Object.hasOwn(CLAIM_REASONS, step.reason)
      ? CLAIM_REASONS[step.reason as keyof typeof CLAIM_REASONS]
      : step.reason,
  at: step.madeAt.toISOString(),
});

/** As the customer sees it: without what staff said of a rule's decision. */
export async function describeOwnClaims(ctx: Context, claims: readonly Claim[]): Promise<OwnClaim[]> {
  const facts = await factsOf(ctx, claims);
  const shown: OwnClaim[] = [];
  for (const claim of claims) {
    const steps = (await claimStepsOf(ctx.db, claim)).filter(
      (step) => step.move !== 'overridden' && step.move !== 'escalated',
    );
    shown.push({
      ...facts(claim),
      timeline: steps.map(stepShown),
      canWithdraw: canWithdraw(claim),
      canAnswer: UNDECIDED_STATES.includes(claim.state),
      canAppeal: canAppeal(claim, ctx.clock.now()),
    });
  }
  return shown;
}

async function customersOf(ctx: Context, claims: readonly Claim[]) {
  const ids = [...new Set(claims.map((claim) => claim.personId))];
  const people = await ctx.services.vault.masked(ctx.db, ids, ['name', 'phone']);
  return ({ personId }: Claim) => ({
    customerName: people.get(personId)?.name?.[0] ?? '',
    customerPhone: people.get(personId)?.phone?.[0] ?? '',
  });
}

/** For whoever keeps the point: masked. */
export async function describeMyClaims(ctx: Context, claims: readonly Claim[]): Promise<MyClaim[]> {
  const facts = await factsOf(ctx, claims);
  const customerOf = await customersOf(ctx, claims);
  return claims.map((claim) => ({
    ...facts(claim),
    ...customerOf(claim),
    pickupPointId: claim.pickupPointId,
    seen: claim.seen,
    goodsReceived: claim.goodsReceived,
    canConfirm: UNDECIDED_STATES.includes(claim.state),
  }));
}

/** For staff: masked. */
export async function describeClaims(ctx: Context, claims: readonly Claim[]): Promise<ClaimItem[]> {
  const facts = await factsOf(ctx, claims);
  const customerOf = await customersOf(ctx, claims);
  const communities = await communitiesByIds(
    ctx.db,
    claims.flatMap((claim) => claim.communityId ?? []),
  );
  const now = ctx.clock.now();
  return claims.map((claim) => ({
    ...facts(claim),
    ...customerOf(claim),
    cityId: claim.cityId,
    storeId: claim.storeId,
    communityId: claim.communityId,
    communityName: claim.communityId === null ? '' : (communities.get(claim.communityId)?.name ?? ''),
    pickupPointId: claim.pickupPointId,
    seen: claim.seen,
    goodsReceived: claim.goodsReceived,
    overdue: claim.state === 'opened' && claim.dueAt !== null && claim.dueAt <= now,
  }));
}

/** One claim with its timeline and everything that decisions were made from. The caller has checked the reader's scope. */
export async function describeClaim(ctx: Context, claim: Claim): Promise<ClaimDetail> {
  const [item] = await describeClaims(ctx, [claim]);
  const decisions = await decisionsOf(ctx.db, claim);
  const since = (days: number): Date => new Date(ctx.clock.now().getTime() - days * DAY);
  const habits = await habitsOf(ctx.db, claim.customerKey, { days30: since(30), days90: since(90) });
  const granted = decisions.find((each) => each.automatic && each.decision === 'refund');
  return {
    ...(item as ClaimItem),
    timeline: (await claimStepsOf(ctx.db, claim)).map(stepShown),
    decisions: decisions.map((each) => ({
      decisionNo: each.decisionNo,
      automatic: each.automatic,
      decision: each.decision,
      amountFen: each.amountFen === null ? null : fen(each.amountFen),
      reason: each.reason,
      inputs: each.inputs === null ? null : { ...each.inputs },
      rule: each.rule === null ? null : { ...each.rule },
      madeAt: each.madeAt.toISOString(),
      overriddenAt: each.overriddenAt?.toISOString() ?? null,
      overrideReason: each.overrideReason,
    })),
    claims30: habits.claims30,
    orders30: habits.orders30,
    canDecide: UNDECIDED_STATES.includes(claim.state),
    canOverride: granted !== undefined && granted.overriddenAt === null,
  };
}
