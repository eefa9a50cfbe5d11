import type { OpportunitiesAnswer, QuotationAnswer, StaffOpportunity } from '#modules/commerce/contract';
import { count, yuan } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type OpportunityState = StaffOpportunity['state'];
export type OpportunityCounts = OpportunitiesAnswer['counts'];

export const OPPORTUNITY_STATES: Readonly<Record<OpportunityState, string>> = {
  open: '待报价',
  quoted: '已报价',
  won: '已签约',
  lost: '已结束',
};

export const OPPORTUNITY_TONES: Readonly<Record<OpportunityState, StateTone>> = {
  open: 'system',
  quoted: 'people',
  won: 'good',
  lost: 'neutral',
};

export const QUOTATION_TONES: Readonly<Record<QuotationAnswer['state'], StateTone>> = {
  draft: 'neutral',
  sent: 'people',
  signed: 'good',
  superseded: 'neutral',
  withdrawn: 'neutral',
  expired: 'warn',
};

export type OpportunityTab = 'all' | OpportunityState;
export const TAB_NAMES: Readonly<Record<OpportunityTab, string>> = { ...OPPORTUNITY_STATES, all: '全部' };
export const OPPORTUNITY_TABS = Object.keys(TAB_NAMES) as OpportunityTab[];

export const countOfTab = (tab: OpportunityTab, { byState }: OpportunityCounts): number =>
  tab === 'all' ? Object.values(byState).reduce((sum, each) => sum + each, 0) : (byState[tab] ?? 0);

/** What is on offer and not signed, and how it goes. */
export function answerOf(counts: OpportunityCounts): PageAnswer {
  const [quoted, open, won, lost] = (['quoted', 'open', 'won', 'lost'] as const).map((state) =>
    countOfTab(state, counts),
  ) as [number, number, number, number];
  const none = quoted + open + won + lost === 0;
  const late = quoted - counts.quotations;
  const expired = late > 0 ? `${count(late)}户的报价过期了，要重报；` : '';
  return {
    figure: yuan(counts.quotedFen),
    unit: `报了价等签 · ${count(counts.quotations)}户`,
    ...(none ? {} : { why: `${expired}还有${count(open)}户没报价；签下${count(won)}户，没成${count(lost)}户。` }),
  };
}

/** The quotation that stands, in short: `第2版 · 3天后到期`. */
export const editionOf = ({ revision }: { readonly revision: number }): string => `第${revision}版`;
