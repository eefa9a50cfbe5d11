import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { TicketDetail } from '#modules/desk/contract';
import { dateTime } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { BookVisit } from './book-visit.tsx';

/** What somebody may have to look at in a home. */
const SEEN_AT_HOME: readonly TicketDetail['kind'][] = ['community_voice', 'detractor_callback', 'follow_up'];

/** Somebody goes there and looks. */
export function TicketVisit({ ticket }: { ticket: TicketDetail }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [bookedAt, setBookedAt] = useState<string>();
  if (!useMay('visit.dispatch') || !SEEN_AT_HOME.includes(ticket.kind)) return null;
  return (
    <>
      <p className="ticket-take">
        <Button
          onClick={() => {
            setOpen(true);
            setBookedAt(undefined);
          }}
        >
          约上门
        </Button>
        <span className="panel-note">和住户说好时间，派人去看。</span>
      </p>
      {bookedAt === undefined ? null : (
        <p className="service-said" role="status">
          约好了，{dateTime(bookedAt)}上门。记在下面的「经过」里。
        </p>
      )}
      {isOpen ? (
        <BookVisit
          ticket={ticket}
          onBooked={(startsAt) => {
            setOpen(false);
            setBookedAt(startsAt);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
