import { useState, type ReactNode } from 'react';
import { ActKey } from '../shared/act-key.ts';
import { newKey } from '../shared/api.ts';
import { asProblem, type ApiProblem } from '../shared/problem.ts';
import { Chips, ContactForm, NoteField, SendButton } from './contact-form.tsx';
import { checkLead, type LeadDraft } from './lead-draft.ts';
import type { LeadAnswer, LeadRequest, Offer } from './offer.ts';
import { digitsOf, postOnce } from './post-once.ts';
import { visitorId, type SavedLead } from './visitor.ts';

const EMPTY: LeadDraft = { name: '', phone: '', need: '', note: '', consent: false };

/** Who wants what is offered, and may be called. */
export function LeadForm({ offer, onLeft }: { offer: Offer; onLeft: (lead: SavedLead) => void }): ReactNode {
  const [draft, setDraft] = useState(EMPTY);
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const [act] = useState(() => new ActKey(newKey));
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    await sendLead(offer, draft, act).then(
      (answer) => onLeft({ ...answer, justNow: true }),
      (error: unknown) => setProblem(asProblem(error)),
    );
    setBusy(false);
  };
  return (
    <ContactForm
      className="offer-card offer-form"
      id="join"
      title={offer.play.action}
      draft={draft}
      onEdit={(part) => setDraft((before) => ({ ...before, ...part }))}
      check={checkLead}
      problem={problem}
      consentText={offer.consentText}
      onSend={send}
      fields={(edit) => (
        <>
          <Chips
            legend="想解决什么（可不选）"
            options={offer.needs.map((need) => [need, need])}
            value={draft.need}
            onChange={(need) => edit({ need })}
          />
          <NoteField value={draft.note} onChange={(note) => edit({ note })} />
        </>
      )}
    >
      <SendButton id="join-send" busy={busy}>
        {busy ? '正在提交…' : offer.play.action}
      </SendButton>
      <noscript>
        <p className="offer-problem">这个浏览器关掉了脚本，没法在线预约。换个浏览器打开，或者直接找你的管家登记。</p>
      </noscript>
    </ContactForm>
  );
}

function sendLead(offer: Offer, draft: LeadDraft, act: ActKey): Promise<LeadAnswer> {
  const { consent: _consent, ...typed } = draft;
  const phone = digitsOf(draft.phone);
  const body: LeadRequest = { ...typed, phone, consentVersion: offer.consentVersion, visitorId: visitorId() };
  return postOnce(act, `/api/growth/offers/${encodeURIComponent(offer.token)}/leads`, body);
}
