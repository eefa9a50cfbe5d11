import { useEffect, useRef, type ReactNode } from 'react';
import { dayWithWeekday, timeOfDay } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import type { SavedBooking } from './saved-booking.ts';

/** After booking: when, who, which number, and where to change it. Also what a returning visitor sees. */
export function Booked({ booking }: { booking: SavedBooking }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (booking.justNow !== true) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'center' });
  }, [booking.justNow]);
  const { maskedName, roleName } = booking.who;
  return (
    <section className="offer-card offer-left booking-booked" aria-labelledby="booked">
      <span className="offer-done">
        <Icon name="sent" size={28} />
      </span>
      <h2 id="booked" ref={heading} tabIndex={-1}>
        {booking.justNow === true ? '约好了' : '你已经约好了'}
      </h2>
      <p className="booking-when">
        {dayWithWeekday(booking.startsAt)} {timeOfDay(booking.startsAt)}–{timeOfDay(booking.endsAt)}
      </p>
      <dl>
        <div>
          <dt>谁来</dt>
          <dd>
            {roleName} {maskedName}
          </dd>
        </div>
        <div>
          <dt>去哪</dt>
          <dd>{booking.communityName}</dd>
        </div>
        <div>
          <dt>上门单号</dt>
          <dd>{booking.visitNumber}</dd>
        </div>
        <div>
          <dt>预约号</dt>
          <dd>{booking.leadNumber}</dd>
        </div>
      </dl>
      <p>{booking.message}</p>
      <a className="booking-mine" href="/my">
        打开我的预约
      </a>
    </section>
  );
}
