import { Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { CloseTicketBody, TicketChoices, TicketDetail } from '#modules/desk/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { Await, ProblemLine, Skeleton } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { ticketPath, TICKETS_KEY } from '../service-paths.ts';
import { firstFollowUp, followUpChoices } from './ticket-words.ts';
import { useTicketChoices } from './use-ticket-choices.ts';

type Outcome = CloseTicketBody['outcome'];

/** What came of it, and whether somebody asks again. */
export function TicketClose({ ticket }: { ticket: TicketDetail }): ReactNode {
  return (
    <PanelSection title="办完了，选个结果">
      <Await query={useTicketChoices()} loading={<Skeleton rows={1} />}>
        {(choices) => <Close ticket={ticket} choices={choices} />}
      </Await>
    </PanelSection>
  );
}

function Close({ ticket, choices }: { ticket: TicketDetail; choices: TicketChoices }): ReactNode {
  const { outcomes, followUpDays: usual } = choices;
  const noteId = useId();
  const [outcome, setOutcome] = useState<Outcome>();
  const [note, setNote] = useState('');
  const [followUp, setFollowUp] = useState(() => firstFollowUp(ticket, usual));
  const close = useAct(
    (body: CloseTicketBody, key) => api.post(`${ticketPath(ticket.ticketId)}/close`, { body, key }),
    { stale: [TICKETS_KEY] },
  );
  const fitting = outcomes.filter(({ kinds }) => kinds.includes(ticket.kind));
  const mayFollowUp =
    ticket.kind !== 'follow_up' && fitting.some(({ code, mayFollowUp: may }) => may && code === outcome);
  const days = mayFollowUp ? Number(followUp) : 0;
  return (
    <>
      <Chips
        label="结果"
        options={fitting.map(({ code, name }) => ({ value: code as Outcome, label: name }))}
        value={outcome}
        onChange={(next) => setOutcome(next === outcome ? undefined : next)}
      />
      {outcome === undefined ? null : (
        <div className="service-form">
          {outcome === 'not_settled' ? (
            <p className="ticket-next">会照原来的事再开一张工单，按紧急程度重新算时限。</p>
          ) : null}
          {mayFollowUp ? <FollowUp usual={usual} value={followUp} onChange={setFollowUp} /> : null}
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
            onDo={() =>
              void close.run({
                revision: ticket.revision,
                outcome,
                note: note.trim(),
                ...(days === 0 ? {} : { followUpDays: days }),
              })
            }
            onClose={() => setOutcome(undefined)}
          />
        </div>
      )}
    </>
  );
}

interface FollowUpProps {
  readonly usual: number;
  readonly value: string;
  readonly onChange: (days: string) => void;
}

function FollowUp({ usual, value, onChange }: FollowUpProps): ReactNode {
  return (
    <div className="ticket-follow-up">
      <span aria-hidden="true">过几天回访</span>
      <Chips label="过几天回访" options={followUpChoices(usual)} value={value} onChange={onChange} />
      {value === '0' ? null : <p className="ticket-next">会开一张回访工单，{value} 天后问问好了没有。</p>}
    </div>
  );
}
