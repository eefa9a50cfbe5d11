import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TaskItem } from '#modules/touchpoints/contract';
import { api } from '../../../shared/api.ts';
import { count, shortTimeLeft } from '../../../shared/format.ts';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { PATHS, TASKS_KEY } from './touchpoint-paths.ts';
import { askedText, resultText, TASK_STATES, type TaskState } from './touchpoint-words.ts';
import { useTaskPanel } from './use-task-panel.tsx';
import './touchpoints.css';

const TOPICS = ['task'];
const ALL = 'all';
type Counts = Readonly<Partial<Record<TaskState, number>>>;

/** 哪些任务没人接？ Those come first: without a person nothing happens. */
export default function TasksPage(): ReactNode {
  const [url, setUrl] = useUrlState(['state', 'community', 'person', 'play', 'task']);
  const counts = useCounts();
  const filtered = url.community !== undefined || url.person !== undefined || url.play !== undefined;
  const state = url.state ?? (filtered || url.task !== undefined ? ALL : firstState(counts));
  const list = useList<TaskItem>(TASKS_KEY, PATHS.tasks, {
    query: {
      state: state === ALL ? undefined : state,
      communityId: url.community,
      touchpointId: url.person,
      playId: url.play,
    },
    topics: TOPICS,
  });
  const open = (id: string | undefined): void =>
    setUrl({ task: id, state }, { push: url.task === undefined && id !== undefined });
  const panel = useTaskPanel(url.task, () => open(undefined));
  return (
    <PageFrame
      title="任务"
      question="哪些任务没人接？"
      tabs={<AreaTabs area="touchpoints" waiting={{ '/touchpoints/tasks': counts?.unplaced }} />}
      {...(counts === undefined ? {} : { answer: answerOf(counts) })}
      actions={<CommunityFinder label="只看一个小区" onFind={({ id }) => setUrl({ community: id, state: ALL })} />}
      panel={panel}
    >
      <StateTabs
        label="状态"
        value={state}
        onChange={(value) => setUrl({ state: value, task: undefined })}
        tabs={[...tabsOf(filtered ? undefined : counts), { value: ALL, label: '全部' }]}
      >
        {filtered ? (
          <button
            type="button"
            className="filter-clear"
            onClick={() => setUrl({ community: undefined, person: undefined, play: undefined })}
          >
            只看了一部分，看全部
          </button>
        ) : null}
      </StateTabs>
      <Tasks list={list} state={state} openId={url.task} onOpen={open} />
    </PageFrame>
  );
}

interface TasksProps {
  readonly list: List<TaskItem>;
  readonly state: string;
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
}

function Tasks({ list, state, openId, onOpen }: TasksProps): ReactNode {
  const none =
    state === 'unplaced'
      ? { title: '每个任务都有人', hint: '没人接的任务会第一时间出现在这里。' }
      : { title: '没有这样的任务', hint: '批准方案以后，任务会派给负责那个小区的触点。' };
  return (
    <ListTable
      name="tasks"
      noun="任务"
      columns={openId === undefined ? columns : besidePanel}
      list={list}
      idOf={(row) => row.taskId}
      openId={openId}
      onOpen={(row) => onOpen(row.taskId)}
      empty={none}
    />
  );
}

/** The server counts with every list; one of a single row is enough for the tabs. */
function useCounts(): Counts | undefined {
  const queryKey = [...TASKS_KEY, 'counts'];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<{ counts: Counts }>(PATHS.tasks, { query: { limit: 1 }, signal }),
  });
  useLiveQuery(TOPICS, queryKey);
  return result.data?.counts;
}

const firstState = (counts: Counts | undefined): TaskState =>
  counts !== undefined && (counts.unplaced ?? 0) === 0 ? 'offered' : 'unplaced';

const tabsOf = (counts: Counts | undefined) =>
  (Object.entries(TASK_STATES) as [TaskState, string][]).map(([value, label]) => ({
    value,
    label,
    count: counts === undefined ? undefined : (counts[value] ?? 0),
    urgent: value === 'unplaced',
  }));

function answerOf(counts: Counts): PageAnswer {
  const { unplaced = 0, offered = 0, accepted = 0, forwarded = 0, done = 0 } = counts;
  const why = `${count(offered)}个在等触点回话，${count(accepted)}个接了还没转发，${count(forwarded)}个已转发在等结果，${count(done)}个办完了。`;
  return unplaced === 0
    ? { figure: '0', unit: '个任务没人接', why }
    : { figure: count(unplaced), unit: '个任务没人接，等你指派', why };
}

const columns: readonly Column<TaskItem>[] = [
  {
    key: 'community',
    title: '小区',
    width: 140,
    always: true,
    render: (it) => (
      <span className="person-name">
        <strong>{it.communityName}</strong>
        <small>{it.cityName}</small>
      </span>
    ),
  },
  {
    key: 'what',
    title: '做什么',
    width: 280,
    render: (it) => (
      <span className="person-name task-what">
        <span>{it.headline}</span>
        <small>{it.packageName}</small>
      </span>
    ),
  },
  {
    key: 'who',
    title: '谁在做',
    width: 150,
    render: (it) =>
      it.touchpointName === null ? (
        <span className="person-warn">没有人</span>
      ) : (
        <span className="person-name">
          <span>{it.touchpointName}</span>
          <small>{it.roleName}</small>
        </span>
      ),
  },
  { key: 'asked', title: '问过', width: 90, render: (it) => askedText(it.attempt) },
  { key: 'due', title: '期限', width: 130, render: (it) => <Due task={it} /> },
  {
    key: 'state',
    title: '状态',
    width: 140,
    render: (it) => (
      <>
        <span className={`task-state task-state-${it.state}`}>{TASK_STATES[it.state]}</span>
        {it.outcome === null ? null : <small className="task-outcome">{resultText(it.outcome)}</small>}
      </>
    ),
  },
];

/** What there is room for while a task is open. */
const BESIDE_PANEL = ['community', 'what', 'who', 'state'];
const besidePanel = columns.filter(({ key }) => BESIDE_PANEL.includes(key));

function Due({ task }: { task: TaskItem }): ReactNode {
  const now = useNow();
  if (task.completedAt !== null) return '—';
  const late = Date.parse(task.dueAt) < now;
  return <span className={late ? 'person-warn' : undefined}>{shortTimeLeft(task.dueAt, now)}</span>;
}
