import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ApprovalAnswer } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { count, yuan } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { Empty, ProblemLine, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { ApprovalCard } from './approval-card.tsx';
import { APPROVAL_STATES } from './approval-draft.ts';
import { ApprovalForm } from './approval-form.tsx';
import { APPROVALS_KEY, PATHS } from './play-paths.ts';
import './play-panel.css';
import './approvals.css';

/** Each play that an approval lets through spends of its budget. */
const TOPICS = ['standing-approval', 'play'];
const REVOKE_REASONS = ['活动结束了', '效果不好', '预算另有用处', '换人负责'];
const TABS = [
  { value: '', label: '全部' },
  ...Object.entries(APPROVAL_STATES).map(([value, label]) => ({ value, label })),
];

/** 哪些事系统可以直接办？ What people signed in advance, and what the system has done with it. */
export default function ApprovalsPage(): ReactNode {
  const [url, setUrl] = useUrlState(['state', 'sign']);
  const list = useList<ApprovalAnswer>(APPROVALS_KEY, PATHS.approvals, {
    query: { state: url.state },
    topics: TOPICS,
  });
  const maySign = useMay('approval.sign');
  const [revoking, setRevoking] = useState<ApprovalAnswer>();
  const close = (): void => setUrl({ sign: undefined });
  const sign = (
    <Button type="primary" onClick={() => setUrl({ sign: '1' }, { push: true })}>
      签一份授权
    </Button>
  );
  return (
    <PageFrame
      title="常设授权"
      question="哪些事系统可以直接办？"
      tabs={<AreaTabs area="plays" />}
      actions={maySign ? sign : undefined}
      {...(list.rows === undefined || url.state !== undefined ? {} : { answer: answerOf(list.rows) })}
      panel={
        url.sign === undefined || !maySign
          ? undefined
          : {
              title: '签一份常设授权',
              subtitle: '签了以后，符合条件的方案不用再一份份批',
              onClose: close,
              children: <ApprovalForm onDone={close} />,
            }
      }
    >
      <StateTabs
        label="状态"
        tabs={TABS}
        value={url.state ?? ''}
        onChange={(state) => setUrl({ state: state === '' ? undefined : state })}
      />
      <Approvals
        list={list}
        filtered={url.state !== undefined}
        action={maySign ? sign : undefined}
        onRevoke={setRevoking}
      />
      {revoking === undefined ? null : <Revoke approval={revoking} onClose={() => setRevoking(undefined)} />}
    </PageFrame>
  );
}

function answerOf(approvals: readonly ApprovalAnswer[]): PageAnswer {
  const live = approvals.filter((approval) => approval.state === 'live');
  if (live.length === 0) return { figure: '0', unit: '份授权生效中', why: '现在每份方案都要人批。' };
  const left = live.reduce((sum, { budgetFen, spentFen }) => sum + budgetFen - spentFen, 0);
  const today = live.reduce((sum, { playsToday }) => sum + playsToday, 0);
  return {
    figure: count(live.length),
    unit: '份授权生效中',
    why: `今天按授权直接下发了${count(today)}份方案，预算一共还剩${yuan(left)}。`,
  };
}

interface ApprovalsProps {
  readonly list: List<ApprovalAnswer>;
  readonly filtered: boolean;
  readonly action: ReactNode;
  readonly onRevoke: (approval: ApprovalAnswer) => void;
}

function Approvals({ list, filtered, action, onRevoke }: ApprovalsProps): ReactNode {
  if (list.rows === undefined) {
    return list.problem === undefined ? (
      <Skeleton rows={6} />
    ) : (
      <ProblemView problem={list.problem} onRetry={list.retry} />
    );
  }
  if (list.rows.length === 0) {
    return filtered ? (
      <Empty title="这个状态下没有授权" />
    ) : (
      <Empty
        title="还没有签过授权"
        hint="签一份，说好哪些套餐、花多少、到哪天。小区一进入人群，系统就直接下发，不用等人。"
        action={action}
      />
    );
  }
  return (
    <>
      <ProblemLine problem={list.problem} />
      <ul className="approvals">
        {list.rows.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} onRevoke={() => onRevoke(approval)} />
        ))}
      </ul>
      {list.hasMore ? (
        <Button block loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </>
  );
}

function Revoke({ approval, onClose }: { approval: ApprovalAnswer; onClose: () => void }): ReactNode {
  const revoking = useAct((reason: string, key) => api.post(PATHS.revoke(approval.id), { body: { reason }, key }), {
    stale: [APPROVALS_KEY],
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`撤销「${approval.name}」`}
      lead="马上生效：之后的方案都要人批。已经下发的不受影响。"
      frequent={REVOKE_REASONS}
      verb="撤销"
      busy={revoking.busy}
      problem={revoking.problem}
      onSubmit={(reason) => void revoking.run(reason)}
      onClose={onClose}
    />
  );
}
