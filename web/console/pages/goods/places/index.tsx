import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import type { PickupPointAnswer, WarehouseAnswer } from '#modules/territory/contract';
import { count } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choicesOf, useCities } from '../../../parts/choices.ts';
import { CommunityFinder } from '../../../parts/community-finder.tsx';
import { choiceBlank, givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence, type Blank } from '../../../parts/filter-sentence.tsx';
import { Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame, type PageAnswer } from '../../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { ImportPlaces, isImportKind } from '../../communities/import/import-page.tsx';
import { NEW } from '../goods-paths.ts';
import { restWords, WAREHOUSE_KINDS } from './place-draft.ts';
import { OpenPoint } from './point-body.tsx';
import { PointForm } from './point-form.tsx';
import {
  PLACE_TABS,
  TAB_NAMES,
  usePlaces,
  usePoints,
  useWarehouses,
  type PlaceDesk,
  type PlaceTab,
} from './use-places.ts';
import { OpenWarehouse } from './warehouse-body.tsx';
import { WarehouseForm } from './warehouse-form.tsx';
import '../goods.css';
import './places.css';

type View = 'points' | 'warehouses';
const VIEWS: Readonly<Record<View, string>> = { points: '自提点', warehouses: '仓' };

const Active = ({ active }: { active: boolean }): ReactNode => (
  <StateWord tone={active ? 'good' : 'neutral'}>{active ? '在用' : '停用'}</StateWord>
);

const warehouseColumns: readonly Column<WarehouseAnswer>[] = [
  {
    key: 'name',
    title: '仓',
    width: 220,
    always: true,
    render: (row) => <Two first={<strong>{row.name}</strong>} second={row.externalCode} />,
  },
  { key: 'kind', title: '做什么', width: 110, always: true, render: (row) => row.kindName },
  { key: 'city', title: '城市', width: 110, render: (row) => row.cityName },
  {
    key: 'position',
    title: '位置',
    width: 170,
    hidden: true,
    render: (row) => `${row.position.lng.toFixed(4)}, ${row.position.lat.toFixed(4)}`,
  },
  { key: 'active', title: '状态', width: 90, always: true, render: (row) => <Active active={row.active} /> },
];

const pointColumns: readonly Column<PickupPointAnswer>[] = [
  {
    key: 'name',
    title: '自提点',
    width: 220,
    always: true,
    render: (row) => (
      <Two first={<strong>{row.name}</strong>} second={row.address === '' ? row.externalCode : row.address} />
    ),
  },
  {
    key: 'community',
    title: '小区',
    width: 140,
    always: true,
    render: (row) => <Two first={row.communityName} second={row.cityName} />,
  },
  {
    key: 'keeper',
    title: '谁管',
    width: 100,
    render: (row) => (row.keeperId === null ? <StateWord tone="warn">没人管</StateWord> : '有人管'),
  },
  { key: 'rests', title: '休息', width: 150, render: (row) => restWords(row.restDays) || '天天开' },
  {
    key: 'nested',
    title: '货从哪来',
    width: 130,
    render: (row) => (row.parentId === null ? '仓里直送' : '从别的点转来'),
  },
  { key: 'only', title: '开团', width: 90, render: (row) => (row.pickupOnly ? '只自提' : '可以开团') },
  { key: 'active', title: '状态', width: 90, always: true, render: (row) => <Active active={row.active} /> },
];

/** 货从哪个仓来，到哪个点取？ With `?import=` the way to bring them in. */
export default function PlacesPage(): ReactNode {
  const [url, setUrl] = useUrlState(['import']);
  if (isImportKind(url.import)) {
    return (
      <ImportPlaces
        kind={url.import}
        only={['warehouses', 'pickup_points']}
        back="仓和自提点"
        onKind={(kind) => setUrl({ import: kind })}
        onClose={() => setUrl({ import: undefined })}
      />
    );
  }
  return <Places onImport={(kind) => setUrl({ import: kind }, { push: true })} />;
}

function Places({ onImport }: { onImport: (kind: string) => void }): ReactNode {
  const desk = usePlaces();
  const [url, setUrl] = useUrlState(['view']);
  const mayEdit = useMay('territory.edit');
  const view: View = url.view === 'warehouses' ? 'warehouses' : 'points';
  return (
    <PageFrame
      title="仓与自提点"
      question="货从哪个仓来，到哪个点取？"
      tabs={<AreaTabs area="goods" />}
      actions={
        mayEdit ? (
          <>
            <Button onClick={() => onImport(view === 'points' ? 'pickup_points' : 'warehouses')}>导入</Button>
            <Button type="primary" onClick={() => desk.open(NEW)}>
              加一个{VIEWS[view]}
            </Button>
          </>
        ) : null
      }
      answer={useAnswer(desk)}
      filter={<Filter desk={desk} view={view} />}
      panel={panelOf(desk, view)}
    >
      <Segmented<View>
        className="place-views"
        aria-label="看什么"
        value={view}
        options={(Object.keys(VIEWS) as View[]).map((value) => ({ value, label: VIEWS[value] }))}
        onChange={(value) => {
          desk.open(undefined);
          setUrl({ view: value });
        }}
      />
      <StateTabs
        label="状态"
        value={desk.chosen ?? 'active'}
        onChange={(value) => desk.show(value as PlaceTab)}
        tabs={PLACE_TABS.map((value) => ({ value, label: TAB_NAMES[value] }))}
      >
        {view === 'points' && desk.openId === undefined ? (
          <CommunityFinder label="只看一个小区" width={160} onFind={({ id }) => desk.filter('community', id)} />
        ) : null}
      </StateTabs>
      {view === 'points' ? <Points desk={desk} /> : <Warehouses desk={desk} />}
    </PageFrame>
  );
}

/** How many there are of each, in the area of the reader; those that nobody keeps cannot hand anything over. */
function useAnswer(desk: PlaceDesk): PageAnswer {
  const { list: points } = usePoints(desk);
  const { list: warehouses } = useWarehouses(desk);
  const nobodys = (points.rows ?? []).filter(({ keeperId, active }) => keeperId === null && active).length;
  const more = points.hasMore ? '前几页里' : '';
  return {
    figure: count(points.total),
    unit: '个自提点',
    why: `${count(warehouses.total)}个仓供货${nobodys === 0 ? '。' : `，${more}${count(nobodys)}个自提点没人管，到了货没人交。`}`,
  };
}

const emptyOf = ({ filtered }: PlaceDesk, what: string): { title: string; hint: string } =>
  filtered
    ? { title: `这样筛下来没有${what}`, hint: '放宽上面那句话里的条件再看看。' }
    : { title: `还没有${what}`, hint: `加一个${what}，或者用 Excel 一次导进来。` };

function Points({ desk }: { desk: PlaceDesk }): ReactNode {
  return (
    <ListTable
      name="pickup-points"
      noun="自提点"
      columns={desk.openId === undefined ? pointColumns : pointColumns.filter(({ always }) => always === true)}
      {...usePoints(desk)}
      idOf={(row) => row.id}
      openId={desk.openId}
      onOpen={(row) => desk.open(row.id)}
      empty={emptyOf(desk, '自提点')}
    />
  );
}

function Warehouses({ desk }: { desk: PlaceDesk }): ReactNode {
  return (
    <ListTable
      name="warehouses"
      noun="仓"
      columns={desk.openId === undefined ? warehouseColumns : warehouseColumns.filter(({ always }) => always === true)}
      {...useWarehouses(desk)}
      idOf={(row) => row.id}
      openId={desk.openId}
      onOpen={(row) => desk.open(row.id)}
      empty={emptyOf(desk, '仓')}
    />
  );
}

function panelOf(desk: PlaceDesk, view: View): SidePanelProps | undefined {
  const { openId } = desk;
  const onClose = (): void => desk.open(undefined);
  if (openId === undefined) return undefined;
  if (openId === NEW) {
    return view === 'points'
      ? { title: '加一个自提点', onClose, children: <PointForm point={undefined} onDone={({ id }) => desk.open(id)} /> }
      : {
          title: '加一个仓',
          onClose,
          children: <WarehouseForm warehouse={undefined} onDone={({ id }) => desk.open(id)} />,
        };
  }
  return view === 'points'
    ? {
        title: '自提点',
        subtitle: '谁管、哪几天开、货从哪来',
        onClose,
        children: <OpenPoint key={openId} id={openId} />,
      }
    : { title: '仓', subtitle: '供哪些小区', onClose, children: <OpenWarehouse key={openId} id={openId} /> };
}

function Filter({ desk, view }: { desk: PlaceDesk; view: View }): ReactNode {
  const kinds = Object.entries(WAREHOUSE_KINDS).map(([value, label]) => ({ value, label }));
  const city = choiceBlank('city', '城市', '所有城市', choicesOf(useCities()));
  const text: Blank = { kind: 'text', name: 'text', label: '名称或编码', any: '不限' };
  return (
    <FilterSentence
      parts={
        view === 'points'
          ? ['看', city, '的自提点，名称或编码有', text, ...givenBlank('community', '小区', desk.filters.community)]
          : ['看', city, '的', choiceBlank('kind', '种类', '各种仓', kinds), '，名称或编码有', text]
      }
      values={desk.filters}
      onChange={desk.filter}
    />
  );
}
