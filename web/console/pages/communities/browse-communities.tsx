import { Link } from '@tanstack/react-router';
import { Button, Dropdown, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CommunityRow } from '#modules/cdp/contract';
import { businessDay } from '#kernel/time';
import { queryString } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { asProblem } from '../../../shared/problem.ts';
import { useMay } from '../../../shared/session.tsx';
import { ProblemView, Skeleton } from '../../../shared/states.tsx';
import { choicesOf, useCities, useStores, useTopics } from '../../parts/choices.ts';
import { FilterSentence, type Blank } from '../../parts/filter-sentence.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { communityColumns } from './community-columns.tsx';
import { loudestSentence } from './community-words.ts';
import { useCommunityPanel } from './detail/use-community-panel.tsx';
import { IMPORT_KINDS, type ImportPageKind } from './import/import-kinds.ts';
import { MapView } from './map/map-view.tsx';
import { ruleOfFilter } from './rule-of-filter.ts';
import { TopicChips } from './topic-chips.tsx';
import {
  daysIn,
  FILTERS,
  useCommunityList,
  useCommunityMap,
  type CommunityFilter,
  type CommunityMaps,
} from './use-communities.ts';
import './communities.css';

type Change = (name: string, value: string | undefined) => void;

export function BrowseCommunities({ onImport }: { onImport: (kind: ImportPageKind) => void }): ReactNode {
  const [url, setUrl] = useUrlState([...FILTERS, 'sort', 'open']);
  const mayImport = useMay('territory.edit');
  const days = daysIn(url);
  const sort = url.sort ?? 'mentions';
  const { list, loudest } = useCommunityList(url, sort);
  const map = useCommunityMap(url);
  const topic = useTopics().find((each) => each.topic === url.topic);
  const open = (id: string): void => setUrl({ open: id }, { push: true });
  const panel = useCommunityPanel(url.open, url.topic, () => setUrl({ open: undefined }));
  const change: Change = (name, value) =>
    setUrl(name === 'city' ? { city: value, store: undefined } : { [name]: value });
  const answer = (list.rows?.length ?? 0) > 0 ? answerOf(map, loudest, topic?.name, days) : undefined;
  return (
    <PageFrame
      title="社区"
      question="哪些小区正在需要我们"
      tabs={<AreaTabs area="communities" />}
      actions={
        <>
          <ImportButton onImport={onImport} />
          <CircleButton filter={url} />
        </>
      }
      {...(answer === undefined ? {} : { answer })}
      filter={<CommunityFilters filter={url} onChange={change} />}
      panel={panel}
    >
      <div className="communities-bar">
        <TopicChips value={url.topic} onChange={(value) => change('topic', value)} />
        <SearchField key={url.text} text={url.text} onSearch={(value) => change('text', value)} />
      </div>
      <div className={list.rows?.length === 0 ? 'communities-split communities-none' : 'communities-split'}>
        <div className="communities-list">
          <ListTable
            name="communities"
            noun="小区"
            columns={communityColumns(days, panel !== undefined)}
            list={list}
            idOf={(row) => row.id}
            empty={emptyOf(url, mayImport ? onImport : undefined)}
            openId={url.open}
            onOpen={(row) => open(row.id)}
            sort={{ key: sort, direction: 'desc' }}
            onSort={(next) => setUrl({ sort: next === undefined || next.key === 'mentions' ? undefined : next.key })}
            exportPath={exportPathOf(url)}
          />
        </div>
        <div className="communities-map">
          <CommunityMap
            map={map}
            filter={url}
            openId={url.open}
            onOpen={open}
            measure={`近${days}天${topic?.name ?? ''}讨论`}
          />
        </div>
      </div>
    </PageFrame>
  );
}

/** The facts of the communities that the filter leaves, as a file that can be imported again. */
function exportPathOf({ city, store, age, text }: CommunityFilter): string {
  const builtTo = age === undefined ? undefined : Number(businessDay(new Date()).slice(0, 4)) - Number(age);
  return `/api/territory/communities/export${queryString({ cityId: city, storeId: store, text, builtTo })}`;
}

/** How many communities speak of it, and who speaks most. */
function answerOf(
  { heard, points }: CommunityMaps,
  loudest: CommunityRow | undefined,
  topic: string | undefined,
  days: number,
): PageAnswer | undefined {
  if (heard.data === undefined) return undefined;
  return {
    figure: count(points.filter((point) => point.mentions > 0).length),
    unit: `个小区近${days}天有人说${topic ?? '起家里的事'}`,
    ...(loudest === undefined || loudest.mentions === 0 ? {} : { why: loudestSentence(loudest, topic, days) }),
  };
}

interface CommunityMapProps {
  readonly map: CommunityMaps;
  readonly filter: CommunityFilter;
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly measure: string;
}

/** The map looks at one city at a time: cities are far apart, and nobody works between them. */
function CommunityMap({ map, filter, openId, onOpen, measure }: CommunityMapProps): ReactNode {
  const [looked, setLooked] = useState<string>();
  const ofOpen = map.points.find((point) => point.id === openId)?.cityId;
  const [seenOpen, setSeenOpen] = useState(openId);
  if (openId !== seenOpen) {
    setSeenOpen(openId);
    setLooked(undefined);
  }
  const at = filter.city ?? looked ?? ofOpen ?? map.cities[0]?.id;
  if (map.heard.data === undefined) {
    if (map.heard.error === null) return <Skeleton rows={8} label="正在画地图" />;
    return <ProblemView problem={asProblem(map.heard.error)} onRetry={() => void map.heard.refetch()} />;
  }
  return (
    <MapView points={map.points} stores={map.stores} cityId={at} openId={openId} onOpen={onOpen} measure={measure}>
      {map.cities.length < 2
        ? null
        : map.cities.map((city) => (
            <Button
              key={city.id}
              size="small"
              aria-pressed={city.id === at}
              className={city.id === at ? 'map-city map-city-on' : 'map-city'}
              onClick={() => setLooked(city.id)}
            >
              {city.name}
            </Button>
          ))}
      {map.points.length === 0 ? <p className="map-none">这个范围里没有小区</p> : null}
      {map.heard.data.truncated ? <p className="map-none">小区太多，只画了一部分，选一个城市看全</p> : null}
    </MapView>
  );
}

const DAYS = [
  { value: '7', label: '近7天' },
  { value: '90', label: '近90天' },
];

function CommunityFilters({ filter, onChange }: { filter: CommunityFilter; onChange: Change }): ReactNode {
  const cities = useCities();
  const stores = useStores(filter.city);
  const parts: (string | Blank)[] = [
    '看',
    { kind: 'choice', name: 'city', label: '城市', any: '所有城市', options: choicesOf(cities) },
    '、',
    { kind: 'choice', name: 'store', label: '门店', any: '所有门店', options: choicesOf(stores) },
    '服务的小区，楼龄',
    { kind: 'number', name: 'age', label: '楼龄至少', any: '不限', unit: '年以上', min: 1, max: 100 },
    '，数',
    { kind: 'choice', name: 'days', label: '时间', any: '近30天', options: DAYS },
    '说了什么',
  ];
  const { city, store, age, days } = filter;
  return <FilterSentence parts={parts} values={{ city, store, age, days }} onChange={onChange} />;
}

function SearchField({
  text,
  onSearch,
}: {
  text: string | undefined;
  onSearch: (text: string | undefined) => void;
}): ReactNode {
  return (
    <Input.Search
      className="communities-search"
      aria-label="按名字找小区"
      placeholder="找小区"
      allowClear
      defaultValue={text ?? ''}
      onSearch={(typed) => onSearch(typed.trim() === '' ? undefined : typed.trim())}
    />
  );
}

function ImportButton({ onImport }: { onImport: (kind: ImportPageKind) => void }): ReactNode {
  const may = { territory: useMay('territory.edit'), history: useMay('source.manage') };
  const kinds = IMPORT_KINDS.filter((kind) => may[kind.into]);
  if (kinds.length === 0) return null;
  const items = kinds.map(({ kind, title }) => ({ key: kind, label: title, onClick: () => onImport(kind) }));
  return (
    <Dropdown trigger={['click']} placement="bottomRight" menu={{ items }}>
      <Button>
        导入
        <Icon name="down" size={14} />
      </Button>
    </Dropdown>
  );
}

/** What the page looks at, as the start of an audience. */
function CircleButton({ filter }: { filter: CommunityFilter }): ReactNode {
  const mayEdit = useMay('audience.edit');
  const rule = ruleOfFilter(filter);
  if (!mayEdit || rule === undefined) return null;
  return (
    <Link className="communities-circle" to="/audiences" search={{ edit: 'new', rule: JSON.stringify(rule) } as never}>
      把这些小区圈起来
    </Link>
  );
}

function emptyOf(filter: CommunityFilter, onImport: ((kind: ImportPageKind) => void) | undefined) {
  const { city, store, age, text } = filter;
  if ([city, store, age, text].some((each) => each !== undefined)) {
    return { title: '没有符合条件的小区', hint: '放宽一个条件，或清空再看。' };
  }
  return {
    title: '还没有小区',
    hint: '导入一张小区表（名称、城市、位置），讨论和订单会自己归到小区。',
    ...(onImport === undefined
      ? {}
      : {
          action: (
            <Button type="primary" onClick={() => onImport('communities')}>
              导入小区
            </Button>
          ),
        }),
  };
}
