import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { OwnVisitItem, ProgressAnswer } from '#modules/fulfilment/contract';
import { api } from '../../../shared/api.ts';
import { dateTime, dayWithWeekday, timeOfDay } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Await, ProblemLine } from '../../../shared/states.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Card, Facts, MyPage } from '../parts/page.tsx';
import { SlotPicker } from '../parts/slot-picker.tsx';
import { keyOf, OWN, TOPICS } from '../paths.ts';
import { useOwn } from '../use-own.ts';

const STEPS = [
  { step: 'booked', name: '已预约' },
  { step: 'accepted', name: '已接单' },
  { step: 'departed', name: '已出发' },
  { step: 'arrived', name: '已到达' },
  { step: 'done', name: '已完成' },
] as const;

const REASONS = [
  { code: 'plans_changed', name: '时间不方便' },
  { code: 'not_needed', name: '暂时不需要' },
  { code: 'chose_other', name: '选了别家' },
] as const;

/** Who comes when, and how far they are, as it happens. */
export function VisitPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const visitId = params['visitId'] ?? '';
  const query = useOwn<OwnVisitItem>('visits', visitId);
  const progress = useProgress(visitId);
  return (
    <Await query={query}>
      {(it) => (
        <MyPage title={it.serviceName} lead={`${it.communityName} · ${it.visitNumber}`}>
          <Card
            title={`${dayWithWeekday(it.startsAt)} ${timeOfDay(it.startsAt)}–${timeOfDay(it.endsAt)}`}
            state={{ words: it.stateName, tone: toneOf(it.state) }}
          >
            {it.state === 'unplaced' ? (
              <p className="my-next">原来的师傅来不了，正在给你找人，时间不变会第一时间告诉你。</p>
            ) : it.state === 'cancelled' ? (
              <p className="my-next">
                这次上门已经取消{it.cancelReasonName === null ? '' : `：${it.cancelReasonName}`}。
              </p>
            ) : (
              <Track visit={it} progress={progress} />
            )}
            <Facts
              rows={[
                ['谁来', it.who === null ? '正在安排' : `${it.who.roleName} ${it.who.name}`],
                ['预计到达', expected(progress)],
                ['套餐', it.packageName],
              ]}
            />
          </Card>
          {progress?.rating.open === true ? <Rate visitId={visitId} /> : null}
          {progress?.rating.stars == null ? null : <p className="my-note">你给了 {progress.rating.stars} 星，谢谢。</p>}
          {it.canChange && it.state !== 'departed' ? <Change visit={it} /> : null}
        </MyPage>
      )}
    </Await>
  );
}

function useProgress(visitId: string): ProgressAnswer | undefined {
  const queryKey = [...keyOf('visits', visitId), 'progress'];
  const query = useQuery({
    queryKey,
    queryFn: () => api.get<ProgressAnswer>(`${OWN.visits}/${visitId}/progress`),
  });
  useLiveQuery(TOPICS.visits, queryKey);
  return query.data;
}

const expected = (progress: ProgressAnswer | undefined): string | null =>
  progress?.state === 'departed' && progress.expectedAt !== null ? timeOfDay(progress.expectedAt) : null;

function toneOf(state: OwnVisitItem['state']): 'waiting' | 'over' | 'good' {
  if (state === 'done') return 'good';
  return state === 'cancelled' ? 'over' : 'waiting';
}

/** The steps behind and before; each with its time once it is taken. */
function Track({ visit, progress }: { visit: OwnVisitItem; progress: ProgressAnswer | undefined }): ReactNode {
  const taken = new Map<string, string>([
    ['booked', visit.createdAt],
    ...(progress?.steps ?? []).map((each) => [each.step, each.at] as const),
  ]);
  return (
    <ol className="my-track">
      {STEPS.map(({ step, name }) => (
        <li key={step} className={taken.has(step) ? 'my-track-taken' : ''} aria-current={visit.state === step}>
          <span>{name}</span>
          <small>{taken.has(step) ? dateTime(taken.get(step) ?? '') : ''}</small>
        </li>
      ))}
    </ol>
  );
}

function Rate({ visitId }: { visitId: string }): ReactNode {
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState('');
  const rate = useAct(
    (input: { stars: number; comment: string }, key: string) =>
      api.post(`${OWN.visits}/${visitId}/rating`, { body: input, key }),
    { stale: [keyOf('visits', visitId)] },
  );
  return (
    <Card title="这次上门怎么样？">
      <div className="my-stars" role="radiogroup" aria-label="几颗星">
        {[1, 2, 3, 4, 5].map((each) => (
          <button
            key={each}
            type="button"
            role="radio"
            aria-checked={stars === each}
            aria-label={`${each} 星`}
            onClick={() => setStars(each)}
          >
            {each <= stars ? '★' : '☆'}
          </button>
        ))}
      </div>
      {stars === 0 ? null : (
        <>
          <label htmlFor="rate-comment">想说点什么（可不填）</label>
          <textarea
            id="rate-comment"
            rows={2}
            maxLength={500}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
          <ProblemLine problem={rate.problem} />
          <button
            type="button"
            className="my-main"
            disabled={rate.busy}
            onClick={() => void rate.run({ stars, comment: comment.trim() })}
          >
            {rate.busy ? '正在提交…' : '提交'}
          </button>
        </>
      )}
    </Card>
  );
}

function Change({ visit }: { visit: OwnVisitItem }): ReactNode {
  const [moving, setMoving] = useState(false);
  const [reason, setReason] = useState<string>('plans_changed');
  const base = `${OWN.visits}/${visit.visitId}`;
  const stale = [keyOf('visits')];
  const move = useAct((startsAt: string, key: string) => api.post(`${base}/reschedule`, { body: { startsAt }, key }), {
    stale,
    onDone: () => setMoving(false),
  });
  const cancel = useAct((why: string, key: string) => api.post(`${base}/cancel`, { body: { reason: why }, key }), {
    stale,
  });
  return (
    <Card title="要改时间？">
      {visit.changeUntil === null ? null : (
        <p className="my-note">{dateTime(visit.changeUntil)} 前可以自己改，之后请打电话。</p>
      )}
      {moving ? (
        <SlotPicker path={`${base}/slots`} busy={move.busy} problem={move.problem} onPick={(at) => void move.run(at)} />
      ) : (
        <div className="my-answer">
          <button type="button" onClick={() => setMoving(true)}>
            改个时间
          </button>
        </div>
      )}
      <Confirm
        ask="取消上门"
        means="取消后这个时间会让给别人。为什么不来了？"
        stay="先不取消"
        go="确定取消"
        busy={cancel.busy}
        problem={cancel.problem}
        onGo={() => void cancel.run(reason)}
      >
        <div className="my-chips" role="group" aria-label="原因">
          {REASONS.map(({ code, name }) => (
            <button key={code} type="button" aria-pressed={reason === code} onClick={() => setReason(code)}>
              {name}
            </button>
          ))}
        </div>
      </Confirm>
    </Card>
  );
}
