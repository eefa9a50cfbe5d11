import type { ReactNode } from 'react';
import type { CalendarAnswer } from '#modules/fulfilment/contract';
import { useNow } from '../../../shared/use-now.ts';
import { visitsMet, type LeaveTimes } from '../../my/leave-words.ts';
import { when } from '../../my/visit-words.ts';

/** What a leave would meet, before it is asked for. */
export function MetVisits({ days, times }: { days: CalendarAnswer['days']; times: LeaveTimes }): ReactNode {
  const now = useNow(60_000);
  const met = visitsMet(days, times);
  if (met.length === 0) return <p className="calendar-met">这段时间没有约好的单。</p>;
  return (
    <div className="calendar-met">
      <p>这段时间有 {met.length} 单约好了，会转给同事；没人接的由店长安排：</p>
      <ul>
        {met.map((visit) => (
          <li key={visit.visitId}>
            {when(visit, now)} {visit.communityName}
          </li>
        ))}
      </ul>
    </div>
  );
}
