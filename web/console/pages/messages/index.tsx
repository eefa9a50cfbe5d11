import type { ReactNode } from 'react';
import { Empty, Skeleton } from '../../../shared/states.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { choicesOf, useCities, useStores, type Choice } from '../../parts/choices.ts';
import { choiceBlank, givenBlank } from '../../parts/filter-blanks.ts';
import { FilterSentence } from '../../parts/filter-sentence.tsx';
import { Export } from '../../parts/list-parts.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { BOARD_PERIODS } from '../boards/board-words.ts';
import { MessageBody } from './message-body.tsx';
import { besidePanel, messageColumns } from './message-columns.tsx';
import { answerOf, countOfTab, MESSAGE_TABS, TAB_NAMES, type MessageTab } from './message-words.ts';
import { useMessages, type MessageDesk } from './use-messages.ts';
import './messages.css';

/** 给顾客发了什么，没发的为什么没发？ */
export default function MessagesPage(): ReactNode {
  const desk = useMessages();
  return (
    <PageFrame
      title="消息"
      question="给顾客发了什么，没发的为什么没发？"
      tabs={<AreaTabs area="touchpoints" />}
      {...(desk.counts === undefined ? {} : { answer: answerOf(desk.counts) })}
      filter={<Filter desk={desk} />}
      panel={panelOf(desk)}
    >
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as MessageTab)}
        tabs={MESSAGE_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="messages"
        noun="消息"
        measure="条"
        columns={desk.openId === undefined ? messageColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.messageId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.messageId)}
        empty={emptyOf(desk)}
      />
    </PageFrame>
  );
}

/** A row holds all there is to a message. */
function panelOf(desk: MessageDesk): SidePanelProps | undefined {
  if (desk.openId === undefined) return undefined;
  const message = desk.list.rows?.find(({ messageId }) => messageId === desk.openId);
  return {
    title: message?.templateName ?? '消息',
    subtitle:
      message === undefined ? '' : `${message.communityName} · ${message.name === '' ? '已删除' : message.name}`,
    onClose: () => desk.open(undefined),
    children:
      message !== undefined ? (
        <MessageBody key={message.messageId} message={message} />
      ) : desk.list.rows === undefined ? (
        <Skeleton />
      ) : (
        <Empty title="它不在上面的列表里" hint="放宽条件，或再看一些，就能找到。" />
      ),
  };
}

function Filter({ desk }: { desk: MessageDesk }): ReactNode {
  const { filters, choices } = desk;
  const named = (items: readonly { code: string; name: string }[] = []): Choice[] =>
    items.map(({ code, name }) => ({ value: code, label: name }));
  const periods = BOARD_PERIODS.map(({ value, label }) => ({ value, label }));
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('period', '时间', '任何时候', periods),
        '给',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '、',
        choiceBlank('store', '门店', '所有门店', choicesOf(useStores(filters.city))),
        '的顾客发的',
        choiceBlank('purpose', '用途', '各种', named(choices?.purposes)),
        '消息，只看',
        choiceBlank('template', '什么消息', '不限', named(choices?.templates)),
        ...givenBlank('community', '小区', filters.community),
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}

function emptyOf({ tab, filtered }: MessageDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有消息', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'all')
    return { title: '还没有消息', hint: '顾客约了上门、签了合同、付了款，系统就会发消息，都记在这里。' };
  return { title: `没有${TAB_NAMES[tab]}的消息` };
}
