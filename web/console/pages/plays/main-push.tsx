import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MainPushRow } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { useMay } from '../../../shared/session.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { choicesOf, useCities, usePackages } from '../../parts/choices.ts';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { FilterSentence } from '../../parts/filter-sentence.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { ReasonDialog, type ReasonDialogProps } from '../../parts/reason-dialog.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useList } from '../../parts/use-list.ts';
import { MAIN_PUSH_KEY, PATHS } from './play-paths.ts';
import { stillThere } from './play-walk.ts';
import { pushColumns } from './push-columns.tsx';
import { PushDecision } from './push-decision.tsx';
import { PushPanel } from './push-panel.tsx';
import { useDecidePushes, type PushRow } from './use-decide-pushes.tsx';
import './play-panel.css';
import './plays.css';
import './main-push.css';

const TOPICS = ['main-push'];
const DISMISS_REASONS = ['再观察一阵', '和总部节奏不一致', '货不够', '这里另有安排'];

/** 哪些小区该换主推？ Results speak for another package; a person accepts it or not. */
export default function MainPushPage(): ReactNode {
  const [url, setUrl] = useUrlState(['city', 'package', 'community', 'name']);
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const [dismissing, setDismissing] = useState<readonly PushRow[]>();
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
  const decision = (subjects: readonly PushRow[]): ReactNode => (
    <PushDecision
      subjects={subjects}
      busy={deciding.busy}
      onAccept={() => void deciding.accept(subjects)}
      onDismiss={() => setDismissing(subjects)}
    />
  );
  const panel = panelOf(
    url,
    openRow,
    () => open(undefined),
    may && openRow !== undefined ? decision([openRow]) : undefined,
  );
  return (
    <PageFrame
      title="主推"
      question="哪些小区该换主推？"
      tabs={<AreaTabs area="plays" waiting={{ '/plays/main-push': proposed }} />}
      {...answerOf(proposed)}
      actions={<CommunityFinder label="查一个小区的主推" onFind={(found) => open(found.id, found.name)} />}
      filter={<Filter values={url} onChange={(name, value) => setUrl({ [name]: value })} />}
      panel={panel}
    >
      {deciding.summary}
      <ListTable
        name="main-push"
        noun="建议"
        columns={pushColumns}
        list={{ ...list, rows: list.rows === undefined ? undefined : rows }}
        idOf={(row) => row.id}
        openId={url.community}
        onOpen={(row) => open(row.id)}
        empty={{ title: '没有要换主推的小区', hint: '方案的效果拉开差距后，系统会在这里建议换主推。' }}
        {...(may ? { chosen: chosen.map((row) => row.id), onChoose: setChosenIds } : {})}
        tools={may && chosen.length > 0 ? decision(chosen) : undefined}
      />
      {dismissing === undefined ? null : (
        <Dismiss
          rows={dismissing}
          busy={deciding.busy}
          problem={deciding.problem}
          onSubmit={(reason) => void deciding.dismiss(dismissing, reason)}
          onClose={() => setDismissing(undefined)}
        />
      )}
    </PageFrame>
  );
}

interface DismissProps extends Pick<ReasonDialogProps, 'busy' | 'problem' | 'onSubmit' | 'onClose'> {
  readonly rows: readonly PushRow[];
}

function Dismiss({ rows, ...dialog }: DismissProps): ReactNode {
  const [only] = rows;
  const what = rows.length === 1 && only !== undefined ? `「${only.communityName}」` : `${count(rows.length)}个小区`;
  return <ReasonDialog {...dialog} title={`${what}不换主推`} frequent={DISMISS_REASONS} verb="不采纳" />;
}

function panelOf(
  url: Readonly<Record<'community' | 'name', string | undefined>>,
  row: PushRow | undefined,
  onClose: () => void,
  footer: ReactNode,
): SidePanelProps | undefined {
  if (url.community === undefined) return undefined;
  return {
    title: row?.communityName ?? url.name ?? '小区',
    subtitle: row?.cityName ?? '主推',
    onClose,
    children: <PushPanel communityId={url.community} />,
    ...(footer === undefined ? {} : { footer }),
  };
}

function answerOf(proposed: number | undefined): { readonly answer?: PageAnswer } {
  return proposed === undefined ? {} : { answer: { figure: count(proposed), unit: '个小区建议换主推', why: WHY } };
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
