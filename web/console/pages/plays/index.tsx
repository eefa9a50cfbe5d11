import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import { count } from '../../../shared/format.ts';
import { Empty } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { useShortcuts } from '../../parts/use-shortcuts.ts';
import { BulkBar } from './bulk-bar.tsx';
import { KeysHelp } from './keys-help.tsx';
import { OutcomeBar } from './outcome-bar.tsx';
import { playKeys } from './play-keys.ts';
import { PlayList } from './play-list.tsx';
import { waitingSentence } from './play-outcome.ts';
import { PATHS } from './play-paths.ts';
import { PlaysFilter } from './plays-filter.tsx';
import { PLAY_STATES, REJECT_REASONS, STATE_NAMES, WITHDRAW_REASONS } from './play-words.ts';
import { usePlayDesk, type PlayDesk } from './use-play-desk.ts';
import { usePlayPanel } from './use-play-panel.tsx';
import '../../parts/kbd.css';
import './plays.css';

/** 今天要批哪些方案？ The system proposed, a person decides: one row at a time by keyboard, or many at once. */
export default function PlaysPage(): ReactNode {
  const desk = usePlayDesk();
  const [showsKeys, setShowsKeys] = useState(false);
  const panel = usePlayPanel(desk);
  const now = useNow();
  useShortcuts(playKeys(desk, () => setShowsKeys(true)));
  return (
    <PageFrame
      title="方案"
      question="今天要批哪些方案？"
      tabs={<AreaTabs area="plays" waiting={{ '/plays': desk.counts?.proposed }} />}
      {...(desk.counts === undefined ? {} : { answer: answerOf(desk, now) })}
      actions={<Actions desk={desk} onKeys={() => setShowsKeys(true)} />}
      filter={<PlaysFilter filters={desk.filters} onChange={desk.filter} />}
      panel={panel}
    >
      <Tabs desk={desk} />
      <OutcomeBar desk={desk} />
      <PlayList desk={desk} empty={<Nothing desk={desk} />} />
      <BulkBar desk={desk} />
      <Reasons desk={desk} />
      <KeysHelp open={showsKeys} onClose={() => setShowsKeys(false)} />
    </PageFrame>
  );
}

function answerOf({ counts, rows, list, state }: PlayDesk, now: number): PageAnswer {
  const waiting = counts?.proposed ?? 0;
  if (waiting === 0)
    return {
      figure: '0',
      unit: '份等你批',
      why: decidedBefore(counts) ? '都批完了。有新的方案会自己出现在这里。' : '还没有出过方案。',
    };
  const why = state === 'proposed' ? waitingSentence(rows, list.hasMore, now) : '';
  return { figure: count(waiting), unit: '份方案等你批', ...(why === '' ? {} : { why }) };
}

const decidedBefore = (counts: PlayDesk['counts']): boolean =>
  counts !== undefined && counts.approved + counts.rejected + counts.withdrawn > 0;

function Actions({ desk, onKeys }: { desk: PlayDesk; onKeys: () => void }): ReactNode {
  return (
    <>
      <Button type="text" onClick={onKeys} aria-keyshortcuts="?">
        快捷键 <kbd className="kbd">?</kbd>
      </Button>
      {desk.mayDecide ? (
        <Link to="/plays/generate" className="plays-generate">
          从人群生成方案
        </Link>
      ) : null}
    </>
  );
}

function Tabs({ desk }: { desk: PlayDesk }): ReactNode {
  const { counts, state, query } = desk;
  const search = new URLSearchParams({ state });
  for (const [name, value] of Object.entries(query)) if (value != null) search.set(name, String(value));
  return (
    <StateTabs
      label="状态"
      value={state}
      onChange={(value) => desk.show(value as typeof state)}
      tabs={PLAY_STATES.map((value) => ({ value, label: STATE_NAMES[value], count: counts?.[value] }))}
    >
      <ChooseAll desk={desk} />
      <Button type="text" href={`${PATHS.export}?${search.toString()}`} download>
        导出 CSV
      </Button>
    </StateTabs>
  );
}

function ChooseAll({ desk }: { desk: PlayDesk }): ReactNode {
  const { rows, chosen, mayDecide, state } = desk;
  if (!mayDecide || state !== 'proposed' || rows.length === 0) return null;
  return (
    <Checkbox
      checked={chosen.length === rows.length}
      indeterminate={chosen.length > 0 && chosen.length < rows.length}
      onChange={(event) => desk.choose(event.target.checked ? rows.map((row) => row.id) : [])}
    >
      选上这{count(rows.length)}份
    </Checkbox>
  );
}

function Nothing({ desk }: { desk: PlayDesk }): ReactNode {
  const filtered = Object.values(desk.query).some((value) => value !== undefined);
  if (filtered) return <Empty title="这样筛下来没有方案" hint="放宽上面那句话里的条件再看看。" />;
  if (desk.state !== 'proposed') return <Empty title={`还没有${STATE_NAMES[desk.state]}的方案`} />;
  return (
    <Empty
      title="没有等你批的方案"
      hint="小区一进入人群，系统就会出方案；也可以现在挑一个人群来生成。"
      action={desk.mayDecide ? <Link to="/plays/generate">从人群生成方案</Link> : undefined}
    />
  );
}

function Reasons({ desk }: { desk: PlayDesk }): ReactNode {
  const { asking, decisions } = desk;
  if (asking === undefined) return null;
  const { decision, subjects } = asking;
  const verb = decision === 'rejected' ? '驳回' : '撤回';
  const [only] = subjects;
  const what =
    subjects.length === 1 && only !== undefined ? `「${only.communityName}」的方案` : `${count(subjects.length)}份方案`;
  const submit = async (reason: string): Promise<void> => {
    const act = decision === 'rejected' ? decisions.reject : decisions.withdraw;
    if ((await act(subjects, reason)) !== undefined) desk.ask(undefined);
  };
  return (
    <ReasonDialog
      title={`${verb}${what}`}
      lead={
        decision === 'rejected'
          ? '同一个小区 14 天内不会再提同一个套餐。'
          : '撤回以后这份方案就作废了；已经转发出去的撤不回来。'
      }
      frequent={decision === 'rejected' ? REJECT_REASONS : WITHDRAW_REASONS}
      verb={subjects.length === 1 ? verb : `${verb}${count(subjects.length)}份`}
      busy={decisions.busy}
      problem={decisions.problem}
      onSubmit={(reason) => void submit(reason)}
      onClose={() => desk.ask(undefined)}
    />
  );
}
