import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { BoardAnswer, BoardRow } from '#modules/insight/contract';
import { startOfBusinessDay } from '#kernel/time';
import { queryString, type Query } from '../../../shared/api.ts';
import { count, date, dateTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useMay } from '../../../shared/session.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { ListTable, type Column, type Sort } from '../../parts/list-table.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useList } from '../../parts/use-list.ts';
import { useSummary } from '../../parts/use-summary.ts';
import { npsFigure } from '../service/nps/nps-words.ts';
import { BoardFilter } from './board-filter.tsx';
import {
  BOARD_KEY,
  BOARD_PATH,
  BOARD_TOPICS,
  boardDays,
  FIGURES,
  money,
  moved,
  type FigureWords,
} from './board-words.ts';
import './boards.css';

const SORTS: Readonly<Record<FigureWords['key'], string | undefined>> = {
  leads: 'leads',
  visits: undefined,
  signed: 'signed',
  conversion: 'conversion',
  daysToSign: 'days',
  revenueFen: 'revenue',
  nps: 'nps',
  costFen: 'cost',
};

const columns: readonly Column<BoardRow>[] = [
  {
    key: 'community',
    title: '小区',
    always: true,
    render: (row) => (
      <span className="board-place">
        {row.communityName}
        <small>{row.cityName}</small>
      </span>
    ),
  },
  ...FIGURES.map((figure): Column<BoardRow> => ({
    key: SORTS[figure.key] ?? figure.key,
    title: figure.name,
    align: 'right',
    sortable: SORTS[figure.key] !== undefined,
    render: (row) => figure.show(row),
  })),
];

/** 哪些小区做成了，卡在哪一步: the way from a lead to a finished home by community, as it happens. */
export default function ProjectsPage(): ReactNode {
  const [url, setUrl] = useUrlState(['period', 'city', 'store', 'sort']);
  const [openedAt] = useState(() => new Date());
  const query: Query = { ...boardDays(url.period, openedAt), cityId: url.city, storeId: url.store, sort: url.sort };
  const list = useList<BoardRow>([...BOARD_KEY, 'projects'], BOARD_PATH, { query, topics: BOARD_TOPICS });
  const total = useSummary<BoardAnswer>([...BOARD_KEY, 'projects'], BOARD_PATH, query, { topics: BOARD_TOPICS });
  const mayExport = useMay('export.data');
  const sort: Sort = { key: url.sort ?? 'revenue', direction: 'desc' };
  return (
    <PageFrame
      title="项目看板"
      question="哪些小区做成了，卡在哪一步"
      tabs={<AreaTabs area="flywheel" />}
      {...(total === undefined ? {} : { answer: answerOf(total) })}
      actions={
        mayExport ? (
          <Button
            type="text"
            href={`${BOARD_PATH}/export${queryString(query)}`}
            download
            title="导出会记入审计"
            icon={<Icon name="download" size={16} />}
          >
            导出 CSV
          </Button>
        ) : undefined
      }
      filter={<BoardFilter values={url} onChange={setUrl} end="服务的小区做得怎么样" />}
    >
      <ListTable
        name="projects"
        noun="小区"
        columns={columns}
        list={list}
        idOf={(row) => row.communityId}
        sort={sort}
        // Always from the top: the best first. Nobody looks for the last of a figure that most do not have.
        onSort={(next) => setUrl({ sort: next === undefined || next.key === 'revenue' ? undefined : next.key })}
        empty={{ title: '这段时间、这个范围还没有项目', hint: '住户留下线索后，小区就会出现在这里。' }}
      />
      {total === undefined ? null : (
        <p className="board-as-of">
          {date(startOfBusinessDay(total.from))}到{date(startOfBusinessDay(total.to))}；截至{dateTime(total.asOf)}
          ，实时更新
        </p>
      )}
    </PageFrame>
  );
}

function answerOf({ sum: total, previous }: BoardAnswer): PageAnswer {
  const revenue = FIGURES.find((figure) => figure.key === 'revenueFen');
  const change = revenue === undefined ? undefined : moved(revenue, total, previous);
  return {
    figure: money(total.revenueFen),
    unit: '净收款',
    ...(change === undefined ? {} : { change, since: '比上期', goodWhen: 'up' as const }),
    why: `${count(total.leads)}条线索签下${count(total.signed)}单，完工${count(total.completed)}户，${
      total.nps === null ? 'NPS还没有人回答' : `NPS ${npsFigure(total.nps)}（${count(total.npsAnswers)}家回答）`
    }。`,
  };
}
