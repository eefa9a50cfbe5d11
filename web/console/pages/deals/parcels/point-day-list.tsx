import type { ReactNode } from 'react';
import type { PointDayItem } from '#modules/commerce/contract';
import { queryString } from '../../../../shared/api.ts';
import { count, dayWithWeekday } from '../../../../shared/format.ts';
import { Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useList } from '../../../parts/use-list.ts';
import { PARCEL_TOPICS, PARCELS_KEY, POINT_DAYS_PATH } from '../deals-paths.ts';
import { noonOf, stageOf, troubleOf } from './parcel-words.ts';
import type { ParcelDesk } from './use-parcels.ts';

const figure = (key: string, title: string, of: (row: PointDayItem) => number): Column<PointDayItem> => ({
  key,
  title,
  width: 80,
  align: 'right',
  render: (row) => (of(row) === 0 ? '—' : count(of(row))),
});

const columns: readonly Column<PointDayItem>[] = [
  {
    key: 'point',
    title: '自提点',
    width: 190,
    always: true,
    render: (row) => (
      <Two
        first={<strong>{row.name}</strong>}
        second={`${row.communityName}${row.keeperName === '' ? ' · 没人管' : ` · ${row.keeperName}`}`}
      />
    ),
  },
  { key: 'day', title: '提货日', width: 140, always: true, render: (row) => dayOf(row.pickupOn) },
  {
    key: 'stage',
    title: '走到哪',
    width: 100,
    always: true,
    render: (row) => <StateWord tone={stageOf(row).tone}>{stageOf(row).words}</StateWord>,
  },
  { key: 'trouble', title: '不对的', width: 150, always: true, render: (row) => <Trouble day={row} /> },
  figure('customers', '几户', (row) => row.customers),
  figure('parcels', '包裹', (row) => row.parcels),
  figure('waiting', '没出仓', (row) => row.waiting),
  figure('coming', '在路上', (row) => row.onTheWay),
  figure('arrived', '等人取', (row) => row.arrived),
  figure('collected', '已取', (row) => row.collected),
  figure('returned', '退回', (row) => row.returned),
];
const besidePanel = columns.filter(({ key }) => ['point', 'day', 'stage', 'trouble'].includes(key));

const dayOf = (day: string | null): string => (day === null ? '随到随取' : dayWithWeekday(noonOf(day)));

function Trouble({ day }: { day: PointDayItem }): ReactNode {
  const trouble = troubleOf(day);
  return trouble === undefined ? '—' : <StateWord tone={trouble.tone}>{trouble.words}</StateWord>;
}

/** Each point with its days, from a week ago on. */
export function PointDayList({ desk }: { desk: ParcelDesk }): ReactNode {
  const { city, community, point, day } = desk.filters;
  const query = { cityId: city, communityId: community, pickupPointId: point, from: day, to: day };
  const list = useList<PointDayItem>([...PARCELS_KEY, 'days'], POINT_DAYS_PATH, {
    query,
    topics: PARCEL_TOPICS,
  });
  return (
    <ListTable
      name="point-days"
      noun="自提点的货"
      measure="批"
      columns={desk.openId === undefined ? columns : besidePanel}
      list={list}
      exportPath={`${POINT_DAYS_PATH}/export${queryString(query)}`}
      idOf={(row) => `${row.pickupPointId}/${row.pickupOn ?? ''}`}
      openId={desk.openId}
      onOpen={(row) => desk.open(`${row.pickupPointId}/${row.pickupOn ?? ''}`)}
      empty={
        desk.filtered
          ? { title: '这样筛下来没有要取的货', hint: '放宽上面那句话里的条件再看看。' }
          : { title: '近一周没有自提的货', hint: '团购截单或有人下了自提单，就会按自提点出现在这里。' }
      }
    />
  );
}
