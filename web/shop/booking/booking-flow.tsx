import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { BookingView } from '#modules/growth/contract';
import { Icon } from '../../shared/icons.tsx';
import { EMPTY, type BookingDraft } from './booking-draft.ts';
import { BookingForm } from './booking-form.tsx';
import { HeldTimeCard } from './held-time.tsx';
import type { SavedBooking } from './saved-booking.ts';
import { TimePicker } from './time-picker.tsx';
import { useBooking } from './use-booking.ts';
import { usePricesAt } from './use-prices-at.ts';
import { useSlots } from './use-slots.ts';
import './booking.css';

interface BookingFlowProps {
  readonly page: BookingView;
  readonly onBooked: (booking: SavedBooking) => void;
}

/** A time, then who and where, then one button. */
export default function BookingFlow({ page, onBooked }: BookingFlowProps): ReactNode {
  const [communityId, setCommunityId] = useState(
    page.communities.length === 1 ? page.communities[0]?.communityId : undefined,
  );
  const priced = usePricesAt(page, communityId);
  return (
    <section className="offer-card booking" id="join" aria-labelledby="booking-title">
      <h2 id="booking-title">选个时间上门</h2>
      {page.communities.length < 2 ? null : (
        <Communities page={page} value={communityId} onChange={(picked) => setCommunityId(picked)} />
      )}
      {communityId === undefined ? null : (
        // Another community has other times, and nothing that was held elsewhere.
        <TimeAndForm key={communityId} page={priced} communityId={communityId} onBooked={onBooked} />
      )}
    </section>
  );
}

function TimeAndForm({ page, communityId, onBooked }: BookingFlowProps & { communityId: string }): ReactNode {
  const slots = useSlots(page.token, communityId);
  const booking = useBooking(page.token, communityId);
  const [draft, setDraft] = useState<BookingDraft>(EMPTY);
  const [begun, setBegun] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const { held, expire } = booking;
  const { reload } = slots;
  useEffect(() => {
    // The next thing to do comes into sight when a time is kept: what is still empty, or the button.
    if (held === undefined) return;
    const empty = form.current?.querySelector<HTMLElement>('input:placeholder-shown');
    (empty ?? form.current?.querySelector<HTMLElement>('.booking-send'))?.focus();
  }, [held]);
  const onExpired = useCallback(() => {
    expire();
    reload();
  }, [expire, reload]);
  const pick = async (startsAt: string): Promise<void> => {
    if (await booking.hold(startsAt)) setBegun(true);
    else reload();
  };
  const send = async (): Promise<void> => {
    const booked = await booking.book(draft, page.consentVersion);
    if (booked !== undefined) onBooked({ ...booked, justNow: true });
    else reload();
  };
  return (
    <>
      {held === undefined ? (
        <TimePicker
          slots={slots}
          holding={booking.holding}
          gone={booking.gone}
          onPick={(slot) => void pick(slot.startsAt)}
        />
      ) : (
        <HeldTimeCard
          held={held}
          onExpired={onExpired}
          onChange={() => {
            booking.letGo();
            reload();
          }}
        />
      )}
      {begun || booking.problem === undefined ? null : (
        <p className="offer-problem" role="alert">
          <Icon name="alert" size={18} /> {booking.problem.message}
        </p>
      )}
      {begun ? (
        <div ref={form}>
          <BookingForm
            page={page}
            draft={draft}
            booking={booking}
            onEdit={(part) => setDraft((before) => ({ ...before, ...part }))}
            onSend={send}
          />
        </div>
      ) : null}
    </>
  );
}

interface CommunitiesProps {
  readonly page: BookingView;
  readonly value: string | undefined;
  readonly onChange: (communityId: BookingView['communities'][number]['communityId']) => void;
}

/** Whoever's code it is serves several compounds: which one is yours. */
function Communities({ page, value, onChange }: CommunitiesProps): ReactNode {
  return (
    <fieldset className="offer-needs">
      <legend>你家在哪个小区</legend>
      {page.communities.map((place) => (
        <button
          key={place.communityId}
          type="button"
          aria-pressed={value === place.communityId}
          onClick={() => onChange(place.communityId)}
        >
          {place.name}
        </button>
      ))}
    </fieldset>
  );
}
