import { Button } from 'antd';
import type { ReactNode } from 'react';
import { count, date, yuan } from '../../../shared/format.ts';
import { useMay } from '../../../shared/session.tsx';
import { Empty, Skeleton } from '../../../shared/states.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { useTopics } from '../../parts/choices.ts';
import { FilterSentence, type Blank } from '../../parts/filter-sentence.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { SCENES } from './package-draft.ts';
import { PackageForm } from './package-form.tsx';
import { PACKAGES_KEY, PATHS, type Package } from './play-paths.ts';
import { rolesInShort } from './play-words.ts';
import './play-panel.css';
import './packages.css';

const NEW = 'new';

/** 手上有哪些套餐可推？ */
export default function PackagesPage(): ReactNode {
  const [url, setUrl] = useUrlState(['scene', 'active', 'package']);
  const mayEdit = useMay('package.edit');
  const list = useList<Package>(PACKAGES_KEY, PATHS.packages, {
    query: { scene: url.scene, active: url.active },
    limit: 200,
  });
  const open = (id: string | undefined): void =>
    setUrl({ package: id }, { push: url.package === undefined && id !== undefined });
  const opened = list.rows?.find((row) => row.id === url.package);
  const add = (
    <Button type="primary" onClick={() => open(NEW)}>
      加一个套餐
    </Button>
  );
  const active = list.rows?.filter((row) => row.active).length;
  return (
    <PageFrame
      title="套餐"
      question="手上有哪些套餐可推？"
      tabs={<AreaTabs area="plays" />}
      actions={mayEdit ? add : undefined}
      {...(active === undefined || url.active !== undefined || url.scene !== undefined
        ? {}
        : { answer: { figure: count(active), unit: '个套餐在售', why: '系统只从在售的里面给小区挑。' } })}
      filter={
        <FilterSentence
          parts={['看', SCENE, '里', ACTIVE, '的套餐']}
          values={url}
          onChange={(name, value) => setUrl({ [name]: value })}
        />
      }
      panel={
        url.package === undefined
          ? undefined
          : {
              title: url.package === NEW ? '加一个套餐' : (opened?.name ?? '套餐'),
              subtitle: opened === undefined ? '' : `${opened.code} · ${date(opened.updatedAt)}改过`,
              onClose: () => open(undefined),
              children: (
                <Opened
                  id={url.package}
                  package={opened}
                  list={list}
                  mayEdit={mayEdit}
                  onClose={() => open(undefined)}
                />
              ),
            }
      }
    >
      <ListTable
        name="packages"
        noun="套餐"
        columns={url.package === undefined ? COLUMNS : BESIDE_PANEL}
        list={list}
        idOf={(row) => row.id}
        openId={url.package}
        onOpen={(row) => open(row.id)}
        empty={{
          title: '还没有套餐',
          hint: '加上套餐，系统才有东西可以给小区推。',
          action: mayEdit ? add : undefined,
        }}
      />
    </PageFrame>
  );
}

interface OpenedProps {
  readonly id: string;
  readonly package: Package | undefined;
  readonly list: List<Package>;
  readonly mayEdit: boolean;
  readonly onClose: () => void;
}

function Opened({ id, package: found, list, mayEdit, onClose }: OpenedProps): ReactNode {
  if (id === NEW) return <PackageForm package={undefined} mayEdit={mayEdit} onDone={onClose} />;
  if (found !== undefined) return <PackageForm key={id} package={found} mayEdit={mayEdit} onDone={onClose} />;
  return list.rows === undefined ? <Skeleton /> : <Empty title="这个套餐不在上面的列表里" hint="放宽条件再找找。" />;
}

const SCENE: Blank = {
  kind: 'choice',
  name: 'scene',
  label: '场景',
  any: '所有场景',
  options: Object.entries(SCENES).map(([value, label]) => ({ value, label })),
};
const ACTIVE: Blank = {
  kind: 'choice',
  name: 'active',
  label: '在售',
  any: '在售和停售',
  options: [
    { value: 'true', label: '在售' },
    { value: 'false', label: '停售' },
  ],
};

const COLUMNS: readonly Column<Package>[] = [
  {
    key: 'name',
    title: '套餐',
    width: 210,
    always: true,
    render: (it) => (
      <span className="package-name">
        <strong>{it.name}</strong>
        <small>{it.subtitle}</small>
      </span>
    ),
  },
  {
    key: 'price',
    title: '价格',
    width: 130,
    align: 'right',
    render: (it) => (
      <>
        {yuan(it.priceFen)}
        {it.unit}
      </>
    ),
  },
  { key: 'scene', title: '场景', width: 80, render: (it) => SCENES[it.scene] ?? it.scene },
  { key: 'topics', title: '对上的讨论', width: 160, render: (it) => <Topics codes={it.topics} /> },
  {
    key: 'age',
    title: '楼龄',
    width: 100,
    render: (it) => (it.minAgeYears === null ? '不限' : `${it.minAgeYears}年以上`),
  },
  { key: 'roles', title: '触点，先找前面的', width: 170, render: (it) => rolesInShort(it.roles) },
  { key: 'cost', title: '每次花费', width: 100, align: 'right', render: (it) => yuan(it.costFen) },
  {
    key: 'active',
    title: '状态',
    width: 80,
    render: (it) => (
      <span className={it.active ? 'package-active' : 'package-stopped'}>{it.active ? '在售' : '停售'}</span>
    ),
  },
  { key: 'code', title: '编码', width: 100, hidden: true, render: (it) => it.code },
];

/** What there is room for while a package is open. */
const BESIDE_PANEL = COLUMNS.filter(({ key }) => ['name', 'price', 'scene', 'active'].includes(key));

function Topics({ codes }: { codes: readonly string[] }): ReactNode {
  const names = new Map(useTopics().map(({ topic, name }) => [topic, name]));
  return codes.length === 0 ? '不限' : codes.map((code) => names.get(code) ?? code).join('、');
}
