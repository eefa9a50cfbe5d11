import type { Migration } from '#platform/postgres';

/** What was done about a ticket stands in its timeline, with what came of it; what was settled is asked about again. */
export const ticketActs: Migration = {
  name: '0003-ticket-acts',
  up: `
    alter table desk.ticket drop constraint ticket_outcome_check;
    alter table desk.ticket add constraint ticket_outcome_check
      check (outcome in ('called_back', 'resolved', 'unreachable', 'no_action', 'not_settled'));

    alter table desk.ticket_step drop constraint ticket_step_move_check;
    alter table desk.ticket_step add constraint ticket_step_move_check
      check (move in ('opened', 'taken', 'noted', 'claimed', 'visited', 'done'));
    -- The claim or visit that came of the ticket.
    alter table desk.ticket_step add column ref_id uuid;
    alter table desk.ticket_step add constraint ticket_step_ref_check
      check ((ref_id is not null) = (move in ('claimed', 'visited')));
  `,
};
