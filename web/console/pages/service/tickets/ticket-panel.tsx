import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { TicketDetail, TicketRevealAnswer } from '#modules/desk/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useAct, type Act } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { ticketPath } from '../service-paths.ts';
import { TicketEnd, TicketHandle } from './ticket-handle.tsx';
import { TicketPeople } from './ticket-people.tsx';
import { TicketTimeline } from './ticket-timeline.tsx';
import { TicketTrend } from './ticket-trend.tsx';
import { dueOf, isNameless, subjectOf, whoOf } from './ticket-words.ts';
import { useTicket } from './use-ticket.ts';
import './tickets.css';

export function useTicketPanel(id: string | undefined, onClose: () => void): SidePanelProps | undefined {
  const query = useTicket(id);
  if (id === undefined) return undefined;
  const ticket = query.data;
  return {
    title: ticket === undefined ? '工单' : `${ticket.kindName} · ${ticket.communityName}`,
    subtitle: ticket === undefined ? '' : `${ticket.ticketNumber} · ${ticket.stateName} · ${ticket.priorityName}`,
    onClose,
    children: <Await query={query}>{(found) => <TicketBody key={found.ticketId} ticket={found} />}</Await>,
  };
}

/** One ticket: what happened and by when, whom it is about, what can be done about it, and what was done so far. */
function TicketBody({ ticket }: { ticket: TicketDetail }): ReactNode {
  const now = useNow();
  const due = dueOf(ticket, now);
  const subject = subjectOf(ticket);
  const reveal: Act<void, TicketRevealAnswer> = useAct((_: void, key) =>
    api.post<TicketRevealAnswer>(`${ticketPath(ticket.ticketId)}/reveal`, { key }),
  );
  return (
    <Panel>
      <p className={due?.late === true ? 'service-alarm service-alarm-late' : 'service-alarm'}>
        {ticket.summary}。
        {due === undefined ? '' : `${dateTime(ticket.dueAt, now)}前办完，${due.late ? '已经超时' : due.words}。`}
      </p>
      {subject === undefined ? null : (
        <p>
          <Link to={subject.to} search={subject.search as never}>
            {subject.words}
          </Link>
        </p>
      )}
      <TicketTrend ticket={ticket} />
      <Contact ticket={ticket} reveal={reveal} />
      <TicketHandle ticket={ticket} />
      {ticket.subject.kind === 'listening_alert' ? <TicketPeople ticket={ticket} /> : null}
      <TicketEnd ticket={ticket} />
      <TicketTimeline ticket={ticket} reveal={reveal} />
      <PanelSection title="这张工单">
        <Facts
          facts={[
            ['单号', ticket.ticketNumber],
            [
              '小区',
              <Link key="where" to="/communities" search={{ open: ticket.communityId } as never}>
                {ticket.communityName}
              </Link>,
            ],
            ['开单', dateTime(ticket.openedAt, now)],
            ['办结', ticket.closedAt === null ? undefined : dateTime(ticket.closedAt, now)],
            ['结果', ticket.outcomeName ?? undefined],
          ]}
        />
      </PanelSection>
    </Panel>
  );
}

interface ContactProps {
  readonly ticket: TicketDetail;
  readonly reveal: Act<void, TicketRevealAnswer>;
}

function Contact({ ticket, reveal }: ContactProps): ReactNode {
  const may = useMay('lead.reveal') && (ticket.name !== '' || ticket.phone !== '');
  // Nobody knows a phone of some: opening their notes shows none.
  const shown = may ? reveal.answer : undefined;
  return (
    <PanelSection title="顾客">
      <p className="service-contact">
        <strong>{shown?.name || whoOf(ticket)}</strong>
        {shown === undefined ? (
          <span>{ticket.phone}</span>
        ) : (
          <a href={`tel:${shown.phone}`}>
            <Icon name="phone" size={16} />
            {shown.phone}
          </a>
        )}
        {may && shown === undefined ? (
          <Button size="small" loading={reveal.busy} onClick={() => void reveal.run()}>
            为办这张工单查看电话
          </Button>
        ) : null}
      </p>
      <p className="panel-note">{contactNote(ticket, { may, isShown: shown !== undefined })}</p>
      {may ? <ProblemLine problem={reveal.problem} /> : null}
    </PanelSection>
  );
}

function contactNote(ticket: TicketDetail, { may, isShown }: { may: boolean; isShown: boolean }): string {
  if (isShown) return '这次查看已记入审计：你的账号、时间和目的「售后服务」。';
  if (may) return '查看会记入审计：谁、什么时候、为了什么。';
  if (isNameless(ticket) && ticket.phone === '') return '还不知道他的电话，先在群里联系。';
  return '完整电话只给跟进的人和店长看。';
}
