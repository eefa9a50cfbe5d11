import type { ReactNode } from 'react';
import type { ParcelItem } from '#modules/commerce/contract';
import { count, date, relativeTime, shortTimeLeft } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { choiceBlank, givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence, type Blank } from '../../../parts/filter-sentence.tsx';
import { Export, Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useCityBlank, useStoreBlank } from '../deal-blanks.ts';
import { whoOf } from '../who.ts';
import {
  countOfTab,
  noonOf,
  PARCEL_MODES,
  PARCEL_TABS,
  PARCEL_TONES,
  TAB_NAMES,
  type ParcelTab,
  type ParcelView,
} from './parcel-words.ts';
import type { ParcelDesk } from './use-parcels.ts';

const columns: readonly Column<ParcelItem>[] = [
  {
    key: 'who',
    title: '顾客',
    width: 150,
    always: true,
    render: (row) => <Two first={<strong>{whoOf(row, '散客')}</strong>} second={row.orderNumber} />,
  },
  {
    key: 'state',
    title: '状态',
    width: 110,
    always: true,
    render: (row) => <StateWord tone={PARCEL_TONES[row.state]}>{row.stateName}</StateWord>,
  },
  {
    key: 'where',
    title: '在哪里取',
    width: 170,
    always: true,
    render: (row) => (
      <Two first={row.pickupPointName ?? row.modeName} second={row.pickupPointAddress ?? `从${row.placeName}`} />
    ),
  },
  { key: 'what', title: '货', width: 190, render: (row) => <Two first={goodsOf(row)} second={blockOf(row)} /> },
  { key: 'left', title: '没取', width: 80, align: 'right', render: (row) => (row.left === 0 ? '—' : count(row.left)) },
  { key: 'day', title: '提货日', width: 90, render: (row) => <Day day={row.pickupOn} /> },
  { key: 'keep', title: '放到', width: 100, render: (row) => <Keep parcel={row} /> },
  { key: 'from', title: '从哪发', width: 120, render: (row) => row.placeName },
  { key: 'arrived', title: '到货', width: 110, render: (row) => <At at={row.arrivedAt} /> },
  { key: 'collected', title: '取走', width: 110, hidden: true, render: (row) => <At at={row.collectedAt} /> },
  { key: 'phone', title: '电话', width: 120, hidden: true, render: (row) => row.customerPhone },
];
const besidePanel = columns.filter(({ key }) => ['who', 'state', 'where', 'left'].includes(key));

function goodsOf({ lines, units }: ParcelItem): string {
  const [first] = lines;
  if (first === undefined) return `${count(units)}件`;
  return lines.length > 1 ? `${first.name}等${count(units)}件` : `${first.name} ${count(first.quantity)}${first.unit}`;
}

const blockOf = ({ blocked, state }: ParcelItem): string | null =>
  blocked === null || state === 'collected' || blocked.code === 'not_arrived' ? null : blocked.words;

function Day({ day }: { day: string | null }): ReactNode {
  const now = useNow();
  return day === null ? '随到随取' : date(noonOf(day), now);
}

function At({ at }: { at: string | null }): ReactNode {
  const now = useNow();
  return at === null ? '—' : relativeTime(at, now);
}

/** Until when it lies there. */
function Keep({ parcel }: { parcel: ParcelItem }): ReactNode {
  const now = useNow();
  if (parcel.keepUntil === null || parcel.left === 0) return '—';
  return new Date(parcel.keepUntil).getTime() < now ? (
    <StateWord tone="bad">过了时限</StateWord>
  ) : (
    shortTimeLeft(parcel.keepUntil, now)
  );
}

/** Parcels by state; the same filter sentence stands above all views. */
export function ParcelList({ desk }: { desk: ParcelDesk }): ReactNode {
  return (
    <>
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as ParcelTab)}
        tabs={PARCEL_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="parcels"
        noun="包裹"
        columns={desk.openId === undefined ? columns : besidePanel}
        list={desk.list}
        idOf={(row) => row.parcelId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.parcelId)}
        empty={
          desk.filtered
            ? { title: '这样筛下来没有包裹', hint: '放宽上面那句话里的条件再看看。' }
            : {
                title: `没有${desk.tab === 'all' ? '' : TAB_NAMES[desk.tab]}的包裹`,
                hint: '付过款的单会在这里排队出仓。',
              }
        }
      />
    </>
  );
}

const LOGS = { waves: '近一周的出仓', arrivals: '近一周的到货' } as const;

interface FilterProps {
  readonly desk: ParcelDesk;
  readonly view: ParcelView;
}

/** What the chosen view can be narrowed by. */
export function ParcelFilter({ desk, view }: FilterProps): ReactNode {
  const { filters } = desk;
  const city = useCityBlank();
  const store = useStoreBlank(filters.city);
  const modes = Object.entries(PARCEL_MODES).map(([value, label]) => ({ value, label }));
  const day: Blank = { kind: 'text', name: 'day', label: '提货日，如 2026-11-22', any: '哪天都行' };
  const given = [
    ...givenBlank('community', '小区', filters.community),
    ...givenBlank('point', '自提点', filters.point),
  ];
  const parts =
    view === 'parcels'
      ? [
          '看',
          city,
          '、',
          store,
          '里',
          choiceBlank('mode', '怎么给', '各种取法', modes),
          '、提货日是',
          day,
          '的包裹，单号或手机末四位是',
          { kind: 'text', name: 'text', label: '单号或手机末四位', any: '不限' } as const,
          ...given,
          ...givenBlank('place', '仓', filters.place),
        ]
      : ['看', city, ...(view === 'days' ? ['里、提货日是', day, '的自提点'] : [LOGS[view]]), ...given];
  return <FilterSentence parts={parts} values={filters} onChange={desk.filter} />;
}
