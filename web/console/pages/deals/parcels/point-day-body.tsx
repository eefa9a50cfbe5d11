import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { PointDaysAnswer, PointTotalsAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, dateTime, dayWithWeekday } from '../../../../shared/format.ts';
import { Await } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { csvOf, saveFile } from '../../../parts/save-csv.ts';
import { nameOfSku } from '../../goods/name-of-sku.ts';
import { Good } from '../../goods/thumb.tsx';
import { PARCEL_TOPICS, PARCELS_KEY, POINT_DAYS_PATH, POINT_TOTALS_PATH } from '../deals-paths.ts';
import { noonOf } from './parcel-words.ts';
import type { ParcelDesk } from './use-parcels.ts';

interface PointDayProps {
  readonly pickupPointId: string;
  /** Undefined for what has no day. */
  readonly pickupOn: string | undefined;
  readonly desk: ParcelDesk;
}

/** The goods of one point on one day, item by item. */
export function PointDayBody({ pickupPointId, pickupOn, desk }: PointDayProps): ReactNode {
  const queryKey = [...PARCELS_KEY, 'totals', pickupPointId, pickupOn];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.get<PointTotalsAnswer>(POINT_TOTALS_PATH, { query: { pickupPointId, pickupOn }, signal }),
  });
  useLiveQuery(PARCEL_TOPICS, queryKey);
  const toParcels = { point: pickupPointId, day: pickupOn, view: 'parcels', state: 'all' };
  return (
    <Panel>
      <About pickupPointId={pickupPointId} pickupOn={pickupOn} desk={desk} />
      <Await query={query}>
        {(totals) => (
          <PanelSection title="每样货" action={<Save totals={totals} />}>
            <Totals totals={totals} />
          </PanelSection>
        )}
      </Await>
      <p>
        <Link to="/deals/parcels" search={toParcels as never}>
          看这批的包裹
        </Link>
        {' · '}
        <Link to="/deals/claims" search={{ point: pickupPointId, state: 'all' } as never}>
          看这个点的售后
        </Link>
      </p>
    </Panel>
  );
}

function About({ pickupPointId, pickupOn }: PointDayProps): ReactNode {
  const now = useNow();
  const query = useQuery({
    queryKey: [...PARCELS_KEY, 'day', pickupPointId, pickupOn],
    queryFn: ({ signal }) =>
      api.get<PointDaysAnswer>(POINT_DAYS_PATH, { query: { pickupPointId, from: pickupOn, to: pickupOn }, signal }),
  });
  const day = query.data?.items.find((each) => (each.pickupOn ?? undefined) === pickupOn);
  if (day === undefined) return null;
  return (
    <PanelSection title={day.name}>
      <Facts
        facts={[
          ['小区', `${day.cityName}${day.communityName}`],
          ['提货日', day.pickupOn === null ? '随到随取' : dayWithWeekday(noonOf(day.pickupOn))],
          ['谁管', day.keeperName === '' ? '没人管' : day.keeperName],
          ['几户', `${count(day.customers)}户，${count(day.parcels)}个包裹`],
          ['到货', day.arrivedAt === null ? '还没到' : dateTime(day.arrivedAt, now)],
          [
            '还放着',
            day.left === 0
              ? undefined
              : `${count(day.left)}件${day.late === 0 ? '' : `，${count(day.late)}件过了时限`}`,
          ],
        ]}
      />
    </PanelSection>
  );
}

function Totals({ totals }: { totals: PointTotalsAnswer }): ReactNode {
  if (totals.items.length === 0) return <p className="panel-note">没有货。</p>;
  return (
    <table className="deal-lines">
      <thead>
        <tr>
          <th scope="col">商品</th>
          <th scope="col">应到</th>
          <th scope="col">到了</th>
          <th scope="col">取了</th>
          <th scope="col">还剩</th>
        </tr>
      </thead>
      <tbody>
        {totals.items.map((item) => (
          <tr key={item.skuId}>
            <th scope="row">
              <Good imageId={item.imageId} name={nameOfSku(item)} note={<Note item={item} />} />
            </th>
            <td>{some(item.ordered)}</td>
            <td>{item.onTheWay > 0 && item.arrived === 0 ? '在路上' : some(item.arrived)}</td>
            <td>{some(item.collected)}</td>
            <td>{some(item.left)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const some = (units: number): string => (units === 0 ? '—' : count(units));

/** What is wrong with an item, instead of its code. */
function Note({ item }: { item: PointTotalsAnswer['items'][number] }): ReactNode {
  const wrong = [
    item.short === 0 ? undefined : `缺货${count(item.short)}`,
    item.missing === 0 ? undefined : `少货${count(item.missing)}`,
    item.damaged === 0 ? undefined : `破损${count(item.damaged)}`,
    item.returned === 0 ? undefined : `退回${count(item.returned)}`,
  ].filter((part) => part !== undefined);
  return wrong.length === 0 ? item.skuCode : <span className="parcel-wrong">{wrong.join(' · ')}</span>;
}

function Save({ totals }: { totals: PointTotalsAnswer }): ReactNode {
  const titles = [
    '编码',
    '商品',
    '规格',
    '单位',
    '应到',
    '缺货',
    '在途',
    '已到',
    '少货',
    '破损',
    '已取',
    '退回',
    '还剩',
  ];
  const rows = totals.items.map((it) => [
    it.skuCode,
    it.name,
    it.spec,
    it.unit,
    it.ordered,
    it.short,
    it.onTheWay,
    it.arrived,
    it.missing,
    it.damaged,
    it.collected,
    it.returned,
    it.left,
  ]);
  return (
    <Button
      size="small"
      type="text"
      icon={<Icon name="download" size={16} />}
      onClick={() => saveFile(`自提点${totals.pickupOn ?? ''}.csv`, csvOf(titles, rows))}
    >
      导出
    </Button>
  );
}
