import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { TicketDetail } from '#modules/desk/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { ticketPath, TICKETS_KEY } from '../service-paths.ts';
import { TicketClose } from './ticket-close.tsx';
import { TicketNote } from './ticket-note.tsx';
import { TicketVisit } from './ticket-visit.tsx';

/** Whoever may acts on a ticket that is not done: takes it, sends somebody, writes down what was done, closes it. */
export function TicketHandle({ ticket }: { ticket: TicketDetail }): ReactNode {
  if (!useMay('ticket.act') || ticket.state === 'done') return null;
  return (
    <>
      <PanelSection title="办这件事">
        <Take ticket={ticket} />
        <TicketVisit ticket={ticket} />
      </PanelSection>
      <TicketNote ticket={ticket} />
      <TicketClose ticket={ticket} />
    </>
  );
}

/** Taking it, or taking it over from a colleague. */
function Take({ ticket }: { ticket: TicketDetail }): ReactNode {
  const take = useAct(
    (revision: number, key) => api.post(`${ticketPath(ticket.ticketId)}/take`, { body: { revision }, key }),
    { stale: [TICKETS_KEY] },
  );
  const isTaken = ticket.state === 'taken';
  return (
    <>
      {ticket.mine ? (
        <p className="panel-note">这张在你手里。</p>
      ) : (
        <p className="ticket-take">
          <Button type="primary" loading={take.busy} onClick={() => void take.run(ticket.revision)}>
            {isTaken ? '从同事手里接过来' : '接手'}
          </Button>
          <span className="panel-note">{isTaken ? '有同事正在办，接过来他会看到。' : '接手后别人就知道你在办。'}</span>
        </p>
      )}
      <ProblemLine problem={take.problem} />
    </>
  );
}
