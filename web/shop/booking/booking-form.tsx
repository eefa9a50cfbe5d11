import type { ReactNode } from 'react';
import type { BookingView } from '#modules/growth/contract';
import { Chips, ContactForm, NoteField, TextField } from '../contact-form.tsx';
import { checkBooking, type BookingDraft } from './booking-draft.ts';
import { packageWords } from './package-words.ts';
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
  const { problem, sending, held } = booking;
  return (
    <ContactForm
      className="booking-form"
      label="留下联系方式"
      draft={draft}
      onEdit={onEdit}
      check={checkBooking}
      problem={problem}
      consentText={page.consentText}
      onSend={onSend}
      fields={(edit, faults) => (
        <>
          <TextField
            label="楼栋和门牌号"
            name="address"
            fault={faults['address']}
            autoComplete="address-line2"
            maxLength={60}
            placeholder="如 3幢2单元501"
            value={draft.address}
            onChange={(event) => edit({ address: event.target.value })}
          />
          <More page={page} draft={draft} onEdit={edit} />
        </>
      )}
    >
      <button type="submit" className="booking-send" disabled={sending || held === undefined}>
        {sending ? '正在提交…' : held === undefined ? '先在上面选个时间' : '确认预约'}
      </button>
    </ContactForm>
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
            options={page.packages.map((it) => [it.packageId, packageWords(it)])}
            value={draft.packageId}
            onChange={(packageId) => onEdit({ packageId })}
          />
        )}
        <NoteField value={draft.note} onChange={(note) => onEdit({ note })} />
      </div>
    </details>
  );
}
