import type { LeadDetail, LeadItem, LeadsAnswer } from '#modules/growth/contract';
import { count, dateTime, percent, shortTimeLeft, yuan } from '../../../shared/format.ts';
import type { PageAnswer } from '../../parts/page-frame.tsx';
import type { PanelStep } from '../../parts/panel-section.tsx';
import type { StateTone } from '../../parts/state-word.tsx';

export type LeadState = LeadItem['state'];
export type LeadCounts = LeadsAnswer['counts'];

export const LEAD_STATES: Readonly<Record<LeadState, string>> = {
  new: '待联系',
  contacted: '已联系',
  visit_booked: '已约上门',
  quoted: '已报价',
  won: '已签单',
  lost: '未成',
};

export const STATE_TONES: Readonly<Record<LeadState, StateTone>> = {
  new: 'system',
  contacted: 'people',
  visit_booked: 'people',
  quoted: 'people',
  won: 'good',
  lost: 'neutral',
};

/** What the tabs show: `open` and `all` are views, `overdue` a condition, the others states. */
export type LeadTab = 'open' | 'overdue' | 'all' | LeadState;
export const TAB_NAMES: Readonly<Record<LeadTab, string>> = {
  overdue: '超时未联系',
  open: '在跟',
  ...LEAD_STATES,
  all: '全部',
};
export const LEAD_TABS = Object.keys(TAB_NAMES) as LeadTab[];

/** The tab as the server asks for it. */
export function queryOfTab(tab: LeadTab): Readonly<Record<string, string | boolean | undefined>> {
  if (tab === 'open') return { view: 'open' };
  if (tab === 'overdue') return { overdue: true };
  return tab === 'all' ? {} : { state: tab };
}

/** How many leads a tab holds, from the counts that come with every list. */
export function countOfTab(tab: LeadTab, counts: LeadCounts): number {
  if (tab === 'open') return counts.open;
  if (tab === 'overdue') return counts.overdue;
  if (tab === 'all') return Object.values(counts.byState).reduce((sum, each) => sum + each, 0);
  return counts.byState[tab] ?? 0;
}

/** The answer of the page: what is overdue now, and how the leads of the last 30 days ended. */
export function answerOf(now: LeadCounts, month: LeadCounts | undefined): PageAnswer {
  const why = month === undefined ? undefined : monthSentence(month);
  return { figure: count(now.overdue), unit: '条线索超时没人联系', ...(why === undefined ? {} : { why }) };
}

export function monthSentence(month: LeadCounts): string {
  const all = countOfTab('all', month);
  if (all === 0) return '近30天没有新线索。';
  const won = month.byState['won'] ?? 0;
  const lost = month.byState['lost'] ?? 0;
  return `近30天来了${count(all)}条，签了${count(won)}条（${percent(won / all)}），未成${count(lost)}条，还有${count(month.open)}条在跟。`;
}

/** How a lead stands against the time for the first call; undefined where that does not matter any more. */
export function contactDue(lead: LeadItem, now: number): { readonly text: string; readonly late: boolean } | undefined {
  if (lead.state !== 'new') return undefined;
  const due = Date.parse(lead.firstContactDueAt);
  return due < now ? { text: `超时${since(now - due)}`, late: true } : { text: shortTimeLeft(due, now), late: false };
}

const HOUR = 3_600_000;

/** `20分钟`, `5小时`, `3天`: how long ago, its largest unit. */
function since(ms: number): string {
  if (ms < HOUR) return `${Math.max(1, Math.floor(ms / 60_000))}分钟`;
  return ms < 24 * HOUR ? `${Math.floor(ms / HOUR)}小时` : `${Math.floor(ms / (24 * HOUR))}天`;
}

const BY: Readonly<Record<LeadDetail['timeline'][number]['by'], string>> = {
  resident: '住户本人',
  touchpoint: '触点',
  staff: '后台同事',
  system: '系统',
};

/** The timeline as steps; `notes` are those that were revealed, by step. */
export function stepsOf(lead: LeadDetail, notes: ReadonlyMap<number, string> | undefined, now: number): PanelStep[] {
  return lead.timeline.map((entry) => {
    const note = noteOf(lead, entry, notes, now);
    return {
      id: String(entry.step),
      by: entry.by === 'system' ? 'system' : 'people',
      what: entry.moveName,
      who: entry.touchpointName ?? BY[entry.by],
      at: entry.madeAt,
      ...(note === '' ? {} : { note }),
    };
  });
}

function noteOf(
  lead: LeadDetail,
  entry: LeadDetail['timeline'][number],
  notes: ReadonlyMap<number, string> | undefined,
  now: number,
): string {
  const written = notes?.get(entry.step);
  return [
    entry.reasonName,
    entry.move === 'visit_booked' && lead.visitAt !== null ? `上门时间 ${dateTime(lead.visitAt, now)}` : undefined,
    entry.move === 'won' && lead.amountFen !== null ? `签单 ${yuan(lead.amountFen)}` : undefined,
    written ?? (entry.hasNote ? '有备注，查看电话后一起显示' : undefined),
  ]
    .filter((text) => text != null && text !== '')
    .join(' · ');
}

/** How a lead came. */
export const CHANNELS: Readonly<Record<LeadItem['channel'], string>> = {
  offer_page: '活动页',
  code: '社区码',
  by_hand: '触点当面登记',
};
