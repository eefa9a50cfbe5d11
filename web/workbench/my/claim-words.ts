import type { MyClaim } from '#modules/commerce/contract';
import { price } from './group-words.ts';

/** What came of it, or whom it waits for, in a sentence for whoever keeps the point. */
export function claimResult(
  claim: Pick<MyClaim, 'state' | 'stateName' | 'decision' | 'refundedFen' | 'approvedFen' | 'seen'>,
): string {
  const why = claim.decision === null || claim.decision === '' ? '' : `：${claim.decision}`;
  switch (claim.state) {
    case 'opened':
      return claim.seen === null ? '等你说看到了什么' : '你说过了，等售后处理';
    case 'needs_more':
      return '等邻居补充';
    case 'approved':
      return `同意了${why}，退款在路上`;
    case 'refunded':
      return `已退 ${price(claim.refundedFen)}，退款原路退回`;
    case 'exchanged':
      return '换货，新的会送到自提点';
    case 'rejected':
      return `没通过${why}`;
    case 'withdrawn':
      return '邻居撤回了';
    case 'closed':
      return `结束了${why}`;
  }
}

/** Whether somebody waits for what I say. */
export const asksMe = (claim: Pick<MyClaim, 'canConfirm' | 'seen'>): boolean => claim.canConfirm && claim.seen === null;

/** `阳光玫瑰 ×2、土鸡蛋 ×1`. */
export const claimedGoods = (claim: Pick<MyClaim, 'lines'>): string =>
  claim.lines.map((line) => `${line.name} ×${line.quantity}`).join('、');
