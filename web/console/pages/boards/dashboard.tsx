import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { startOfBusinessDay } from '#kernel/time';
import type { BoardFigures, DashboardAnswer } from '#modules/insight/contract';
import { api } from '../../../shared/api.ts';
import { date, dateTime } from '../../../shared/format.ts';
import { Await, Empty, Skeleton } from '../../../shared/states.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useLiveSlowly } from '../../parts/use-live-slowly.ts';
import { BoardFilter } from './board-filter.tsx';
import {
  BOARD_KEY,
  BOARD_TOPICS,
  boardDays,
  DASHBOARD_PATH,
  FIGURES,
  money,
  moved,
  type FigureWords,
} from './board-words.ts';
import { DayChart } from './day-chart.tsx';
import './boards.css';

const LEVELS = { company: '公司', city: '城市', store: '门店' } as const;
const PARTS = { company: '各城市', city: '各门店', store: '各小区' } as const;

/** 我管的这一片，这个月做得怎么样: what a role answers for, against the period before. */
export default function DashboardPage(): ReactNode {
  const [url, setUrl] = useUrlState(['period', 'city', 'store']);
  const [openedAt] = useState(() => new Date());
  const query = { ...boardDays(url.period, openedAt), cityId: url.city, storeId: url.store };
  const queryKey = [...BOARD_KEY, 'dashboard', query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<DashboardAnswer>(DASHBOARD_PATH, { query, signal }),
    placeholderData: (before) => before,
  });
  useLiveSlowly(BOARD_TOPICS, queryKey);
  const data = result.data;
  return (
    <PageFrame
      title="经营看板"
      question="我管的这一片，做得怎么样"
      tabs={<AreaTabs area="flywheel" />}
      {...(data === undefined ? {} : { answer: answerOf(data) })}
      filter={<BoardFilter values={url} onChange={setUrl} end="的经营" />}
    >
      <Await query={result} loading={<Skeleton rows={10} label="正在算经营数字" />}>
        {(answer) => (
          <>
            <Tiles total={answer.sum} previous={answer.previous} />
            <DayChart days={answer.days} />
            <Parts answer={answer} onOpen={(part) => setUrl(part, { push: true })} />
            <p className="board-as-of">
              {date(startOfBusinessDay(answer.from))}到{date(startOfBusinessDay(answer.to))}，比
              {date(startOfBusinessDay(answer.previousFrom))}到{date(startOfBusinessDay(answer.previousTo))}；截至
              {dateTime(answer.asOf)}，实时更新
            </p>
          </>
        )}
      </Await>
    </PageFrame>
  );
}

function answerOf(answer: DashboardAnswer): PageAnswer {
  const revenue = FIGURES.find((figure) => figure.key === 'revenueFen');
  const change = revenue === undefined ? undefined : moved(revenue, answer.sum, answer.previous);
  return {
    figure: money(answer.sum.revenueFen),
    unit: `净收款 · ${answer.placeName}（${LEVELS[answer.level]}）`,
    ...(change === undefined ? {} : { change, since: '比上期', goodWhen: 'up' as const }),
  };
}

function Tiles({ total, previous }: { total: BoardFigures; previous: BoardFigures }): ReactNode {
  return (
    <dl className="board-tiles">
      {FIGURES.map((figure) => (
        <Tile key={figure.key} figure={figure} total={total} previous={previous} />
      ))}
    </dl>
  );
}

interface TileProps {
  readonly figure: FigureWords;
  readonly total: BoardFigures;
  readonly previous: BoardFigures;
}

function Tile({ figure, total, previous }: TileProps): ReactNode {
  const change = moved(figure, total, previous);
  const tone =
    change === undefined || change.direction === 'flat' || figure.goodWhen === undefined
      ? 'neutral'
      : change.direction === figure.goodWhen
        ? 'good'
        : 'bad';
  return (
    <div className="board-tile" title={figure.formula}>
      <dt>{figure.name}</dt>
      <dd>
        <strong>{figure.show(total)}</strong>
        <span className={`board-change board-change-${tone}`}>
          {change === undefined ? `上期 ${figure.show(previous)}` : `比上期${change.text}`}
        </span>
      </dd>
    </div>
  );
}

interface PartsProps {
  readonly answer: DashboardAnswer;
  readonly onOpen: (part: { city?: string | undefined; store?: string | undefined }) => void;
}

/** What the total consists of; a city or store opens its own view. */
function Parts({ answer, onOpen }: PartsProps): ReactNode {
  if (answer.parts.length === 0) {
    return <Empty title="这段时间还没有动静" hint="住户留下线索后，数字就会动起来。" />;
  }
  return (
    <section className="board-parts" aria-labelledby="parts">
      <h2 id="parts">{PARTS[answer.level]}</h2>
      {answer.partsOverlap ? <p className="board-note">一个小区由几家门店服务时，各家都算。</p> : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <div className="board-scroll" tabIndex={0} role="group" aria-labelledby="parts">
        <table>
          <thead>
            <tr>
              <th scope="col">名称</th>
              {FIGURES.map((figure) => (
                <th key={figure.key} scope="col" title={figure.formula}>
                  {figure.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.parts.map((part) => (
              <tr key={part.placeId}>
                <th scope="row">
                  {part.kind === 'community' ? (
                    <Link to="/communities" search={{ community: part.placeId } as never}>
                      {part.name}
                    </Link>
                  ) : (
                    <button
                      type="button"
                      onClick={() =>
                        onOpen(
                          part.kind === 'city' ? { city: part.placeId, store: undefined } : { store: part.placeId },
                        )
                      }
                    >
                      {part.name}
                    </button>
                  )}
                </th>
                {FIGURES.map((figure) => (
                  <td key={figure.key}>{figure.show(part)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
