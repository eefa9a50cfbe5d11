import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useMay } from '../../../shared/session.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { choicesOf, useCities } from '../../parts/choices.ts';
import { choiceBlank, givenBlank } from '../../parts/filter-blanks.ts';
import { FilterSentence } from '../../parts/filter-sentence.tsx';
import { Export } from '../../parts/list-parts.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { lineColumns, linesBesidePanel, ownerColumns, ownersBesidePanel } from './commission-columns.tsx';
import { answerOf, lastMonths, monthInWords, ownerKey } from './commission-words.ts';
import { Rules } from './rules.tsx';
import { useCommission, useLines, useOwners, type CommissionDesk, type CommissionView } from './use-commission.ts';
import { useCommissionPanel } from './use-commission-panel.tsx';
import './commission.css';

/** 谁挣了多少，什么时候能结？ */
export default function CommissionPage(): ReactNode {
  const desk = useCommission();
  const panel = useCommissionPanel(desk);
  const maySign = useMay('commission.edit');
  return (
    <PageFrame
      title="佣金"
      question="谁挣了多少，什么时候能结？"
      tabs={<AreaTabs area="touchpoints" />}
      actions={
        desk.view === 'rules' && maySign ? (
          <Button type="primary" onClick={() => desk.open({ rule: 'new' })}>
            签一条新规则
          </Button>
        ) : undefined
      }
      {...(desk.totals === undefined ? {} : { answer: answerOf(desk.totals, desk.filters.month) })}
      {...(desk.view === 'rules' ? {} : { filter: <Filter desk={desk} /> })}
      panel={panel}
    >
      <StateTabs
        label="怎么看"
        value={desk.view}
        onChange={(value) => desk.look(value as CommissionView)}
        tabs={[
          { value: 'people', label: '按触点' },
          { value: 'partners', label: '按机构' },
          { value: 'lines', label: '一笔一笔' },
          { value: 'rules', label: '规则' },
        ]}
      >
        {desk.view === 'rules' ? null : <Export path={desk.exportPath} />}
      </StateTabs>
      <View desk={desk} />
    </PageFrame>
  );
}

function View({ desk }: { desk: CommissionDesk }): ReactNode {
  if (desk.view === 'rules') return <Rules desk={desk} />;
  if (desk.view === 'lines') return <Lines desk={desk} />;
  return <Owners key={desk.view} desk={desk} by={desk.view === 'people' ? 'touchpoint' : 'partner'} />;
}

function Filter({ desk }: { desk: CommissionDesk }): ReactNode {
  const { filters } = desk;
  const months = lastMonths(desk.today, 12).map((value) => ({ value, label: monthInWords(value) }));
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('month', '月份', '所有月份', months),
        '、',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '的佣金',
        ...givenBlank('community', '小区', filters.community),
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}

const EMPTY = {
  title: '还没有佣金',
  hint: '订单收到钱，又知道是谁带来的，几秒内就会算到他名下。',
};
const EMPTY_FILTERED = { title: '这样筛下来没有佣金', hint: '放宽上面那句话里的条件再看看。' };

function Lines({ desk }: { desk: CommissionDesk }): ReactNode {
  const list = useLines(desk.query);
  return (
    <ListTable
      name="commission-lines"
      noun="佣金"
      measure="笔"
      columns={desk.owner === undefined ? lineColumns : linesBesidePanel}
      list={list}
      idOf={(row) => row.lineId}
      onOpen={(row) => desk.open({ owner: ownerKey(row) })}
      empty={desk.filtered ? EMPTY_FILTERED : EMPTY}
    />
  );
}

function Owners({ desk, by }: { desk: CommissionDesk; by: 'touchpoint' | 'partner' }): ReactNode {
  const list = useOwners(by, desk.query);
  return (
    <ListTable
      name="commission-owners"
      noun={by === 'touchpoint' ? '触点' : '机构'}
      measure={by === 'touchpoint' ? '位' : '家'}
      columns={desk.owner === undefined ? ownerColumns : ownersBesidePanel}
      list={list}
      idOf={ownerKey}
      openId={desk.owner}
      onOpen={(row) => desk.open({ owner: ownerKey(row) })}
      empty={desk.filtered ? EMPTY_FILTERED : EMPTY}
    />
  );
}
