import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { startOfBusinessDay } from '#kernel/time';
import type { FlywheelAnswer, Stage, StageAnswer } from '#modules/insight/contract';
import { queryString, type Query } from '../../../shared/api.ts';
import { count, date, dateTime, percent } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useMay, useMe } from '../../../shared/session.tsx';
import { Await, Empty, Skeleton } from '../../../shared/states.tsx';
import { choicesOf, useCities, useStores } from '../../parts/choices.ts';
import { FilterSentence, type Blank } from '../../parts/filter-sentence.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { csvOf, saveFile } from '../../parts/save-csv.ts';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { FirstSteps } from './first-steps.tsx';
import {
  daysOf,
  FLYWHEEL_PATH,
  leaks,
  MENDS,
  PERIODS,
  stageCells,
  stageChange,
  STAGE_TITLES,
  standsStill,
} from './flywheel-words.ts';
import { LoopView } from './loop-view.tsx';
import { StagePanel } from './stage-panel.tsx';
import { StageTable } from './stage-table.tsx';
import { useFlywheel, type Pulses } from './use-flywheel.ts';
import { useCommunityName } from './use-community-name.ts';
import './flywheel.css';

const URL_NAMES = ['period', 'city', 'store', 'community', 'stage', 'view'] as const;

/** 两个轮子转得顺不顺，哪里在漏: the product's picture of itself, as it turns. */
export default function FlywheelPage(): ReactNode {
  const [url, setUrl] = useUrlState(URL_NAMES);
  const [openedAt] = useState(() => new Date());
  const where = { cityId: url.city, storeId: url.store, communityId: url.community };
  const query = { ...daysOf(url.period, openedAt), ...where };
  const { result, pulses } = useFlywheel(query);
  const loop = result.data;
  const mends = useMends();
  const open = loop?.stages.find((stage) => stage.stage === url.stage);
  const toggle = (stage: Stage): void => setUrl({ stage: stage === url.stage ? undefined : stage }, { push: true });
  const panel: SidePanelProps | undefined =
    open === undefined
      ? undefined
      : {
          title: open.name,
          subtitle: open.wheel === 'system' ? '系统做的' : '人做的',
          onClose: () => setUrl({ stage: undefined }),
          children: <StagePanel key={open.stage} stage={open} query={query} />,
          footer: <PanelFooter stage={open.stage} query={query} mend={mends(open.stage)} />,
        };
  const still = loop !== undefined && standsStill(loop) && Object.values(where).every((each) => each === undefined);
  return (
    <PageFrame
      title="飞轮"
      question="两个轮子转得顺不顺，哪里在漏"
      tabs={<AreaTabs area="flywheel" />}
      {...(loop === undefined || still ? {} : { answer: answerOf(loop, mends) })}
      {...(loop === undefined || still
        ? {}
        : { actions: <LoopActions loop={loop} view={url.view} onView={(view) => setUrl({ view })} /> })}
      {...(still ? {} : { filter: <LoopFilter url={url} onChange={setUrl} /> })}
      panel={panel}
    >
      <Await query={result} loading={<Skeleton rows={12} label="正在数每个环节" />}>
        {(data) =>
          still ? (
            <FirstSteps />
          ) : standsStill(data) ? (
            <Empty title="这段时间、这个范围没有动静" hint="换一个时间段，或把城市、门店放宽看看。" />
          ) : (
            <>
              <Loop
                stages={data.stages}
                pulses={pulses}
                loading={result.isPlaceholderData}
                asTable={url.view === 'table'}
                openStage={url.stage}
                onOpen={toggle}
              />
              <p className="loop-as-of">
                {date(startOfBusinessDay(data.from))}到{date(startOfBusinessDay(data.to))}，比
                {date(startOfBusinessDay(data.previousFrom))}到{date(startOfBusinessDay(data.previousTo))}；截至
                {dateTime(data.asOf)}
              </p>
            </>
          )
        }
      </Await>
    </PageFrame>
  );
}

/** The communities as a file, and the way to where it can be mended. */
function PanelFooter({ stage, query, mend }: { stage: Stage; query: Query; mend: ReactNode }): ReactNode {
  const mayExport = useMay('export.data');
  const path = `${FLYWHEEL_PATH}/stages/${stage}/export${queryString(query)}`;
  return (
    <>
      {mayExport ? (
        <Button type="text" href={path} download icon={<Icon name="download" size={16} />}>
          导出小区
        </Button>
      ) : null}
      {mend}
    </>
  );
}

interface LoopProps {
  readonly stages: readonly StageAnswer[];
  readonly pulses: Pulses;
  readonly loading: boolean;
  readonly asTable: boolean;
  readonly openStage: string | undefined;
  readonly onOpen: (stage: Stage) => void;
}

function Loop({ stages, pulses, loading, asTable, openStage, onOpen }: LoopProps): ReactNode {
  const table = (
    <StageTable stages={stages} loading={loading} openStage={openStage} onOpen={({ stage }) => onOpen(stage)} />
  );
  if (asTable) return table;
  return <LoopView stages={stages} pulses={pulses} openStage={openStage} onOpen={onOpen} instead={table} />;
}

const VIEWS = [
  { value: 'rings', label: '看图' },
  { value: 'table', label: '看表' },
];

interface LoopActionsProps {
  readonly loop: FlywheelAnswer;
  readonly view: string | undefined;
  readonly onView: (view: string | undefined) => void;
}

function LoopActions({ loop, view = 'rings', onView }: LoopActionsProps): ReactNode {
  const save = (): void =>
    saveFile(`飞轮-${loop.from}-${loop.to}.csv`, csvOf(STAGE_TITLES, loop.stages.map(stageCells)));
  return (
    <>
      <StateTabs
        label="怎么看"
        tabs={VIEWS}
        value={view}
        onChange={(next) => onView(next === 'table' ? next : undefined)}
      />
      <Button type="text" icon={<Icon name="download" size={16} />} onClick={save}>
        导出
      </Button>
    </>
  );
}

/** The link to where a stage can be mended, for those who may. */
function useMends(): (stage: Stage) => ReactNode {
  const { permissions } = useMe();
  return (stage) => {
    const { to, words, needs } = MENDS[stage];
    if (needs !== undefined && !permissions.includes(needs)) return null;
    return (
      <Link to={to} className="loop-mend">
        {words}
        <Icon name="forward" size={14} />
      </Link>
    );
  };
}

function answerOf({ worst, stages }: FlywheelAnswer, mends: (stage: Stage) => ReactNode): PageAnswer {
  const leaking = stages.find((stage) => stage.stage === worst?.stage);
  if (worst !== null && leaking !== undefined) {
    // While nobody's time is over, the worst is where most wait.
    const figures = leaks(leaking)
      ? { figure: percent(leaking.leak?.share, 0), unit: `没走到「${leaking.name}」` }
      : { figure: count(leaking.leak?.waiting), unit: `个还没走到「${leaking.name}」` };
    return { ...figures, why: `${worst.sentence}。`, next: mends(worst.stage) };
  }
  const outcome = stages.find((stage) => stage.stage === 'outcome');
  return {
    figure: count(outcome?.volume),
    unit: `${outcome?.unit ?? '个'}结果`,
    ...(outcome === undefined ? {} : { change: stageChange(outcome) }),
    since: '比上期',
    goodWhen: 'up',
    why: '每一步都在容许范围内，没有明显的漏。',
  };
}

interface LoopFilterProps {
  readonly url: Readonly<Partial<Record<(typeof URL_NAMES)[number], string | undefined>>>;
  readonly onChange: (part: Partial<Record<(typeof URL_NAMES)[number], string | undefined>>) => void;
}

function LoopFilter({ url, onChange }: LoopFilterProps): ReactNode {
  const cities = useCities();
  const stores = useStores(url.city);
  const mayRead = useMay('territory.read');
  const community = useCommunityName(url.community);
  const period: Blank = {
    kind: 'choice',
    name: 'period',
    label: '时间',
    any: '近7天',
    options: PERIODS.filter((each) => each.value !== '7'),
  };
  const city: Blank = { kind: 'choice', name: 'city', label: '城市', any: '所有城市', options: choicesOf(cities) };
  const store: Blank = { kind: 'choice', name: 'store', label: '门店', any: '所有门店', options: choicesOf(stores) };
  const one: Blank = {
    kind: 'choice',
    name: 'community',
    label: '小区',
    any: '所有小区',
    options: url.community === undefined ? [] : [{ value: url.community, label: community ?? '这个小区' }],
  };
  const parts = mayRead ? ['看', period, '里，', city, '、', store, '服务的'] : ['看', period, '里'];
  const values = { period: url.period, city: url.city, store: url.store, community: url.community };
  // A store of another city would leave nothing.
  const change = (name: string, value: string | undefined): void =>
    onChange(name === 'city' ? { city: value, store: undefined } : { [name]: value });
  return (
    <FilterSentence
      parts={url.community === undefined ? [...parts, '小区转得怎么样'] : [...parts, one, '转得怎么样']}
      values={values}
      onChange={change}
    />
  );
}
