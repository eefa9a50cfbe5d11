import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { CloseTicketBody, TicketDetail, TicketRevealAnswer } from '#modules/desk/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useAct, type Act } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection, Steps } from '../../../parts/panel-section.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { TICKETS_KEY, TICKETS_PATH, TICKET_TOPICS } from '../service-paths.ts';
import { useOutcomes } from './use-outcomes.ts';
import { dueOf, stepsOf, subjectOf, whoOf } from './ticket-words.ts';

type Outcome = CloseTicketBody['outcome'];

export function useTicketPanel(id: string | undefined, onClose: () => void): SidePanelProps | undefined {
  const queryKey = [...TICKETS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<TicketDetail>(`${TICKETS_PATH}/${id ?? ''}`, { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : TICKET_TOPICS, queryKey);
  if (id === undefined) return undefined;
  const ticket = query.data;
  return {
    title: ticket === undefined ? '工单' : `${ticket.kindName} · ${ticket.communityName}`,
    subtitle: ticket === undefined ? '' : `${ticket.ticketNumber} · ${ticket.stateName} · ${ticket.priorityName}`,
    onClose,
    children: <Await query={query}>{(found) => <TicketBody key={found.ticketId} ticket={found} />}</Await>,
  };
}

/** One ticket: what happened and by when, whom to call, taking it, closing it, and what was done so far. */
function TicketBody({ ticket }: { ticket: TicketDetail }): ReactNode {
  const now = useNow();
  const due = dueOf(ticket, now);
  const subject = subjectOf(ticket);
  const reveal: Act<void, TicketRevealAnswer> = useAct((_: void, key) =>
    api.post<TicketRevealAnswer>(`${TICKETS_PATH}/${ticket.ticketId}/reveal`, { key }),
  );
  const notes = reveal.answer && new Map(reveal.answer.notes.map(({ step, text }) => [step, text]));
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
      <Contact ticket={ticket} reveal={reveal} />
      <Handle ticket={ticket} />
      <PanelSection title="经过">
        <Steps steps={stepsOf(ticket, notes)} />
      </PanelSection>
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
  const may = useMay('lead.reveal') && ticket.name !== '';
  const shown = reveal.answer;
  return (
    <PanelSection title="顾客">
      <p className="service-contact">
        <strong>{shown?.name ?? whoOf(ticket)}</strong>
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
      <p className="panel-note">
        {shown === undefined
          ? may
            ? '查看会记入审计：谁、什么时候、为了什么。'
            : '完整电话只给跟进的人和店长看。'
          : '这次查看已记入审计：你的账号、时间和目的「售后服务」。'}
      </p>
      <ProblemLine problem={reveal.problem} />
    </PanelSection>
  );
}

/** Taking it, or taking it over from a colleague; then closing it. */
function Handle({ ticket }: { ticket: TicketDetail }): ReactNode {
  const take = useAct(
    (revision: number, key) => api.post(`${TICKETS_PATH}/${ticket.ticketId}/take`, { body: { revision }, key }),
    { stale: [TICKETS_KEY] },
  );
  if (!useMay('ticket.act') || ticket.state === 'done') return null;
  return (
    <PanelSection title="办这件事">
      {ticket.mine ? (
        <p className="panel-note">这张在你手里。</p>
      ) : (
        <p className="ticket-take">
          <Button type="primary" loading={take.busy} onClick={() => void take.run(ticket.revision)}>
            {ticket.state === 'taken' ? '从同事手里接过来' : '接手'}
          </Button>
          <span className="panel-note">
            {ticket.state === 'taken' ? '有同事正在办，接过来他会看到。' : '接手后别人就知道你在办。'}
          </span>
        </p>
      )}
      <ProblemLine problem={take.problem} />
      <p className="panel-note">办完了，选个结果：</p>
      <Close ticket={ticket} />
    </PanelSection>
  );
}

function Close({ ticket }: { ticket: TicketDetail }): ReactNode {
  const outcomes = useOutcomes();
  const noteId = useId();
  const [outcome, setOutcome] = useState<Outcome>();
  const [note, setNote] = useState('');
  const close = useAct(
    (body: CloseTicketBody, key) => api.post(`${TICKETS_PATH}/${ticket.ticketId}/close`, { body, key }),
    { stale: [TICKETS_KEY] },
  );
  return (
    <>
      <Chips
        label="结果"
        options={outcomes.map(({ code, name }) => ({ value: code as Outcome, label: name }))}
        value={outcome}
        onChange={(next) => setOutcome(next === outcome ? undefined : next)}
      />
      {outcome === undefined ? null : (
        <div className="service-form">
          <label htmlFor={noteId}>备注（可不填，加密保存）</label>
          <Input.TextArea
            id={noteId}
            value={note}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => setNote(event.target.value)}
          />
          <ProblemLine problem={close.problem} />
          <FormEnd
            verb="办结"
            fault={undefined}
            busy={close.busy}
            onDo={() => void close.run({ revision: ticket.revision, outcome, note: note.trim() })}
            onClose={() => setOutcome(undefined)}
          />
        </div>
      )}
    </>
  );
}
