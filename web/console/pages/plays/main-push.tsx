import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { BulkAnswer, MainPushRow } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { count, relativeTime } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { choicesOf, useCities, usePackages } from '../../parts/choices.ts';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { FilterSentence } from '../../parts/filter-sentence.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useList } from '../../parts/use-list.ts';
import { MAIN_PUSH_KEY, PATHS, PLAYS_KEY } from './play-paths.ts';
import { stillThere } from './play-walk.ts';
import { PushDecision } from './push-decision.tsx';
import { PushPanel } from './push-panel.tsx';
import './play-panel.css';
import './plays.css';
import './main-push.css';

const TOPICS = ['main-push'];
const DISMISS_REASONS = ['再观察一阵', '和总部节奏不一致', '货不够', '这里另有安排'];

type Row = MainPushRow & { readonly id: string };

/** 哪些小区该换主推？ Results speak for another package; a person accepts it or not. */
export default function MainPushPage(): ReactNode {
  const [url, setUrl] = useUrlState(['city', 'package', 'community', 'name']);
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const [dismissing, setDismissing] = useState<readonly Row[]>();
  const list = useList<MainPushRow>(MAIN_PUSH_KEY, PATHS.mainPush, {
    query: { cityId: url.city, packageId: url.package },
    topics: TOPICS,
  });
  const rows = (list.rows ?? []).map((row) => ({ ...row, id: row.communityId }));
  const chosen = stillThere(rows, chosenIds);
  const may = useMay('play.decide');
  const proposed = useProposedCount();
  const deciding = useDecidePushes(() => {
    setDismissing(undefined);
    setChosenIds([]);
  });
  const openRow = rows.find((row) => row.id === url.community);
  const open = (id: string | undefined, name?: string): void =>
    setUrl({ community: id, name }, { push: url.community === undefined && id !== undefined });
  const decision = (subjects: readonly Row[]): ReactNode => (
    <PushDecision
      subjects={subjects}
      busy={deciding.busy}
      onAccept={() => void deciding.accept(subjects)}
      onDismiss={() => setDismissing(subjects)}
    />
  );
  return (
    <PageFrame
      title="主推"
      question="哪些小区该换主推？"
      tabs={<AreaTabs area="plays" waiting={{ '/plays/main-push': proposed }} />}
      {...(proposed === undefined
        ? {}
        : { answer: { figure: count(proposed), unit: '个小区建议换主推', why: WHY } })}
      actions={<CommunityFinder label="查一个小区的主推" onFind={(found) => open(found.id, found.name)} />}
      filter={<Filter values={url} onChange={(name, value) => setUrl({ [name]: value })} />}
      panel={
        url.community === undefined
          ? undefined
          : {
              title: openRow?.communityName ?? url.name ?? '小区',
              subtitle: openRow?.cityName ?? '主推',
              onClose: () => open(undefined),
              children: <PushPanel communityId={url.community} />,
              ...(may && openRow !== undefined ? { footer: decision([openRow]) } : {}),
            }
      }
    >
      {deciding.summary}
      <ListTable
        name="main-push"
        noun="建议"
        columns={columns}
        list={{ ...list, rows: list.rows === undefined ? undefined : rows }}
        idOf={(row) => row.id}
        openId={url.community}
        onOpen={(row) => open(row.id)}
        empty={{ title: '没有要换主推的小区', hint: '方案的效果拉开差距后，系统会在这里建议换主推。' }}
        {...(may ? { chosen: chosen.map((row) => row.id), onChoose: setChosenIds } : {})}
        tools={may && chosen.length > 0 ? decision(chosen) : undefined}
      />
      {dismissing === undefined ? null : (
        <ReasonDialog
          title={dismissing.length === 1 ? `「${dismissing[0]?.communityName}」不换主推` : `${count(dismissing.length)}个小区不换主推`}
          frequent={DISMISS_REASONS}
          verb="不采纳"
          busy={deciding.busy}
          problem={deciding.problem}
          onSubmit={(reason) => void deciding.dismiss(dismissing, reason)}
          onClose={() => setDismissing(undefined)}
        />
      )}
    </PageFrame>
  );
}

const WHY = '系统按每个小区自己的结果和同类小区的结果估算，把握够大才建议；采纳之后，新方案会优先提它。';

function Filter({
  values,
  onChange,
}: {
  values: Readonly<Record<string, string | undefined>>;
  onChange: (name: string, value: string | undefined) => void;
}): ReactNode {
  const cities = choicesOf(useCities());
  const packages = choicesOf(usePackages());
  return (
    <FilterSentence
      parts={[
        '看',
        { kind: 'choice', name: 'city', label: '城市', any: '所有城市', options: cities },
        '建议换成',
        { kind: 'choice', name: 'package', label: '套餐', any: '任何套餐', options: packages },
        '的小区',
      ]}
      values={values}
      onChange={onChange}
    />
  );
}

function useProposedCount(): number | undefined {
  const queryKey = [...MAIN_PUSH_KEY, 'count'];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<{ proposed: number }>(PATHS.mainPushCount, { signal }),
  });
  useLiveQuery(TOPICS, queryKey);
  return result.data?.proposed;
}

function useDecidePushes(onDone: () => void) {
  const [summary, setSummary] = useState<ReactNode>();
  const hooks = { stale: [MAIN_PUSH_KEY, PLAYS_KEY] };
  const bodyOf = (rows: readonly Row[]) =>
    rows.map(({ communityId, proposedPackageId }) => ({ communityId, packageId: proposedPackageId }));
  const accepting = useAct(
    (rows: readonly Row[], key) => api.post<BulkAnswer>(PATHS.mainPushAccept, { body: { items: bodyOf(rows) }, key }),
    hooks,
  );
  const dismissing = useAct(
    ({ rows, reason }: { rows: readonly Row[]; reason: string }, key) =>
      api.post<BulkAnswer>(PATHS.mainPushDismiss, { body: { items: bodyOf(rows), reason }, key }),
    hooks,
  );
  const tell = (verb: string, rows: readonly Row[], answer: BulkAnswer | undefined): void => {
    if (answer === undefined) return;
    setSummary(<Summary verb={verb} rows={rows} answer={answer} />);
    onDone();
  };
  return {
    accept: async (rows: readonly Row[]) => tell('换了主推', rows, await accepting.run(rows)),
    dismiss: async (rows: readonly Row[], reason: string) =>
      tell('没有采纳', rows, await dismissing.run({ rows, reason })),
    busy: accepting.busy || dismissing.busy,
    problem: accepting.problem ?? dismissing.problem,
    summary,
  };
}

function Summary({ verb, rows, answer }: { verb: string; rows: readonly Row[]; answer: BulkAnswer }): ReactNode {
  const names = new Map(rows.map((row) => [row.id, row.communityName]));
  const refused = answer.items.filter((item) => !item.done);
  return (
    <div className="outcome-bar" role="status">
      <p className="outcome-line">
        <Ring by="people" />
        <span>
          {count(answer.done)}个小区{verb}
          {refused.length === 0 ? '。' : `，${count(refused.length)}个没成：`}
        </span>
      </p>
      {refused.length === 0 ? null : (
        <ul className="outcome-refused">
          {refused.map((item) => (
            <li key={item.id}>
              <strong>{names.get(item.id)}</strong>
              <span>{item.message}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const columns: readonly Column<Row>[] = [
  {
    key: 'community',
    title: '小区',
    width: 150,
    always: true,
    render: (row) => (
      <span className="push-place">
        <strong>{row.communityName}</strong>
        <small>{row.cityName}</small>
      </span>
    ),
  },
  { key: 'turn', title: '主推', width: 210, always: true, render: (row) => <Turn row={row} /> },
  {
    key: 'reasons',
    title: '为什么',
    render: (row) => (
      <ul className="push-reasons">
        {row.reasons.slice(0, 2).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    ),
  },
  { key: 'at', title: '什么时候提的', width: 110, hidden: true, render: (row) => <Ago at={row.proposedAt} /> },
];

function Ago({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}

function Turn({ row }: { row: Row }): ReactNode {
  return (
    <span className="push-row-turn">
      <span className="push-current">
        <Ring by="people" size={10} />
        {row.currentPackageName ?? '还没有主推'}
      </span>
      <span className="push-proposed">
        <Ring by="system" size={10} />
        换成 {row.proposedPackageName}
      </span>
    </span>
  );
}
