import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { BookingView as BookingAnswer } from '#modules/growth/contract';
import { Icon } from '../../shared/icons.tsx';
import { Logo } from '../../shared/logo.tsx';
import { Loading } from '../../shared/states.tsx';
import type { ViewOf } from '../view-pages.ts';
import { reportScan } from '../visitor.ts';
import { packageWords } from './package-words.ts';
import { saveBooking, savedBooking, type SavedBooking } from './saved-booking.ts';

/** Loaded beside the first view: what it is about is readable before. */
const BookingFlow = lazy(() => import('./booking-flow.tsx'));
const Booked = lazy(() => import('./booked.tsx').then(({ Booked: page }) => ({ default: page })));

export function BookingView({ view }: { view: ViewOf<'booking'> }): ReactNode {
  return <BookingPage page={view.page} />;
}

/** The page of a printed code. */
export function BookingPage({ page }: { page: BookingAnswer }): ReactNode {
  const [booked, setBooked] = useState<SavedBooking>();
  const [client, setClient] = useState(false);
  useEffect(() => {
    setBooked(savedBooking(page.token));
    setClient(true);
    reportScan(page.token);
  }, [page.token]);
  return (
    <>
      <main className="offer">
        <Head page={page} />
        {page.state === 'open' ? null : <Over />}
        {page.state !== 'open' && booked === undefined ? null : (
          <Suspense fallback={<Loading label="正在看哪天有空" />}>
            {!client ? (
              <Loading label="正在看哪天有空" />
            ) : booked === undefined ? (
              <BookingFlow
                page={page}
                onBooked={(it) => {
                  saveBooking(page.token, it);
                  setBooked(it);
                }}
              />
            ) : (
              <Booked booking={booked} />
            )}
          </Suspense>
        )}
      </main>
      <footer className="offer-footer">
        <Logo size={16} /> 双轮 · 称呼和门牌只有上门的人看得到
      </footer>
    </>
  );
}

function Head({ page }: { page: BookingAnswer }): ReactNode {
  const [place, ...others] = page.communities;
  const [offered, ...more] = page.packages;
  return (
    <header className="offer-hero">
      {place === undefined || others.length > 0 ? null : (
        <p className="offer-place">
          <Icon name="place" size={16} />
          {place.city} · {place.name}
        </p>
      )}
      <h1>{page.service.name}，不收钱</h1>
      {offered === undefined || more.length > 0 ? null : <p className="offer-about">{packageWords(offered)}</p>}
      <ul className="offer-points">
        {page.service.steps.map((step) => (
          <li key={step}>
            <Icon name="sent" size={18} />
            {step}
          </li>
        ))}
      </ul>
      {page.touchpoint === null ? null : (
        <p className="offer-from">
          由{page.touchpoint.roleName} {page.touchpoint.maskedName} 推荐
        </p>
      )}
    </header>
  );
}

function Over(): ReactNode {
  return (
    <section className="offer-card offer-over" role="status">
      <h2>这个预约码已经停用</h2>
      <p>想约上门量房，可以问问小区管家有没有新的二维码，或者直接到门店。</p>
    </section>
  );
}
