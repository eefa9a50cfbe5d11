import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { dateTime, timeLeft, yuan } from '../shared/format.ts';
import { Icon } from '../shared/icons.tsx';
import { Logo } from '../shared/logo.tsx';
import { Loading } from '../shared/states.tsx';
import { saveBooking, savedBooking, type SavedBooking } from './booking/saved-booking.ts';
import { LeadForm } from './lead-form.tsx';
import { LeftLead } from './left-lead.tsx';
import type { Neighbour, Offer } from './offer.ts';
import type { ViewOf } from './view-pages.ts';
import { reportVisit, savedLead, saveLead, type SavedLead } from './visitor.ts';

/** Loaded when somebody wants to pick a time: an offer opens without it. */
const OfferBooking = lazy(() => import('./booking/offer-booking.tsx'));
const Booked = lazy(() => import('./booking/booked.tsx').then(({ Booked: page }) => ({ default: page })));

export function OfferView({ view }: { view: ViewOf<'offer'> }): ReactNode {
  return <OfferPage offer={view.offer} />;
}

export function OfferPage({ offer }: { offer: Offer }): ReactNode {
  const [lead, setLead] = useState<SavedLead>();
  const [booked, setBooked] = useState<SavedBooking>();
  const [way, setWay] = useState<Way>('call');
  useEffect(() => {
    setLead(savedLead(offer.token));
    setBooked(savedBooking(offer.token));
    reportVisit(offer.token);
  }, [offer.token]);
  const keepLead = (left: SavedLead): void => {
    saveLead(offer.token, left);
    setLead(left);
  };
  const keepBooking = (it: SavedBooking): void => {
    saveBooking(offer.token, it);
    setBooked(it);
  };
  const open = offer.state === 'open' && lead === undefined && booked === undefined;
  return (
    <>
      <main className="offer">
        <Hero offer={offer} />
        <Word offer={offer} />
        <Package offer={offer} />
        <Neighbours offer={offer} />
        {open && offer.bookable ? <Ways way={way} onChange={setWay} /> : null}
        {booked !== undefined ? (
          <Suspense fallback={<Loading label="正在打开" />}>
            <Booked booking={booked} />
          </Suspense>
        ) : lead !== undefined ? (
          <LeftLead lead={lead} offer={offer} />
        ) : open && way === 'visit' ? (
          <Suspense fallback={<Loading label="正在看哪天有空" />}>
            <OfferBooking token={offer.token} onBooked={keepBooking} />
          </Suspense>
        ) : (
          <Join offer={offer} onLeft={keepLead} />
        )}
      </main>
      <footer className="offer-footer">
        <Logo size={16} /> 双轮 · 姓名和头像都已隐去
      </footer>
      {open && way === 'call' ? <ActionBar action={offer.play.action} /> : null}
    </>
  );
}

/** To be called, or to pick a time oneself. */
type Way = 'call' | 'visit';

function Ways({ way, onChange }: { way: Way; onChange: (way: Way) => void }): ReactNode {
  return (
    <div className="offer-ways" role="group" aria-label="怎么约">
      <button type="button" aria-pressed={way === 'call'} onClick={() => onChange('call')}>
        先打电话聊聊
      </button>
      <button type="button" aria-pressed={way === 'visit'} onClick={() => onChange('visit')}>
        选个时间上门
      </button>
    </div>
  );
}

/** Leads to the form, and gives way when the form's own button is in sight: one button on the screen at a time. */
function ActionBar({ action }: { action: string }): ReactNode {
  const [needless, setNeedless] = useState(false);
  useEffect(() => {
    const button = document.getElementById('join-send');
    if (button === null) return undefined;
    const observer = new IntersectionObserver((entries) => setNeedless(entries.at(-1)?.isIntersecting === true));
    observer.observe(button);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="offer-bar" hidden={needless}>
      <a href="#join">{action}</a>
    </div>
  );
}

function Hero({ offer }: { offer: Offer }): ReactNode {
  return (
    <header className="offer-hero">
      <p className="offer-place">
        <Icon name="place" size={16} />
        {offer.community.city} · {offer.community.name}
      </p>
      <h1>{offer.play.headline}</h1>
      {offer.state === 'open' && offer.play.deadline !== null ? <Deadline until={offer.play.deadline} /> : null}
    </header>
  );
}

/** The date is rendered by the server; what is left of it appears once the phone's clock is known. */
function Deadline({ until }: { until: string }): ReactNode {
  const [now, setNow] = useState<number>();
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="offer-deadline">
      <Icon name="waiting" size={16} />
      <span>
        {dateTime(until, until)} 截止
        <strong>{now === undefined ? null : timeLeft(until, now)}</strong>
      </span>
    </p>
  );
}

/** What the touchpoint who shared it says: a person's words, so orange. */
function Word({ offer }: { offer: Offer }): ReactNode {
  if (offer.play.script === '') return null;
  const from = offer.touchpoint;
  return (
    <figure className="offer-word">
      <blockquote>{offer.play.script}</blockquote>
      {from === null ? null : (
        <figcaption>
          你小区的{from.roleName} {from.maskedName}
        </figcaption>
      )}
    </figure>
  );
}

function Package({ offer }: { offer: Offer }): ReactNode {
  const { name, subtitle, priceFen, originalPriceFen, unit, points } = offer.package;
  return (
    <section className="offer-card" aria-labelledby="package-name">
      <h2 id="package-name">{name}</h2>
      <p className="offer-subtitle">{subtitle}</p>
      <p className="offer-price">
        <strong>{yuan(priceFen)}</strong>
        <span>{unit}</span>
        {originalPriceFen === null ? null : (
          <del>
            <span className="visually-hidden">原价 </span>
            {yuan(originalPriceFen)}
          </del>
        )}
      </p>
      <ul className="offer-points">
        {points.map((point) => (
          <li key={point}>
            <Icon name="sent" size={18} />
            {point}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Neighbours({ offer }: { offer: Offer }): ReactNode {
  const { count, visitors, recent } = offer.neighbours;
  if (count === 0) return null;
  return (
    <section className="offer-card offer-neighbours" aria-labelledby="neighbours">
      <h2 id="neighbours">
        最近7天，{offer.community.name}有 <strong>{count}</strong> 户预约
      </h2>
      {visitors > count ? <p>{visitors} 位邻居看过</p> : null}
      {recent.length === 0 ? null : (
        <ul>
          {recent.slice(0, 4).map((neighbour, at) => (
            <li key={at}>
              <span className="offer-face" aria-hidden>
                {neighbour.mask.slice(0, 1)}
              </span>
              {neighbour.mask} <small>{ago(neighbour)}</small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ago({ agoMinutes }: Neighbour): string {
  if (agoMinutes < 1) return '刚刚预约';
  if (agoMinutes < 60) return `${Math.floor(agoMinutes)}分钟前预约`;
  if (agoMinutes < 24 * 60) return `${Math.floor(agoMinutes / 60)}小时前预约`;
  return `${Math.floor(agoMinutes / (24 * 60))}天前预约`;
}

function Join({ offer, onLeft }: { offer: Offer; onLeft: (lead: SavedLead) => void }): ReactNode {
  if (offer.state !== 'open') {
    const [title, text] =
      offer.state === 'expired'
        ? ['这次活动已经截止', '感谢关注。下一次活动会在小区群里发出，也可以问问你的管家。']
        : ['这个方案已经停止预约', '名额或档期有变，没有再收新的预约。想做同样的项目，可以问问你的管家。'];
    return (
      <section className="offer-card offer-over" role="status">
        <h2>{title}</h2>
        <p>{text}</p>
      </section>
    );
  }
  return <LeadForm offer={offer} onLeft={onLeft} />;
}
