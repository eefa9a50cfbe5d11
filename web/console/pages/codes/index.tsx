import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Empty, Skeleton } from '../../../shared/states.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { choicesOf, useCities } from '../../parts/choices.ts';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { choiceBlank, givenBlank } from '../../parts/filter-blanks.ts';
import { FilterSentence } from '../../parts/filter-sentence.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { CodeBody } from './code-body.tsx';
import { besidePanel, codeColumns } from './code-columns.tsx';
import { CodeForm } from './code-form.tsx';
import { answerOf, CODE_TABS, countOfTab, TAB_NAMES, whoseOf, type CodeTab } from './code-words.ts';
import { NEW, useCodes, type CodeDesk } from './use-codes.ts';
import './codes.css';

/** 哪里贴了码，带来了几个预约？ */
export default function CodesPage(): ReactNode {
  const desk = useCodes();
  const add = (
    <Button type="primary" onClick={() => desk.open(NEW)}>
      做一个码
    </Button>
  );
  return (
    <PageFrame
      title="社区码"
      question="哪里贴了码，带来了几个预约？"
      tabs={<AreaTabs area="touchpoints" />}
      actions={add}
      {...(desk.counts === undefined ? {} : { answer: answerOf(desk.counts) })}
      filter={<Filter desk={desk} />}
      panel={panelOf(desk)}
    >
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as CodeTab)}
        tabs={CODE_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
        }))}
      >
        <CommunityFinder label="只看一个小区" onFind={({ id }) => desk.filter('community', id)} />
      </StateTabs>
      <ListTable
        name="codes"
        noun="码"
        columns={desk.openId === undefined ? codeColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.code}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.code)}
        empty={
          desk.filtered
            ? { title: '这样筛下来没有码', hint: '放宽上面那句话里的条件再看看。' }
            : { title: '还没有码', hint: '做一个码贴在电梯厅，住户扫了就能约上门量房。', action: add }
        }
      />
    </PageFrame>
  );
}

function panelOf(desk: CodeDesk): SidePanelProps | undefined {
  const onClose = (): void => desk.open(undefined);
  if (desk.openId === undefined) return undefined;
  if (desk.openId === NEW) {
    return {
      title: '做一个码',
      subtitle: '打印出来贴上，扫了就能约',
      onClose,
      children: <CodeForm onDone={desk.open} />,
    };
  }
  const code = desk.list.rows?.find((row) => row.code === desk.openId);
  return {
    title: code?.label ?? '社区码',
    subtitle: code === undefined ? '' : whoseOf(code),
    onClose,
    children:
      code !== undefined ? (
        <CodeBody key={code.code} code={code} onRevoked={onClose} />
      ) : desk.list.rows === undefined || desk.list.loading ? (
        <Skeleton />
      ) : (
        <Empty title="它不在上面的列表里" hint="换到「全部」再找找。" />
      ),
  };
}

function Filter({ desk }: { desk: CodeDesk }): ReactNode {
  const { filters } = desk;
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '贴出去的码',
        ...givenBlank('community', '小区', filters.community),
        ...givenBlank('touchpoint', '触点', filters.touchpoint),
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}
