import type { ReactNode } from 'react';
import type { ArrivalItem } from '#modules/commerce/contract';
import { queryString } from '../../../../shared/api.ts';
import { count, dayWithWeekday, relativeTime } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useList } from '../../../parts/use-list.ts';
import { ARRIVALS_PATH, PARCEL_TOPICS, PARCELS_KEY } from '../deals-paths.ts';
import { noonOf } from './parcel-words.ts';
import type { ParcelDesk } from './use-parcels.ts';

const columns: readonly Column<ArrivalItem>[] = [
  {
    key: 'point',
    title: '自提点',
    width: 180,
    always: true,
    render: (row) => <Two first={<strong>{row.pickupPointName}</strong>} second={row.communityName} />,
  },
  { key: 'at', title: '确认到货', width: 120, always: true, render: (row) => <At at={row.arrivedAt} /> },
  {
    key: 'day',
    title: '提货日',
    width: 140,
    render: (row) => (row.pickupOn === null ? '随到随取' : dayWithWeekday(noonOf(row.pickupOn))),
  },
  { key: 'parcels', title: '包裹', width: 80, align: 'right', render: (row) => count(row.parcels) },
  { key: 'wrong', title: '少货和破损', width: 300, always: true, render: (row) => <Wrong arrival={row} /> },
];

function At({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}

function Wrong({ arrival }: { arrival: ArrivalItem }): ReactNode {
  if (arrival.exceptions.length === 0) return '—';
  const sum = (of: 'missing' | 'damaged'): number => arrival.exceptions.reduce((all, each) => all + each[of], 0);
  const parts = [
    sum('missing') === 0 ? undefined : `少货${count(sum('missing'))}`,
    sum('damaged') === 0 ? undefined : `破损${count(sum('damaged'))}`,
  ].filter((part) => part !== undefined);
  const items = arrival.exceptions.map(
    ({ name, missing, damaged, photos }) =>
      `${name}${missing === 0 ? '' : ` 少${count(missing)}`}${damaged === 0 ? '' : ` 坏${count(damaged)}`}${photos === 0 ? '' : `（${count(photos)}张照片）`}`,
  );
  return <Two first={<StateWord tone="warn">{parts.join('、')}</StateWord>} second={items.join('、')} />;
}

/** What keepers of points confirmed in the last week; opens the point's day. */
export function ArrivalList({ desk }: { desk: ParcelDesk }): ReactNode {
  const query = { cityId: desk.filters.city, pickupPointId: desk.filters.point };
  const list = useList<ArrivalItem>([...PARCELS_KEY, 'arrivals'], ARRIVALS_PATH, {
    query,
    topics: PARCEL_TOPICS,
  });
  return (
    <ListTable
      name="arrivals"
      noun="到货"
      measure="次"
      columns={desk.openId === undefined ? columns : columns.filter(({ always }) => always === true)}
      list={list}
      exportPath={`${ARRIVALS_PATH}/export${queryString(query)}`}
      idOf={(row) => row.arrivalId}
      onOpen={(row) => desk.open(`${row.pickupPointId}/${row.pickupOn ?? ''}`)}
      empty={{ title: '近一周没有到货', hint: '团长在工作台点「确认到货」，这里就会出现。' }}
    />
  );
}
