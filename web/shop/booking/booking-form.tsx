import { useState, type FormEvent, type ReactNode } from 'react';
import type { BookingView } from '#modules/growth/contract';
import { yuan } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import { Consent, NoteField, TextField } from '../lead-form.tsx';
import { checkBooking, type BookingDraft, type BookingFaults } from './booking-draft.ts';
import type { Booking } from './use-booking.ts';

interface BookingFormProps {
  readonly page: BookingView;
  readonly draft: BookingDraft;
  readonly onEdit: (part: Partial<BookingDraft>) => void;
  readonly booking: Booking;
  readonly onSend: () => Promise<void>;
}

/** Who, where, what for. It stays as it is while another time is chosen. */
export function BookingForm({ page, draft, onEdit, booking, onSend }: BookingFormProps): ReactNode {
  const [faults, setFaults] = useState<BookingFaults>({});
  const { problem, sending, held } = booking;
  const edit = (part: Partial<BookingDraft>): void => {
    onEdit(part);
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part))));
  };
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const found = checkBooking(draft);
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first === undefined) await onSend();
    else event.currentTarget.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
  };
  const told: Readonly<Record<string, string>> = Object.fromEntries(
    (problem?.faults ?? []).map((fault) => [fault.path.split('.').at(-1) ?? '', fault.message]),
  );
  return (
    <form className="booking-form" onSubmit={(event) => void submit(event)} noValidate aria-label="留下联系方式">
      <TextField
        label="称呼"
        name="name"
        fault={faults.name ?? told['name']}
        autoComplete="name"
        maxLength={20}
        placeholder="怎么称呼你，如 王女士"
        value={draft.name}
        onChange={(event) => edit({ name: event.target.value })}
      />
      <TextField
        label="手机号"
        name="phone"
        fault={faults.phone ?? told['phone']}
        type="tel"
        inputMode="numeric"
        autoComplete="tel-national"
        maxLength={13}
        placeholder="11位手机号"
        value={draft.phone}
        onChange={(event) => edit({ phone: event.target.value })}
      />
      <TextField
        label="楼栋和门牌号"
        name="address"
        fault={faults.address ?? told['address']}
        autoComplete="address-line2"
        maxLength={60}
        placeholder="如 3幢2单元501"
        value={draft.address}
        onChange={(event) => edit({ address: event.target.value })}
      />
      <More page={page} draft={draft} onEdit={edit} />
      <Consent
        text={page.consentText}
        checked={draft.consent}
        fault={faults.consent}
        onChange={(consent) => edit({ consent })}
      />
      {problem === undefined ? null : (
        <p className="offer-problem" role="alert">
          <Icon name="alert" size={18} /> {problem.message}
        </p>
      )}
      <button type="submit" className="booking-send" disabled={sending || held === undefined}>
        {sending ? '正在提交…' : held === undefined ? '先在上面选个时间' : '确认预约'}
      </button>
    </form>
  );
}

type MoreProps = Pick<BookingFormProps, 'page' | 'draft' | 'onEdit'>;

/** What may be said and need not be, out of the way of who is in a hurry. */
function More({ page, draft, onEdit }: MoreProps): ReactNode {
  return (
    <details className="booking-more">
      <summary>想解决什么、备注（可不填）</summary>
      <div>
        <Chips
          legend="想解决什么"
          options={page.needs.map((need) => [need, need])}
          value={draft.need}
          onChange={(need) => onEdit({ need })}
        />
        {page.packages.length < 2 ? null : (
          <Chips
            legend="想了解哪个方案"
            options={page.packages.map((it) => [it.packageId, `${it.name} ${yuan(it.priceFen)}${it.unit}`])}
            value={draft.packageId}
            onChange={(packageId) => onEdit({ packageId })}
          />
        )}
        <NoteField value={draft.note} onChange={(note) => onEdit({ note })} />
      </div>
    </details>
  );
}

interface ChipsProps {
  readonly legend: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Chips({ legend, options, value, onChange }: ChipsProps): ReactNode {
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
