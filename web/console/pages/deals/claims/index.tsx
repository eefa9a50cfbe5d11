import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ClaimItem } from '#modules/commerce/contract';
import { count, relativeTime, shortTimeLeft } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choiceBlank, givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { Export, Jump, Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useCityBlank, useStoreBlank } from '../deal-blanks.ts';
import { whoOf } from '../who.ts';
import {
  answerOf,
  CLAIM_KINDS,
  CLAIM_TABS,
  CLAIM_TONES,
  countOfTab,
  moneyOf,
  TAB_NAMES,
  type ClaimTab,
} from './claim-words.ts';
import { RULES, useClaimPanel } from './use-claim-panel.tsx';
import { useClaims, type ClaimDesk } from './use-claims.ts';
import '../deals.css';

const columns: readonly Column<ClaimItem>[] = [
  {
    key: 'what',
    title: '售后',
    width: 210,
    always: true,
    render: (row) => (
      <Two
        first={
          <strong>
            {row.kindName} · {row.reasonName}
          </strong>
        }
        second={goodsOf(row)}
      />
    ),
  },
  {
    key: 'state',
    title: '状态',
    width: 110,
    always: true,
    render: (row) => (
      <StateWord tone={CLAIM_TONES[row.state]}>
        {row.appealed && row.state === 'opened' ? '申诉' : row.stateName}
      </StateWord>
    ),
  },
  { key: 'due', title: '时限', width: 110, always: true, render: (row) => <Due claim={row} /> },
  {
    key: 'who',
    title: '顾客',
    width: 150,
    render: (row) => <Two first={whoOf(row)} second={row.orderNumber} />,
  },
  { key: 'place', title: '小区', width: 120, render: (row) => (row.communityName === '' ? '—' : row.communityName) },
  { key: 'amount', title: '金额', width: 120, align: 'right', render: (row) => moneyOf(row) },
  {
    key: 'photos',
    title: '照片',
    width: 70,
    align: 'right',
    render: (row) => (row.photos.length === 0 ? '—' : `${count(row.photos.length)}张`),
  },
  { key: 'way', title: '谁提的', width: 90, render: (row) => (row.automatic ? '系统' : '顾客') },
  { key: 'opened', title: '提出', width: 110, render: (row) => <At at={row.openedAt} /> },
  { key: 'phone', title: '电话', width: 120, hidden: true, render: (row) => row.customerPhone },
];
const besidePanel = columns.filter(({ key }) => ['what', 'state', 'due', 'amount'].includes(key));

function goodsOf({ lines }: ClaimItem): string {
  const [first] = lines;
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  if (first === undefined) return '';
  return lines.length > 1 ? `${first.name}等${count(units)}件` : `${first.name} ${count(units)}${first.unit}`;
}

function Due({ claim }: { claim: ClaimItem }): ReactNode {
  const now = useNow();
  if (claim.overdue) return <StateWord tone="bad">过了时限</StateWord>;
  return claim.dueAt === null || claim.state !== 'opened' ? '—' : shortTimeLeft(claim.dueAt, now);
}

function At({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}

/** 哪些售后等人定，哪些过了时限？ */
export default function ClaimsPage(): ReactNode {
  const desk = useClaims();
  const panel = useClaimPanel(desk);
  return (
    <PageFrame
      title="售后"
      question="哪些售后等人定，哪些过了时限？"
      tabs={<AreaTabs area="deals" />}
      actions={<Button onClick={() => desk.open(RULES)}>自动同意的规则</Button>}
      {...(desk.counts === undefined ? {} : { answer: { ...answerOf(desk.counts), next: <Late desk={desk} /> } })}
      filter={<Filter desk={desk} />}
      panel={panel}
    >
      <StateTabs
        label="走到哪"
        value={desk.tab}
        onChange={(value) => desk.show(value as ClaimTab)}
        tabs={CLAIM_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
          urgent: value === 'waiting',
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="claims"
        noun="售后"
        measure="件"
        columns={desk.openId === undefined ? columns : besidePanel}
        list={desk.list}
        idOf={(row) => row.claimId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.claimId)}
        empty={emptyOf(desk)}
      />
    </PageFrame>
  );
}

function Late({ desk }: { desk: ClaimDesk }): ReactNode {
  if ((desk.counts?.overdue ?? 0) === 0 || desk.filters.late !== undefined) return null;
  return <Jump onClick={() => desk.filter('late', 'yes')}>先看过了时限的</Jump>;
}

function Filter({ desk }: { desk: ClaimDesk }): ReactNode {
  const { filters } = desk;
  const kinds = Object.entries(CLAIM_KINDS).map(([value, label]) => ({ value, label }));
  return (
    <FilterSentence
      parts={[
        '看',
        useCityBlank(),
        '、',
        useStoreBlank(filters.city),
        '里',
        choiceBlank('way', '谁提的', '谁提的都算', [
          { value: 'customer', label: '顾客提的' },
          { value: 'automatic', label: '系统自动提的' },
        ]),
        '、',
        choiceBlank('late', '时限', '不管时限', [{ value: 'yes', label: '过了时限的' }]),
        '的',
        choiceBlank('kind', '种类', '各种售后', kinds),
        '，单号或手机末四位是',
        { kind: 'text', name: 'text', label: '单号或手机末四位', any: '不限' },
        ...givenBlank('community', '小区', filters.community),
        ...givenBlank('point', '自提点', filters.point),
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}

function emptyOf({ tab, filtered }: ClaimDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有售后', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'waiting') return { title: '没有等我们定的', hint: '符合规则的已经自动退了，别的会停在这里等人看。' };
  return { title: tab === 'all' ? '还没有售后' : `没有「${TAB_NAMES[tab]}」的售后` };
}
