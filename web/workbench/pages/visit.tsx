import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MyVisitItem } from '#modules/fulfilment/contract';
import { dateTime, timeOfDay } from '../../shared/format.ts';
import { asProblem } from '../../shared/problem.ts';
import { Icon } from '../../shared/icons.tsx';
import { Link } from '../../shared/router.tsx';
import { useMay } from '../../shared/session.tsx';
import { Empty, ProblemView } from '../../shared/states.tsx';
import { useNow } from '../../shared/use-now.ts';
import { useMeasureOps, measureIn } from '../my/measure-waiting.ts';
import { squareMetres } from '../my/measure-draft.ts';
import { measureQuery, progressQuery, useVisit } from '../my/visit-queries.ts';
import { useVisitNow } from '../my/visit-now.ts';
import { isAhead, isToday, VISIT_STEPS } from '../my/visit-steps.ts';
import { visitDue, when } from '../my/visit-words.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { DueMark } from '../parts/due-mark.tsx';
import { Page } from '../parts/page.tsx';
import { WaitingMark } from '../parts/queue-card.tsx';
import { Customer } from './visit/customer.tsx';
import { SaleRow } from './visit/sale-row.tsx';
import { StepButton } from './visit/step-button.tsx';
import { TellPosition } from './visit/tell-position.tsx';
import './visits.css';

/** Nobody called off what was for an order or a lead that is over. */
const CANCELLED_BY = { customer: '客户取消了', staff: '门店取消了', system: '这次上门取消了' } as const;

/** One visit: who and where, how far it is, and the next step as one button. */
export function VisitPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const query = useVisit(params['visitId'] ?? '');
  // The server no longer knows it as mine: it went to somebody else, however fresh what is kept looks.
  if (query.isError && asProblem(query.error).status === 404) return <NotMine known={query.data} />;
  if (query.data === undefined) {
    return (
      <Page title="上门" parent="/visits">
        {query.isError ? (
          <ProblemView problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
        ) : (
          <CardSkeletons cards={2} />
        )}
      </Page>
    );
  }
  return <VisitView fetched={query.data} asOf={<AsOf query={query} />} />;
}

function NotMine({ known }: { known: MyVisitItem | undefined }): ReactNode {
  const now = useNow();
  return (
    <Page title={known?.serviceName ?? '上门'} parent="/visits">
      <Empty
        title="这单不归你了，不用去"
        hint={
          known === undefined
            ? '可能改派给了别人。'
            : `${when(known, now)} ${known.communityName}，已经改派给别人，或者改到了你没空的时间。`
        }
        action={<Link to="/visits">看我的上门</Link>}
      />
    </Page>
  );
}

function VisitView({ fetched, asOf }: { fetched: MyVisitItem; asOf: ReactNode }): ReactNode {
  const now = useNow(30_000);
  const { visit, waiting } = useVisitNow(fetched);
  const ahead = isAhead(visit);
  const maySell = useMay('quote.act');
  return (
    <Page
      title={visit.serviceName}
      parent="/visits"
      answer={`${when(visit, now)} · ${visit.communityName}`}
      {...(ahead ? { next: <Next visit={visit} now={now} /> } : {})}
    >
      {asOf}
      <Moved visit={visit} now={now} />
      <div className="task-state">
        <strong>{visit.stateName}</strong>
        {waiting ? <WaitingMark /> : null}
        <DueMark due={visitDue(visit, now)} />
      </div>
      {visit.state === 'cancelled' ? (
        <p className="card">
          {CANCELLED_BY[visit.cancelledBy ?? 'staff']}
          {visit.cancelReasonName === null ? '' : `：${visit.cancelReasonName}`}，不用去。
        </p>
      ) : (
        <Steps visit={visit} now={now} />
      )}
      {visit.state === 'done' ? <Ending visitId={visit.visitId} /> : null}
      <Customer visit={visit} now={now} />
      {visit.service === 'measure' && visit.state !== 'cancelled' ? <MeasureRow visit={visit} /> : null}
      {visit.service === 'measure' && maySell ? <SaleRow visit={visit} /> : null}
      <section className="card" aria-labelledby="about-visit">
        <h2 id="about-visit">这一单</h2>
        <dl className="facts">
          <dt>编号</dt>
          <dd>{visit.visitNumber}</dd>
          <dt>问的是</dt>
          <dd>{visit.packageName ?? '还没定'}</dd>
          <dt>预约于</dt>
          <dd>{dateTime(visit.createdAt, now)}</dd>
        </dl>
      </section>
    </Page>
  );
}

/** While one looks, or since one last did: the time or the person has changed. */
function Moved({ visit, now }: { visit: MyVisitItem; now: number }): ReactNode {
  const [before] = useState(() => ({ startsAt: visit.startsAt }));
  if (visit.state === 'done' || visit.state === 'cancelled' || visit.moved === 0) return null;
  const changedNow = before.startsAt !== visit.startsAt;
  return (
    <p className="card card-people" role={changedNow ? 'alert' : undefined}>
      {changedNow
        ? `刚改了时间：原来 ${dateTime(before.startsAt, now)}，现在 ${when(visit, now)}。`
        : `这单改过 ${visit.moved} 次时间或人，以 ${when(visit, now)} 为准。`}
      {visit.state === 'booked' ? '要重新接单。' : ''}
    </p>
  );
}

/** The four steps, with when each was made. */
function Steps({ visit, now }: { visit: MyVisitItem; now: number }): ReactNode {
  return (
    <ol className="visit-steps" aria-label="进度">
      {VISIT_STEPS.map(({ step, verb, done, at }) => {
        const made = visit[at];
        return (
          <li key={step} className={made === null ? undefined : 'visit-step-made'}>
            <Icon name={made === null ? 'waiting' : 'sent'} size={20} />
            <span>{made === null ? verb : done}</span>
            <small>
              {made === null ? '—' : isToday(made, now) ? timeOfDay(made) : dateTime(made, now).slice(0, -6)}
            </small>
          </li>
        );
      })}
    </ol>
  );
}

function Next({ visit, now }: { visit: MyVisitItem; now: number }): ReactNode {
  if (visit.state === 'accepted' && !isToday(visit.startsAt, now) && Date.parse(visit.startsAt) > now) {
    return <p className="next-note visit-later">接好单了，{when(visit, now)} 上门，当天在这里点出发。</p>;
  }
  return (
    <>
      {visit.state === 'accepted' ? <TellPosition /> : null}
      <StepButton visit={visit} main />
    </>
  );
}

/** How it ended, and what the customer said of it. */
function Ending({ visitId }: { visitId: string }): ReactNode {
  const progress = useQuery(progressQuery(visitId)).data;
  if (progress === undefined || progress.outcomeName === null) return null;
  const { stars } = progress.rating;
  const rated = stars === null ? (progress.rating.open ? '客户还没评价。' : '') : `客户打了 ${stars} 星。`;
  return (
    <p className="lead-why">
      {progress.outcomeName}。{rated}
    </p>
  );
}

function MeasureRow({ visit }: { visit: MyVisitItem }): ReactNode {
  const saved = useQuery(measureQuery(visit.visitId)).data;
  const { last } = useMeasureOps(visit.visitId);
  const missing = measureIn(saved, last);
  const rooms = last?.rooms.length ?? saved?.rooms.length ?? 0;
  const area = last === undefined && saved !== undefined ? ` · 地面 ${squareMetres(saved.totalArea)}` : '';
  const words = [rooms > 0 ? `${rooms} 间${area}` : '', missing.length > 0 ? `还差：${missing.join('、')}` : '填全了'];
  return (
    <ul className="row-list">
      <li>
        <Link to={`/visits/${visit.visitId}/measure`} className="row">
          <span>
            量房表
            <small>
              {saved === undefined && last === undefined ? '房间、墙面、漏水、照片' : words.filter(Boolean).join('；')}
            </small>
          </span>
          {last === undefined ? null : <WaitingMark />}
          <Icon name="forward" size={20} />
        </Link>
      </li>
    </ul>
  );
}
