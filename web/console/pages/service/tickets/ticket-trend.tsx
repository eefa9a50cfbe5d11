import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TicketDetail } from '#modules/desk/contract';
import type { AlertDetail } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { asProblem } from '../../../../shared/problem.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine, Skeleton } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { ALERT_TOPICS, alertPath, ALERTS_KEY } from '../../listening/listening-paths.ts';
import { TrendSection } from '../../listening/trend-section.tsx';
import { useTicket } from './use-ticket.ts';

/** Whether people still complain: of what was settled, and of what a follow-up asks about. */
export function TicketTrend({ ticket }: { ticket: TicketDetail }): ReactNode {
  const mayRead = useMay('cdp.read');
  if (ticket.kind === 'follow_up') return <Original ticket={ticket} mayRead={mayRead} />;
  if (ticket.kind !== 'community_voice' || ticket.state !== 'done' || !mayRead) return null;
  return <AlertTrend ticket={ticket} />;
}

/** What a follow-up asks about, and what was opened of it again. */
function Original({ ticket, mayRead }: { ticket: TicketDetail; mayRead: boolean }): ReactNode {
  const query = useTicket(ticket.subject.id);
  const original = query.data;
  if (original === undefined) {
    return <ProblemLine problem={query.error === null ? undefined : asProblem(query.error)} />;
  }
  return (
    <>
      {ticket.outcome === 'not_settled' ? (
        <p>
          <Link to="/service/tickets" search={{ subject: original.subject.id, state: 'all' } as never}>
            看又开的那张工单
          </Link>
        </p>
      ) : null}
      {original.kind === 'community_voice' && mayRead ? <AlertTrend ticket={original} /> : null}
    </>
  );
}

function AlertTrend({ ticket: { cityId, subject } }: { ticket: TicketDetail }): ReactNode {
  const id = `${cityId}/${subject.id}`;
  const queryKey = [...ALERTS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<AlertDetail>(alertPath(id), { signal }),
  });
  // The alert is over a moment after its ticket is.
  useLiveQuery(ALERT_TOPICS, queryKey);
  return (
    <Await query={query} loading={<Skeleton rows={3} />}>
      {(alert) => <TrendSection alert={alert} />}
    </Await>
  );
}
