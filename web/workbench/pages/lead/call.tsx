import { useEffect, useRef, type ReactNode } from 'react';
import type { LeadItem, RevealAnswer } from '#modules/growth/contract';
import { api } from '../../../shared/api.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useAct, type Act } from '../../../shared/query.tsx';
import { leadPath } from '../../my/paths.ts';
import { dropHash } from '../../../shared/router.tsx';

export type Reveal = Act<string, RevealAnswer>;

/**
 * The phone in clear, for this view only: it is never kept on the phone, and the server writes down who looked. `atOnce`
 * is for who has already tapped 打电话.
 */
export function useReveal(lead: LeadItem, atOnce: boolean): Reveal {
  const reveal = useAct((leadId: string, key: string) => api.post<RevealAnswer>(leadPath(leadId, 'reveal'), { key }));
  const asked = useRef(false);
  useEffect(() => {
    if (!atOnce || asked.current || lead.consentWithdrawn) return;
    asked.current = true;
    dropHash();
    void reveal.run(lead.leadId);
  });
  return reveal;
}

/** First the number, then the call; the line says that looking leaves a trace. */
export function CallButton({ lead, reveal }: { lead: LeadItem; reveal: Reveal }): ReactNode {
  const phone = reveal.answer?.phone;
  if (phone !== undefined) {
    return (
      <a className="button button-main" href={`tel:${phone}`}>
        <Icon name="phone" size={24} /> 拨打 {spaced(phone)}
      </a>
    );
  }
  return (
    <>
      <p className="next-note">查看号码会留下记录，只用于联系这位住户。</p>
      <button
        type="button"
        className="button button-main"
        disabled={reveal.busy}
        onClick={() => void reveal.run(lead.leadId)}
      >
        <Icon name="phone" size={24} /> {reveal.busy ? '正在取号码…' : '看号码，打电话'}
      </button>
    </>
  );
}

/** `138 0000 0001`: read aloud in threes and fours. */
function spaced(phone: string): string {
  return phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');
}

/** What the resident wrote, and what was written down since; shown together with the number. */
export function Notes({ reveal }: { reveal: Reveal }): ReactNode {
  const { note = '', notes = [] } = reveal.answer ?? {};
  if (note === '' && notes.length === 0) return null;
  return (
    <section className="card card-people" aria-labelledby="notes">
      <h2 id="notes">留言</h2>
      {note === '' ? null : <p>{note}</p>}
      {notes.map((one) => (
        <p key={one.step}>{one.text}</p>
      ))}
    </section>
  );
}
