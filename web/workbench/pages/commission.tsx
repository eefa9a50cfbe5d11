import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MyCommissionAnswer, MyCommissionLine } from '#modules/touchpoints/contract';
import { businessDay } from '#kernel/time';
import { api, queryString } from '../../shared/api.ts';
import { date, yuan } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import { Await, Empty } from '../../shared/states.tsx';
import { useLiveQuery } from '../../shared/use-live.ts';
import { useNow } from '../../shared/use-now.ts';
import { Page } from '../parts/page.tsx';
import './commission.css';

const PATH = '/api/touchpoints/my/commission';
const KEY = ['my', 'commission'];
const MONTHS_BACK = 6;

/** 我的佣金: what I earned, what for, and from which day it is mine. */
export function Commission(): ReactNode {
  const [month, setMonth] = useState<string>();
  const query = useLines(month);
  const first = query.data?.pages[0];
  const lines = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="我的佣金" parent="/me" {...(first === undefined ? {} : { answer: answerOf(first.totals) })}>
      {first === undefined ? null : <Totals totals={first.totals} />}
      <Months month={month} onMonth={setMonth} />
      <Await query={{ ...query, data: query.data }}>
        {() =>
          lines.length === 0 ? (
            <Empty
              title={month === undefined ? '还没有佣金' : '这个月没有佣金'}
              hint="你带来的住户签约付款后，这里会写明哪一单、按什么算、哪天能结。"
            />
          ) : (
            <>
              <ul className="row-list">
                {lines.map((line) => (
                  <Line key={line.lineId} line={line} />
                ))}
              </ul>
              {query.hasNextPage ? (
                <button
                  type="button"
                  className="button"
                  disabled={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  再看一些
                </button>
              ) : null}
              <a className="button" href={`${PATH}/export${queryString({ month })}`} download>
                <Icon name="download" size={20} /> 导出明细
              </a>
            </>
          )
        }
      </Await>
    </Page>
  );
}

function useLines(month: string | undefined) {
  const queryKey = [...KEY, month ?? 'all'];
  useLiveQuery(['my-commission'], KEY);
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api.get<MyCommissionAnswer>(PATH, { query: { month, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });
}

type Sums = MyCommissionAnswer['totals'];

function answerOf({ payableFen, heldFen }: Sums): string {
  if (payableFen === 0 && heldFen === 0) return '签约付款后会出现在这里';
  return payableFen > 0 ? `${yuan(payableFen)} 可以结了` : `${yuan(heldFen)} 还在等售后期过去`;
}

function Totals({ totals }: { totals: Sums }): ReactNode {
  return (
    <dl className="commission-totals">
      <div>
        <dt>可结算</dt>
        <dd>{yuan(totals.payableFen)}</dd>
      </div>
      <div>
        <dt>待结算</dt>
        <dd>{yuan(totals.heldFen)}</dd>
      </div>
      <div>
        <dt>{Number(totals.month.slice(5))}月</dt>
        <dd>{yuan(totals.monthFen)}</dd>
      </div>
    </dl>
  );
}

/** The last months, the running one first; all of them unless chosen. */
function Months({
  month,
  onMonth,
}: {
  month: string | undefined;
  onMonth: (month: string | undefined) => void;
}): ReactNode {
  const [year = 2026, now = 1] = businessDay(new Date(useNow(3_600_000)))
    .split('-')
    .map(Number);
  const months = Array.from({ length: MONTHS_BACK }, (_, back) => {
    const index = year * 12 + (now - 1) - back;
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
  return (
    <div className="commission-months" role="group" aria-label="哪个月">
      <button type="button" aria-pressed={month === undefined} onClick={() => onMonth(undefined)}>
        全部
      </button>
      {months.map((each) => (
        <button key={each} type="button" aria-pressed={month === each} onClick={() => onMonth(each)}>
          {Number(each.slice(5))}月
        </button>
      ))}
    </div>
  );
}

function Line({ line }: { line: MyCommissionLine }): ReactNode {
  return (
    <li className="commission-line">
      <p>{line.text}</p>
      <p>
        <small>
          {line.communityName} · {date(line.occurredAt)} · {line.stateName}
        </small>
        <strong className={line.amountFen < 0 ? 'commission-back' : undefined}>{yuan(line.amountFen)}</strong>
      </p>
    </li>
  );
}
