import { Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { dayAfter } from '#kernel/time';
import { count } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame, type PageAnswer } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { useShortcuts } from '../../../parts/use-shortcuts.ts';
import { BulkBar } from './bulk-bar.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { KeysHelp } from './keys-help.tsx';
import { OutcomeBar } from './outcome-bar.tsx';
import { lineIdOf } from './row-focus.ts';
import { columnsOf } from './supply-columns.tsx';
import { SupplyFilterSentence } from './supply-filter.tsx';
import { supplyKeys } from './supply-keys.ts';
import { supplyPanel } from './supply-panel.tsx';
import {
  answerOf,
  countOfTab,
  driftSentence,
  KIND_NAMES,
  KINDS,
  originSentence,
  sumOf,
  TABS,
  tabsOf,
  type SupplyKind,
  type SupplyTab,
} from './supply-words.ts';
import { COMPARISON, RULES, useSupplyDesk, type SupplyDesk } from './use-supply-desk.ts';
import '../goods.css';
import '../../../parts/kbd.css';
import './supply.css';

/** 今天订什么、调什么、降什么价？ The system proposes every line with its reasons; a buyer goes down the list in minutes. */
export default function SupplyPage(): ReactNode {
  const desk = useSupplyDesk();
  const [showsKeys, setShowsKeys] = useState(false);
  const answer = answerOfDesk(desk);
  useShortcuts(supplyKeys(desk, () => setShowsKeys(true)));
  const waiting = desk.filtered || desk.isOver ? undefined : waitingOf(desk);
  return (
    <PageFrame
      title="补货"
      question="今天订什么、调什么、降什么价？"
      tabs={<AreaTabs area="goods" waiting={{ '/goods/supply': waiting }} />}
      actions={<Actions desk={desk} onKeys={() => setShowsKeys(true)} />}
      {...(answer === undefined ? {} : { answer })}
      filter={<SupplyFilterSentence desk={desk} />}
      panel={supplyPanel(desk)}
    >
      <Drift desk={desk} />
      <div className="supply-bar">
        <Segmented<SupplyKind>
          aria-label="哪一类"
          value={desk.kind}
          options={KIND_NAMES.map((value) => ({ value, label: <KindLabel kind={value} desk={desk} /> }))}
          onChange={desk.showKind}
        />
        <Tabs desk={desk} />
      </div>
      <OutcomeBar desk={desk} />
      {desk.kind === 'discount' && desk.mayDecide && !desk.mayTake ? (
        <p className="panel-note">改价要有定价权限；你可以看，也可以说不办。</p>
      ) : null}
      <Lines desk={desk} />
      <BulkBar desk={desk} />
      <DecideDialog desk={desk} />
      {showsKeys ? <KeysHelp onClose={() => setShowsKeys(false)} /> : null}
    </PageFrame>
  );
}

const waitingOf = ({ counts }: SupplyDesk): number | undefined =>
  counts && sumOf(counts, undefined, ['proposed']).lines;

function answerOfDesk({ counts, said, day, isOver }: SupplyDesk): PageAnswer | undefined {
  if (counts === undefined || said === undefined) return undefined;
  const answer = answerOf(counts, day, isOver);
  if (isOver) return answer;
  const yesterday = dayAfter(day, -1);
  const { text, isOld } = originSentence(said.origin, yesterday);
  return {
    ...answer,
    why: `${answer.why ?? ''}${text}`,
    ...(isOld ? { next: <RunLink verb="去预测页跑一次" /> } : {}),
  };
}

function RunLink({ verb }: { verb: string }): ReactNode {
  return (
    <Link to="/goods/forecast" search={{ view: 'data' } as never}>
      {verb}
    </Link>
  );
}

/** What forecasts of a category have been off by for two weeks, where orders are decided. */
function Drift({ desk: { said, isOver } }: { desk: SupplyDesk }): ReactNode {
  const sentence = said === undefined || isOver ? undefined : driftSentence(said.drifting);
  if (sentence === undefined) return null;
  return (
    <p className="supply-drift">
      {sentence}{' '}
      <Link to="/goods/forecast" search={{ view: 'accuracy' } as never}>
        看准确度
      </Link>
    </p>
  );
}

function KindLabel({ kind, desk: { counts, tab } }: { kind: SupplyKind; desk: SupplyDesk }): ReactNode {
  return (
    <>
      {KINDS[kind]}
      {counts === undefined ? null : (
        <small className="supply-kind-count">{count(countOfTab(counts, kind, tab))}</small>
      )}
    </>
  );
}

function Actions({ desk, onKeys }: { desk: SupplyDesk; onKeys: () => void }): ReactNode {
  return (
    <>
      <Button type="text" onClick={onKeys} aria-keyshortcuts="?">
        快捷键 <kbd className="kbd">?</kbd>
      </Button>
      <Button onClick={() => desk.open(COMPARISON)}>改动对照</Button>
      <Button onClick={() => desk.open(RULES)}>供货规则</Button>
    </>
  );
}

function Tabs({ desk }: { desk: SupplyDesk }): ReactNode {
  const { counts, kind, tab, isOver } = desk;
  const mayExport = useMay('export.data');
  return (
    <StateTabs
      label="定了没有"
      value={tab}
      onChange={(value) => desk.showTab(value as SupplyTab)}
      tabs={tabsOf(isOver).map((value) => ({
        value,
        label: TABS[value],
        count: counts && countOfTab(counts, kind, value),
      }))}
    >
      {mayExport ? (
        <Button
          type="text"
          href={desk.exportPath}
          download
          title="按现在筛出来的导出；导出会记入审计"
          icon={<Icon name="download" size={16} />}
        >
          {kind === 'order' ? '导出采购清单' : '导出 CSV'}
        </Button>
      ) : null}
    </StateTabs>
  );
}

function Lines({ desk }: { desk: SupplyDesk }): ReactNode {
  const undecided = desk.rows.filter(({ state }) => state === 'proposed');
  const mayChoose = desk.mayDecide && desk.tab !== 'lapsed' && (desk.kind === 'order' || undecided.length > 0);
  return (
    // What has the focus is at hand for the keys.
    <div className="supply-lines" onFocus={(event) => pointAt(desk, event.target)}>
      <ListTable
        name={`supply-${desk.kind}`}
        noun={KINDS[desk.kind]}
        measure="行"
        columns={columnsOf(desk)}
        list={desk.list}
        idOf={(line) => line.lineId}
        openId={desk.openId}
        onOpen={(line) => desk.open(line.lineId)}
        empty={emptyOf(desk)}
        {...(mayChoose ? { chosen: desk.chosen.map(({ lineId }) => lineId as string), onChoose: desk.choose } : {})}
        {...(desk.mayTake && undecided.length > 1
          ? {
              tools: (
                <Button size="small" disabled={desk.decisions.busy} onClick={() => desk.takeAll(undecided)}>
                  这 {count(undecided.length)} 行全部照办
                </Button>
              ),
            }
          : {})}
      />
    </div>
  );
}

function pointAt(desk: SupplyDesk, target: EventTarget): void {
  const lineId = lineIdOf(target);
  if (lineId !== undefined && lineId !== desk.atHand?.lineId) desk.point(lineId);
}

function emptyOf(desk: SupplyDesk): { title: string; hint?: string; action?: ReactNode } {
  const { kind, tab, filtered, isOver, said } = desk;
  if (said?.origin === null && !filtered && !isOver) {
    return {
      title: '还没有预测，出不了建议',
      hint: '有三个星期的销量就能预测。',
      action: <RunLink verb="导入历史，跑一次" />,
    };
  }
  if (tab === 'proposed' && !filtered) {
    return (waitingOf(desk) ?? 0) > 0
      ? { title: `没有等你定的${KINDS[kind]}`, hint: '看看另外两类，还有没定的。' }
      : { title: '没有等你定的', hint: '每天夜里预测完，新的建议会自己出现在这里。' };
  }
  if (tab === 'all' && !filtered) return { title: `${isOver ? '那天' : '今天'}没有${KINDS[kind]}建议` };
  const name = tab === 'all' ? '' : `「${TABS[tab]}」的`;
  return { title: `没有${name}${KINDS[kind]}`, hint: '放宽上面那句话里的条件，或者看「全部」。' };
}
