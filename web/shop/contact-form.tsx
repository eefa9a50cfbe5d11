import {
  useEffect,
  useRef,
  useState,
  type FormEvent,
  type InputHTMLAttributes,
  type ReactNode,
  type RefObject,
} from 'react';
import { Icon } from '../shared/icons.tsx';
import type { ApiProblem } from '../shared/problem.ts';
import type { LeadDraft } from './lead-draft.ts';
import { useHere } from './parts/use-here.ts';

/** What is wrong with a field, in words, by its name. */
type Faults = Readonly<Record<string, string>>;

interface ContactFormProps<Draft extends LeadDraft> {
  readonly className: string;
  readonly id?: string;
  readonly label?: string;
  readonly title?: string;
  readonly draft: Draft;
  readonly onEdit: (part: Partial<Draft>) => void;
  /** What is missing before it can be sent, by field, in the order of the form. */
  readonly check: (draft: Draft) => { readonly [Field in keyof Draft]?: string };
  /** What the server said against it. */
  readonly problem: ApiProblem | undefined;
  readonly consentText: string;
  readonly onSend: () => Promise<unknown>;
  /** What is asked besides a name, a number and a consent. */
  readonly fields: (edit: (part: Partial<Draft>) => void, faults: Faults) => ReactNode;
  /** The button that sends it. */
  readonly children: ReactNode;
}

/** Who somebody is, and that we may call: the one form of a page. What was typed stays whatever happens to the network. */
export function ContactForm<Draft extends LeadDraft>(props: ContactFormProps<Draft>): ReactNode {
  const { className, id, label, title, draft, onEdit, check, problem, consentText, onSend, fields, children } = props;
  const [faults, clear, setFaults] = useFaults(problem);
  const form = useTypedBefore(draft, onEdit as (part: Partial<LeadDraft>) => void);
  const edit = (part: Partial<Draft>): void => {
    onEdit(part);
    clear(Object.keys(part));
  };
  const editContact = edit as (part: Partial<LeadDraft>) => void;
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const found = check(draft) as Faults;
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first === undefined) await onSend();
    else event.currentTarget.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
  };
  return (
    <form
      ref={form}
      className={className}
      id={id}
      aria-label={label}
      onSubmit={(event) => void submit(event)}
      noValidate
    >
      {title === undefined ? null : <h2>{title}</h2>}
      <TextField
        label="称呼"
        name="name"
        fault={faults['name']}
        autoComplete="name"
        maxLength={20}
        placeholder="怎么称呼你，如 王女士"
        value={draft.name}
        onChange={(event) => editContact({ name: event.target.value })}
      />
      <TextField
        label="手机号"
        name="phone"
        fault={faults['phone']}
        type="tel"
        inputMode="numeric"
        autoComplete="tel-national"
        maxLength={13}
        placeholder="11位手机号"
        value={draft.phone}
        onChange={(event) => editContact({ phone: event.target.value })}
      />
      {fields(edit, faults)}
      <Consent
        text={consentText}
        checked={draft.consent}
        fault={faults['consent']}
        onChange={(consent) => editContact({ consent })}
      />
      {problem === undefined ? null : (
        <p className="offer-problem" role="alert">
          <Icon name="alert" size={18} /> {problem.message}
        </p>
      )}
      {children}
    </form>
  );
}

/** Sends the form; until the scripts of the page are there it cannot, or the browser would send it by itself, in the open. */
export function SendButton({ id, busy, children }: { id?: string; busy: boolean; children: ReactNode }): ReactNode {
  const here = useHere();
  return (
    <button type="submit" id={id} disabled={busy || !here}>
      {children}
    </button>
  );
}

/** Takes over what somebody typed while the scripts of the page were on their way: it is theirs, and stays. */
function useTypedBefore(
  draft: LeadDraft,
  onEdit: (part: Partial<LeadDraft>) => void,
): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  const adopted = useRef(false);
  useEffect(() => {
    if (adopted.current) return;
    adopted.current = true;
    const typed = typedBefore(form.current, draft);
    if (Object.keys(typed).length > 0) onEdit(typed);
  }, [draft, onEdit]);
  return form;
}

function typedBefore(form: HTMLFormElement | null, draft: LeadDraft): Partial<LeadDraft> {
  const field = (name: string): Element | RadioNodeList | null | undefined => form?.elements.namedItem(name);
  const text = (name: string): string => {
    const found = field(name);
    return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found.value : '';
  };
  const box = field('consent');
  const said = {
    name: text('name'),
    phone: text('phone'),
    note: text('note'),
    consent: box instanceof HTMLInputElement && box.checked,
  };
  const isNew = ([name, value]: [string, string | boolean]): boolean =>
    value !== '' && value !== false && value !== draft[name as keyof typeof said];
  return Object.fromEntries(Object.entries(said).filter(isNew));
}

/** What this form and the server say against the fields; an edited field is not complained about any more. */
function useFaults(
  problem: ApiProblem | undefined,
): [faults: Faults, clear: (fields: readonly string[]) => void, set: (faults: Faults) => void] {
  const [faults, setFaults] = useState<Faults>({});
  const [heard, setHeard] = useState<ApiProblem>();
  if (problem !== heard) {
    setHeard(problem);
    if (problem !== undefined) {
      setFaults(Object.fromEntries(problem.faults.map(({ path, message }) => [path.split('.').at(-1) ?? '', message])));
    }
  }
  const clear = (fields: readonly string[]): void =>
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !fields.includes(field))));
  return [faults, clear, setFaults];
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

interface ChipsProps {
  readonly legend: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One of a few, or none: a second tap takes it back. */
export function Chips({ legend, options, value, onChange }: ChipsProps): ReactNode {
  if (options.length === 0) return null;
  return (
    <fieldset className="offer-needs">
      <legend>{legend}</legend>
      {options.map(([option, name]) => (
        <button
          key={option}
          type="button"
          aria-pressed={value === option}
          onClick={() => onChange(value === option ? '' : option)}
        >
          {name}
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

function Consent({ text, checked, fault, onChange }: ConsentProps): ReactNode {
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
