import { useState, type FormEvent, type InputHTMLAttributes, type ReactNode } from 'react';
import { ActKey } from '../shared/act-key.ts';
import { api, newKey } from '../shared/api.ts';
import { Icon } from '../shared/icons.tsx';
import { asProblem, type ApiProblem } from '../shared/problem.ts';
import { checkLead, type LeadDraft, type LeadFaults } from './lead-draft.ts';
import type { LeadAnswer, LeadRequest, Offer } from './offer.ts';
import { visitorId, type SavedLead } from './visitor.ts';

const EMPTY: LeadDraft = { name: '', phone: '', need: '', note: '', consent: false };

interface Sending {
  readonly faults: LeadFaults;
  readonly problem: ApiProblem | undefined;
  readonly busy: boolean;
  /** Sends what is complete; answers the name of the first field that is not. */
  readonly send: (draft: LeadDraft) => Promise<string | undefined>;
  readonly clearFaults: (fields: readonly string[]) => void;
}

function useSending(offer: Offer, onLeft: (lead: SavedLead) => void): Sending {
  const [faults, setFaults] = useState<LeadFaults>({});
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const [act] = useState(() => new ActKey(newKey));
  const fail = (failed: ApiProblem): void => {
    setFaults(Object.fromEntries(failed.faults.map((fault) => [fault.path.split('.').at(-1) ?? '', fault.message])));
    setProblem(failed);
  };
  const send = async (draft: LeadDraft): Promise<string | undefined> => {
    const found = checkLead(draft);
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first !== undefined) return first;
    setBusy(true);
    setProblem(undefined);
    await sendLead(offer, draft, act).then(
      (answer) => onLeft({ ...answer, justNow: true }),
      (error: unknown) => fail(asProblem(error)),
    );
    setBusy(false);
    return undefined;
  };
  const clearFaults = (fields: readonly string[]): void =>
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !fields.includes(field))));
  return { faults, problem, busy, send, clearFaults };
}

/** The one form of the page. What was typed stays whatever happens to the network. */
export function LeadForm({ offer, onLeft }: { offer: Offer; onLeft: (lead: SavedLead) => void }): ReactNode {
  const [draft, setDraft] = useState(EMPTY);
  const { faults, problem, busy, send, clearFaults } = useSending(offer, onLeft);
  const edit = (part: Partial<LeadDraft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    clearFaults(Object.keys(part));
  };
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const first = await send(draft);
    if (first !== undefined) form.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
  };
  return (
    <form className="offer-card offer-form" id="join" onSubmit={(event) => void submit(event)} noValidate>
      <h2>{offer.play.action}</h2>
      <TextField
        label="称呼"
        name="name"
        fault={faults.name}
        autoComplete="name"
        maxLength={20}
        placeholder="怎么称呼你，如 王女士"
        value={draft.name}
        onChange={(event) => edit({ name: event.target.value })}
      />
      <TextField
        label="手机号"
        name="phone"
        fault={faults.phone}
        type="tel"
        inputMode="numeric"
        autoComplete="tel-national"
        maxLength={13}
        placeholder="11位手机号"
        value={draft.phone}
        onChange={(event) => edit({ phone: event.target.value })}
      />
      <Needs offer={offer} value={draft.need} onChange={(need) => edit({ need })} />
      <NoteField value={draft.note} onChange={(note) => edit({ note })} />
      <Consent
        text={offer.consentText}
        checked={draft.consent}
        fault={faults.consent}
        onChange={(consent) => edit({ consent })}
      />
      {problem === undefined ? null : (
        <p className="offer-problem" role="alert">
          <Icon name="alert" size={18} /> {problem.message}
        </p>
      )}
      <button type="submit" id="join-send" disabled={busy}>
        {busy ? '正在提交…' : offer.play.action}
      </button>
      <noscript>
        <p className="offer-problem">这个浏览器关掉了脚本，没法在线预约。换个浏览器打开，或者直接找你的管家登记。</p>
      </noscript>
    </form>
  );
}

async function sendLead(offer: Offer, draft: LeadDraft, act: ActKey): Promise<LeadAnswer> {
  const { consent: _consent, ...typed } = draft;
  const phone = draft.phone.replace(/\D/g, '');
  const body: LeadRequest = { ...typed, phone, consentVersion: offer.consentVersion, visitorId: visitorId() };
  const key = act.keyFor(body);
  try {
    return await api.post<LeadAnswer>(`/api/growth/offers/${encodeURIComponent(offer.token)}/leads`, { body, key });
  } catch (error) {
    if (!asProblem(error).transient) act.close();
    throw error;
  }
}

type TextFieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  name: string;
  fault: string | undefined;
};

export function TextField({ label, name, fault, ...input }: TextFieldProps): ReactNode {
  const id = `lead-${name}`;
  const faultId = fault === undefined ? undefined : `${id}-fault`;
  return (
    <div className="offer-field">
      <label htmlFor={id}>{label}</label>
      <input {...input} id={id} name={name} aria-invalid={fault !== undefined} aria-describedby={faultId} />
      {fault === undefined ? null : (
        <p className="offer-fault" id={faultId}>
          {fault}
        </p>
      )}
    </div>
  );
}

export function NoteField({ value, onChange }: { value: string; onChange: (note: string) => void }): ReactNode {
  return (
    <div className="offer-field">
      <label htmlFor="lead-note">备注（可不填）</label>
      <textarea
        id="lead-note"
        name="note"
        rows={2}
        maxLength={200}
        placeholder="比如 卫生间漏到楼下、周末在家"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function Needs({
  offer,
  value,
  onChange,
}: {
  offer: Offer;
  value: string;
  onChange: (need: string) => void;
}): ReactNode {
  if (offer.needs.length === 0) return null;
  return (
    <fieldset className="offer-needs">
      <legend>想解决什么（可不选）</legend>
      {offer.needs.map((need) => (
        <button
          key={need}
          type="button"
          aria-pressed={value === need}
          onClick={() => onChange(value === need ? '' : need)}
        >
          {need}
        </button>
      ))}
    </fieldset>
  );
}

interface ConsentProps {
  readonly text: string;
  readonly checked: boolean;
  readonly fault: string | undefined;
  readonly onChange: (checked: boolean) => void;
}

export function Consent({ text, checked, fault, onChange }: ConsentProps): ReactNode {
  return (
    <div className="offer-field">
      <label className="offer-consent">
        <input
          type="checkbox"
          name="consent"
          checked={checked}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : 'lead-consent-fault'}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{text}</span>
      </label>
      {fault === undefined ? null : (
        <p className="offer-fault" id="lead-consent-fault">
          {fault}
        </p>
      )}
    </div>
  );
}
