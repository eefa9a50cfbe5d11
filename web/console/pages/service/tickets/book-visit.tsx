import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { TicketDetail } from '#modules/desk/contract';
import type { ServiceItem, SlotItem } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { asProblem, type ApiProblem } from '../../../../shared/problem.ts';
import { useAct } from '../../../../shared/query.tsx';
import { Await, ProblemLine, Skeleton } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field } from '../../../parts/field.tsx';
import { SERVICES_KEY, SERVICES_PATH, TICKETS_KEY, ticketVisitsPath, VISITS_KEY } from '../service-paths.ts';
import { SlotChoice } from '../visits/slot-choice.tsx';
import '../visits/visits.css';
import { whoOf } from './ticket-words.ts';
import { bodyOf, emptyVisit, faultOf, NEW_CONTACT, type BookBody, type VisitDraft } from './visit-draft.ts';

interface BookVisitProps {
  readonly ticket: TicketDetail;
  readonly onBooked: (startsAt: string) => void;
  readonly onClose: () => void;
}

const SLOTS_KEY = ['slots'];

/** A visit to the home of whom a ticket is about: which service, when, and whom to ring. */
export function BookVisit({ ticket, onBooked, onClose }: BookVisitProps): ReactNode {
  const client = useQueryClient();
  const now = useNow();
  const [draft, setDraft] = useState(emptyVisit);
  const path = ticketVisitsPath(ticket.ticketId);
  const onRefused = ({ code }: ApiProblem): void => {
    if (code === 'ticket-without-phone') setDraft((it) => ({ ...it, contact: it.contact ?? NEW_CONTACT }));
    if (code === 'slot-taken') {
      setDraft((it) => ({ ...it, startsAt: undefined }));
      void client.invalidateQueries({ queryKey: SLOTS_KEY });
    }
  };
  const act = useAct(
    (body: BookBody, key) =>
      api.post<{ startsAt: string }>(`${path}/visits`, { body, key }).catch((error: unknown) => {
        onRefused(asProblem(error));
        throw error;
      }),
    { stale: [TICKETS_KEY, VISITS_KEY, SLOTS_KEY], onDone: ({ startsAt }) => onBooked(startsAt) },
  );
  const fault = faultOf(draft);
  return (
    <ActDialog
      title={`约上门 · ${ticket.communityName}`}
      width={600}
      verb={draft.startsAt === undefined ? '约上' : `约${dateTime(draft.startsAt, now)}`}
      ready={fault === undefined}
      busy={act.busy}
      onAct={() => void act.run(bodyOf(draft))}
      onClose={onClose}
    >
      <div className="form-stack">
        <Services draft={draft} setDraft={setDraft} />
        {draft.service === undefined ? null : (
          <div className="ticket-slots">
            <SlotChoice
              path={`${path}/slots`}
              query={{ service: draft.service }}
              value={draft.startsAt}
              onChange={(startsAt) => setDraft({ ...draft, startsAt })}
            />
          </div>
        )}
        <Contact ticket={ticket} draft={draft} setDraft={setDraft} problem={act.problem} />
        <ProblemLine problem={act.problem} />
        <NextFree problem={act.problem} draft={draft} setDraft={setDraft} />
        {fault === undefined || act.problem !== undefined ? null : <p className="panel-note">{fault}。</p>}
      </div>
    </ActDialog>
  );
}

interface PartProps {
  readonly draft: VisitDraft;
  readonly setDraft: (draft: VisitDraft) => void;
}

/** What staff may book, of what is on offer. */
function Services({ draft, setDraft }: PartProps): ReactNode {
  const query = useQuery({
    queryKey: SERVICES_KEY,
    queryFn: ({ signal }) => api.get<{ items: ServiceItem[] }>(SERVICES_PATH, { signal }),
    staleTime: 60_000,
  });
  return (
    <Await query={query} loading={<Skeleton rows={1} />}>
      {({ items }) => {
        const offered = items.filter(({ active, bookedBy }) => active && bookedBy.includes('staff'));
        if (offered.length === 0) return <p className="panel-note">现在没有门店能代约的上门服务。</p>;
        return (
          <Chips
            label="约什么"
            options={offered.map(({ service, name }) => ({ value: service, label: name }))}
            value={draft.service}
            onChange={(service) => setDraft({ ...draft, service, startsAt: undefined })}
          />
        );
      }}
    </Await>
  );
}

/** Whom to ring at the door: who is known, or somebody else. */
function Contact({
  ticket,
  draft,
  setDraft,
  problem,
}: PartProps & { readonly ticket: TicketDetail; readonly problem: ApiProblem | undefined }): ReactNode {
  const { contact } = draft;
  if (contact === undefined) {
    return (
      <p className="ticket-contact">
        <span>
          联系人：{whoOf(ticket)} {ticket.phone}
        </span>
        <Button type="link" size="small" onClick={() => setDraft({ ...draft, contact: NEW_CONTACT })}>
          换个联系人
        </Button>
      </p>
    );
  }
  return (
    <div className="ticket-contact-fields">
      <div className="form-row">
        <Field label="称呼" fault={problem?.faultAt('contact.name')}>
          {(id) => (
            <Input
              id={id}
              maxLength={40}
              placeholder="王女士"
              value={contact.name}
              onChange={(event) => setDraft({ ...draft, contact: { ...contact, name: event.target.value } })}
            />
          )}
        </Field>
        <Field label="电话" fault={problem?.faultAt('contact.phone')}>
          {(id) => (
            <Input
              id={id}
              type="tel"
              maxLength={20}
              placeholder="11 位手机号"
              autoComplete="off"
              value={contact.phone}
              onChange={(event) => setDraft({ ...draft, contact: { ...contact, phone: event.target.value } })}
            />
          )}
        </Field>
      </div>
      {ticket.phone === '' ? null : (
        <Button type="link" size="small" onClick={() => setDraft({ ...draft, contact: undefined })}>
          还是找{whoOf(ticket)}
        </Button>
      )}
    </div>
  );
}

/** The times that the server names in place of one that is gone. */
function NextFree({ problem, draft, setDraft }: PartProps & { readonly problem: ApiProblem | undefined }): ReactNode {
  const now = useNow();
  const next = problem?.code === 'slot-taken' ? (problem.told['next'] as readonly SlotItem[] | undefined) : undefined;
  if (next === undefined || next.length === 0) return null;
  return (
    <Chips
      label="最近有空的时间"
      options={next.map(({ startsAt }) => ({ value: startsAt, label: dateTime(startsAt, now) }))}
      value={draft.startsAt}
      onChange={(startsAt) => setDraft({ ...draft, startsAt })}
    />
  );
}
