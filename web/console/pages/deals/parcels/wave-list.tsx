import type { ReactNode } from 'react';
import type { WaveItem } from '#modules/commerce/contract';
import { queryString } from '../../../../shared/api.ts';
import { count, dayWithWeekday, relativeTime } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useList } from '../../../parts/use-list.ts';
import { PARCEL_TOPICS, PARCELS_KEY, WAVES_PATH } from '../deals-paths.ts';
import { noonOf } from './parcel-words.ts';
import type { ParcelDesk } from './use-parcels.ts';

const columns: readonly Column<WaveItem>[] = [
  {
    key: 'place',
    title: '从哪发的',
    width: 160,
    always: true,
    render: (row) => <strong>{row.placeName}</strong>,
  },
  { key: 'sent', title: '什么时候', width: 120, always: true, render: (row) => <At at={row.sentAt} /> },
  {
    key: 'day',
    title: '提货日',
    width: 140,
    render: (row) => (row.pickupOn === null ? '随到随取' : dayWithWeekday(noonOf(row.pickupOn))),
  },
  { key: 'parcels', title: '包裹', width: 80, align: 'right', render: (row) => count(row.parcels) },
  { key: 'units', title: '件数', width: 80, align: 'right', render: (row) => count(row.units) },
  { key: 'short', title: '缺货', width: 280, always: true, render: (row) => <Short wave={row} /> },
];

function At({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}

function Short({ wave }: { wave: WaveItem }): ReactNode {
  if (wave.shortUnits === 0) return '—';
  const items = wave.shortages.map(
    ({ name, quantity, pickupPointName }) =>
      `${name}少${count(quantity)}${pickupPointName === null ? '' : `（${pickupPointName}）`}`,
  );
  return (
    <Two first={<StateWord tone="warn">{count(wave.shortUnits)}件，已自动退款</StateWord>} second={items.join('、')} />
  );
}

/** What left the warehouses in the last week. */
export function WaveList({ desk }: { desk: ParcelDesk }): ReactNode {
  const query = { cityId: desk.filters.city, placeId: desk.filters.place };
  const list = useList<WaveItem>([...PARCELS_KEY, 'waves'], WAVES_PATH, {
    query,
    topics: PARCEL_TOPICS,
  });
  return (
    <ListTable
      name="waves"
      noun="货"
      measure="批"
      columns={desk.openId === undefined ? columns : columns.filter(({ always }) => always === true)}
      list={list}
      exportPath={`${WAVES_PATH}/export${queryString(query)}`}
      idOf={(row) => row.waveId}
      empty={{ title: '近一周没有出仓', hint: '点右上角「发一批货」，先看一遍再发。' }}
    />
  );
}
