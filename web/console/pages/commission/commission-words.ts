import type {
  CommissionAnswer,
  CommissionLineItem,
  CommissionOwner,
  CommissionRuleItem,
} from '#modules/touchpoints/contract';
import { yuan } from '../../../shared/format.ts';
import type { PageAnswer } from '../../parts/page-frame.tsx';
import type { StateTone } from '../../parts/state-word.tsx';

export const COMMISSION_PATH = '/api/touchpoints/commission';
export const COMMISSION_KEY = ['commission'];
export const COMMISSION_TOPICS = ['commission'];
export const RULES_PATH = `${COMMISSION_PATH}/rules`;
export const RULES_KEY = [...COMMISSION_KEY, 'rules'];

export type Totals = CommissionAnswer['totals'];

export const LINE_TONES: Readonly<Record<CommissionLineItem['state'], StateTone>> = {
  held: 'system',
  payable: 'good',
  reversed: 'neutral',
};

export const RULE_STATES: Readonly<Record<CommissionRuleItem['state'], string>> = {
  planned: '还没开始',
  live: '生效中',
  over: '已结束',
};
export const RULE_TONES: Readonly<Record<CommissionRuleItem['state'], StateTone>> = {
  planned: 'system',
  live: 'good',
  over: 'neutral',
};

export const PARTNER_KINDS: Readonly<Record<string, string>> = { property_company: '物业公司', agency: '中介机构' };

/** Basis points as people say them: 350 → `3.5%`. */
export const rateInWords = (rateBps: number): string => `${rateBps / 100}%`;

/** What can be paid out, what is still held, and what refunds took back. */
export function answerOf(totals: Totals, month: string | undefined): PageAnswer {
  const back = totals.reversedFen === 0 ? '' : `，退款扣回${yuan(-totals.reversedFen)}`;
  const when = month === undefined ? '一共' : monthInWords(month);
  return {
    figure: yuan(totals.payableFen),
    unit: '可以结给触点和机构',
    why: `还有${yuan(totals.heldFen)}没到可结的日子；${when}挣了${yuan(totals.accruedFen)}${back}。`,
  };
}

/** `2026-11` → `2026年11月`. */
export function monthInWords(month: string): string {
  const [year, ordinal] = month.split('-');
  return `${year}年${Number(ordinal)}月`;
}

/** The months up to the running one, the newest first. */
export function lastMonths(today: string, howMany: number): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: howMany }, (_, back) => {
    const ordinal = year * 12 + month - 1 - back;
    return `${Math.floor(ordinal / 12)}-${String((ordinal % 12) + 1).padStart(2, '0')}`;
  });
}

type Whose = Pick<CommissionOwner, 'touchpointId' | 'partnerId'>;

/** An owner in an address: `t-…` for somebody at the front, `p-…` for an organisation. */
export const ownerKey = ({ touchpointId, partnerId }: Whose): string =>
  touchpointId === null ? `p-${partnerId}` : `t-${touchpointId}`;

/** As the server asks for them; undefined for what is no owner. */
export function ownerQuery(key: string | undefined): { touchpointId: string } | { partnerId: string } | undefined {
  if (key === undefined) return undefined;
  const id = key.slice(2);
  if (key.startsWith('t-')) return { touchpointId: id };
  return key.startsWith('p-') ? { partnerId: id } : undefined;
}

// Rules

export interface RuleDraft {
  readonly partyKind: 'role' | 'partner';
  readonly party: string | undefined;
  /** Undefined for all packages. */
  readonly packageId: string | undefined;
  readonly percent: number | null;
  readonly holdDays: number | null;
  /** A day; empty for now. */
  readonly from: string;
  /** The last day; empty for no end. */
  readonly to: string;
  readonly reason: string;
}

export const EMPTY_RULE: RuleDraft = {
  partyKind: 'role',
  party: undefined,
  packageId: undefined,
  percent: null,
  holdDays: 15,
  from: '',
  to: '',
  reason: '',
};

/** What is missing or wrong, in words; undefined when it can be sent. */
export function ruleFault(draft: RuleDraft, today: string): string | undefined {
  if (draft.party === undefined) return draft.partyKind === 'role' ? '选一种触点' : '选一种机构';
  if (draft.percent === null) return '写上比例';
  if (draft.percent < 0 || draft.percent > 100) return '比例在 0 到 100 之间';
  if (draft.holdDays === null) return '写上几天后可结';
  if (draft.from !== '' && draft.from <= today) return '要改期就选明天以后，不填就是马上';
  if (draft.to !== '' && draft.to < (draft.from === '' ? today : draft.from)) return '结束日期要在开始以后';
  return draft.reason.trim().length < 2 ? '写一句为什么' : undefined;
}

const SHANGHAI = '+08:00';

/** As the server takes it: basis points, moments. The last day is over when the next one begins. */
export function ruleBodyOf(draft: RuleDraft): object {
  const { partyKind, party, packageId, percent, holdDays, from, to, reason } = draft;
  return {
    partyKind,
    party,
    packageId: packageId ?? null,
    rateBps: Math.round((percent ?? 0) * 100),
    holdDays,
    ...(from === '' ? {} : { validFrom: new Date(`${from}T00:00:00${SHANGHAI}`).toISOString() }),
    validUntil: to === '' ? null : new Date(Date.parse(`${to}T00:00:00${SHANGHAI}`) + 86_400_000).toISOString(),
    reason: reason.trim(),
  };
}
