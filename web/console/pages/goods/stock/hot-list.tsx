import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { HotAnswer } from '#modules/inventory/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { asProblem } from '../../../../shared/problem.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { Spark } from '../../../parts/spark.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { HOT_PATH, STOCK_KEY } from '../goods-paths.ts';
import { wantedByHour } from './stock-words.ts';
import type { StockDesk } from './use-stock.ts';

type Hot = HotAnswer['items'][number];

const columns: readonly Column<Hot>[] = [
  {
    key: 'sku',
    title: '商品',
    width: 220,
    always: true,
    render: (row) => <Two first={<strong>{row.skuName}</strong>} second={row.skuCode} />,
  },
  {
    key: 'place',
    title: '在哪里',
    width: 150,
    always: true,
    render: (row) => <Two first={row.placeName} second={row.cityName} />,
  },
  {
    key: 'taken',
    title: '抢到',
    width: 120,
    align: 'right',
    render: (row) => (
      <Two align="right" first={`${count(row.reservedUnits)}${row.skuUnit}`} second={`${count(row.reservations)}单`} />
    ),
  },
  {
    key: 'refused',
    title: '没抢到',
    width: 140,
    align: 'right',
    always: true,
    render: (row) =>
      row.refusals === 0 ? (
        '—'
      ) : (
        <StateWord tone="bad">
          {count(row.refusals)}次，差{count(row.refusedUnits)}
          {row.skuUnit}
        </StateWord>
      ),
  },
  {
    key: 'hours',
    title: '近24小时',
    width: 140,
    render: (row) => <Hours hot={row} />,
  },
];

function Hours({ hot }: { hot: Hot }): ReactNode {
  const wanted = wantedByHour(hot.hours, useNow());
  const label = `近24小时每小时有人要：${wanted.join('、')}次`;
  return <Spark values={wanted} label={label} />;
}

/** What orders fight for: taken and refused, the hottest first. */
export function HotList({ desk }: { desk: StockDesk }): ReactNode {
  const { city, place } = desk.filters;
  const query = useQuery({
    queryKey: [...STOCK_KEY, 'hot', city, place],
    queryFn: ({ signal }) =>
      api.get<HotAnswer>(HOT_PATH, { query: { cityId: city, placeId: place, limit: 50 }, signal }),
  });
  return (
    <ListTable
      name="hot-stock"
      noun="货"
      measure="样"
      columns={desk.openId === undefined ? columns : columns.filter(({ always }) => always === true)}
      list={{
        rows: query.data?.items,
        total: undefined,
        problem: query.error === null ? undefined : asProblem(query.error),
        hasMore: false,
        loading: query.isPending,
        loadingMore: false,
        loadMore: () => undefined,
        retry: () => void query.refetch(),
      }}
      idOf={(row) => `${row.placeId}/${row.skuId}`}
      openId={desk.openId}
      onOpen={(row) => desk.open(`${row.placeId}/${row.skuId}`)}
      empty={{ title: '近24小时没有人下单', hint: '有人下单或因为没货下不了单，这里就有数。' }}
    />
  );
}
