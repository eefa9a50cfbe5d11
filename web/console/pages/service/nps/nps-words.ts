import type { NpsAnswer } from '#modules/growth/contract';
import { addDays, businessDay } from '#kernel/time';
import { count, percent } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export const SPANS = { month: '近30天', quarter: '近90天', year: '近一年' } as const;
export type Span = keyof typeof SPANS;
const DAYS: Readonly<Record<Span, number>> = { month: 30, quarter: 90, year: 365 };
export const isSpan = (text: string | undefined): text is Span => text !== undefined && Object.hasOwn(SPANS, text);

/** The first and the last business day of a span that ends today. */
export const daysOf = (span: Span, now: number): { readonly from: string; readonly to: string } => ({
  from: businessDay(addDays(new Date(now), 1 - DAYS[span])),
  to: businessDay(new Date(now)),
});

/** `+42.5`, `−10`; a dash without an answer. */
export function npsFigure(nps: number | null): string {
  if (nps === null) return '—';
  return nps > 0 ? `+${count(nps)}` : nps < 0 ? `−${count(-nps)}` : '0';
}

export type Kind = 'detractor' | 'passive' | 'promoter';
export const KINDS: Readonly<Record<Kind, string>> = { detractor: '差评', passive: '一般', promoter: '愿意推荐' };
export const KIND_TONES: Readonly<Record<Kind, StateTone>> = { detractor: 'bad', passive: 'neutral', promoter: 'good' };
/** 0 to 6, 7 and 8, 9 and 10. */
export const kindOf = (score: number): Kind => (score <= 6 ? 'detractor' : score <= 8 ? 'passive' : 'promoter');

/** The answer of the page: the figure, and what it is made of. */
export function answerOf(nps: NpsAnswer): PageAnswer {
  const { answered, invited, promoters, detractors } = nps;
  const why =
    answered === 0
      ? invited === 0
        ? '这段时间没有竣工的人家。'
        : `问了${count(invited)}家，还没人回。`
      : `${count(answered)}家回了：${count(promoters)}家愿意推荐（${percent(promoters / answered)}），${count(detractors)}家打了低分（${percent(detractors / answered)}）。同期问了${count(invited)}家。`;
  return { figure: npsFigure(nps.nps), unit: 'NPS（愿意推荐的占比减打低分的占比）', why };
}
