import type { ClaimItem, DecideClaimBody } from '#modules/commerce/contract';
import { yuan } from '../../../../shared/format.ts';

export type Decision = DecideClaimBody['decision'];
export type Goods = 'none' | 'sellable' | 'waste';
export type RejectWhy = Extract<DecideClaimBody, { decision: 'reject' }>['why'];

export const DECISION_VERBS: Readonly<Record<Decision, string>> = {
  refund: '退款',
  exchange: '换一件',
  reject: '不通过',
  needs_more: '请顾客补充',
};

/** What becomes of the goods. */
export const GOODS: Readonly<Record<Goods, string>> = {
  none: '顾客留着',
  sellable: '收回来再卖',
  waste: '收回来报废',
};

export const REJECT_WHYS: Readonly<Record<RejectWhy, string>> = {
  not_visible: '照片看不出问题',
  used_up: '已经用掉大半',
  out_of_terms: '不在售后范围内',
  not_ours: '不是我们的商品',
  seen_otherwise: '团长看到的和描述不一样',
  other: '其他原因',
};

/** Words that the customer reads, for a tap. */
export const FREQUENT: Readonly<Record<Decision, readonly string[]>> = {
  refund: ['核对过照片，确实有问题', '团长看过，和您说的一样', '给您添麻烦了，这次退给您'],
  exchange: ['给您换一件，随下一批到自提点', '发错了，补发给您'],
  reject: ['照片里商品完好', '超过了售后时限', '这类商品拆封后不能退'],
  needs_more: ['请拍一张能看清问题的照片', '请写一下哪里坏了、坏了几件'],
};

export interface DecideDraft {
  readonly decision: Decision;
  /** Of a refund: all that it comes to, or a part. */
  readonly part: boolean;
  readonly yuan: number | null;
  readonly goods: Goods;
  readonly why: RejectWhy | undefined;
  readonly reason: string;
}

/** What a claim asks for is where deciding begins. */
export const draftFor = ({ kind }: Pick<ClaimItem, 'kind'>): DecideDraft => ({
  decision: kind === 'exchange' ? 'exchange' : 'refund',
  part: false,
  yuan: null,
  goods: kind === 'return' ? 'sellable' : kind === 'exchange' ? 'waste' : 'none',
  why: undefined,
  reason: '',
});

/** What is missing or wrong, in words. */
export function decideFault(draft: DecideDraft, { amountFen }: Pick<ClaimItem, 'amountFen'>): string | undefined {
  if (draft.decision === 'refund' && draft.part) {
    if (draft.yuan === null || draft.yuan <= 0) return '写上退多少';
    if (Math.round(draft.yuan * 100) > amountFen) return `最多退${yuan(amountFen)}`;
  }
  if (draft.decision === 'reject' && draft.why === undefined) return '选一个原因';
  return draft.reason.trim().length < 2 ? '写一句给顾客看的话' : undefined;
}

/** As the server takes it. A part of the money goes back while the goods stay. */
export function decideBody(draft: DecideDraft): DecideClaimBody {
  const { decision, goods, why } = draft;
  const reason = draft.reason.trim();
  if (decision === 'refund') {
    return draft.part
      ? { decision, amountFen: Math.round((draft.yuan ?? 0) * 100), goods: 'none', reason }
      : { decision, goods, reason };
  }
  if (decision === 'exchange') return { decision, goods, reason };
  return decision === 'reject' ? { decision, why: why ?? 'other', reason } : { decision, reason };
}
