import type { OwnClaim } from '#modules/commerce/contract';
import { dateTime } from '../../../shared/format.ts';
import { money } from '../../parts/money.ts';
import type { Tone } from './order-words.ts';

export function toneOfClaim({ state }: Pick<OwnClaim, 'state'>): Tone {
  if (state === 'needs_more') return 'waiting';
  if (state === 'approved' || state === 'refunded' || state === 'exchanged') return 'good';
  return state === 'opened' ? 'going' : 'over';
}

type Told = Pick<OwnClaim, 'state' | 'kind' | 'dueAt' | 'approvedFen' | 'refundedFen' | 'decision' | 'appealed'>;

/** What happens next, in one sentence. */
export function nextWords(claim: Told): string {
  const until = claim.dueAt === null ? '' : `${dateTime(claim.dueAt)}前`;
  switch (claim.state) {
    case 'opened':
      return claim.appealed ? `申诉收到了，${until}换一个人再看。` : `收到了，${until}给你答复。`;
    case 'needs_more':
      return `还差一点${claim.decision === null ? '' : `：${claim.decision}`}。${until === '' ? '' : `${until}补上。`}`;
    case 'approved':
      return claim.kind === 'exchange'
        ? '同意换货，新的会送到自提点，到了通知你。'
        : `同意退 ${money(claim.approvedFen ?? 0)}，正在原路退回。`;
    case 'refunded':
      return `${money(claim.refundedFen)} 已原路退回，到账时间看支付平台。`;
    case 'exchanged':
      return '换的东西已经安排，到货用新的提货码取。';
    case 'rejected':
      return `没通过${claim.decision === null ? '' : `：${claim.decision}`}。`;
    case 'withdrawn':
      return '你撤回了这次申请。';
    case 'closed':
      return claim.decision === null ? '已经结束。' : `已经结束：${claim.decision}`;
    default:
      return '';
  }
}
