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

interface TicketProps {
  readonly ticket: TicketDetail;
}

/** Whoever may acts on a ticket as long as it is not done. */
const useMayAct = ({ state }: TicketDetail): boolean => useMay('ticket.act') && state !== 'done';

/** Takes it, or sends somebody. */
export function TicketHandle({ ticket }: TicketProps): ReactNode {
  if (!useMayAct(ticket)) return null;
  return (
    <PanelSection title="办这件事">
      <Take ticket={ticket} />
      <TicketVisit ticket={ticket} />
    </PanelSection>
  );
}

/** Writes down what was done, and what came of it. */
export function TicketEnd({ ticket }: TicketProps): ReactNode {
  if (!useMayAct(ticket)) return null;
  return (
    <>
      <TicketNote ticket={ticket} />
      <TicketClose ticket={ticket} />
    </>
  );
}

/** Taking it, or taking it over from a colleague. */
function Take({ ticket }: TicketProps): ReactNode {
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
