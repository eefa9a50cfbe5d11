import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { MemberItem } from '#modules/commerce/contract';
import { count, date } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choiceBlank, givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { Export, Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { MEMBERS_KEY, MEMBERS_PATH } from '../deals-paths.ts';
import { useCityBlank } from '../deal-blanks.ts';
import { whoOf } from '../who.ts';
import { OpenMember } from './member-body.tsx';
import {
  answerOf,
  countOfTab,
  MEMBER_TABS,
  queryOfTab,
  reachedWords,
  type MemberCounts,
  type MemberTab,
} from './member-words.ts';
import { MemberRules } from './member-rules.tsx';
import { useBadgeRules, useLevelRules } from './use-rules.ts';
import { Views, type ViewProps } from './views.tsx';

const RULES = 'rules';

type MemberFilter = 'city' | 'community' | 'badge' | 'points' | 'text';
type MemberDesk = Desk<MemberItem, MemberFilter, MemberTab, MemberCounts>;

const MEMBERS: DeskKind<MemberFilter, MemberTab, MemberCounts> = {
  row: 'member',
  filters: ['city', 'community', 'badge', 'points', 'text'],
  tabs: MEMBER_TABS,
  key: MEMBERS_KEY,
  path: MEMBERS_PATH,
  topics: [],
  firstTab: () => 'all',
  queryOf: (url) => ({
    cityId: url.city,
    communityId: url.community,
    badge: url.badge,
    minPoints: url.points,
    text: url.text,
  }),
  queryOfTab,
  countOfTab,
};

const columnsFor = (measure: 'points' | 'spend'): readonly Column<MemberItem>[] => [
  {
    key: 'who',
    title: '会员',
    width: 160,
    always: true,
    render: (row) => <Two first={<strong>{nameOf(row)}</strong>} second={row.name === '' ? null : row.phone} />,
  },
  {
    key: 'level',
    title: '等级',
    width: 120,
    always: true,
    render: (row) => <StateWord tone={row.level > 0 ? 'people' : 'neutral'}>{row.levelName}</StateWord>,
  },
  { key: 'points', title: '积分', width: 100, align: 'right', always: true, render: (row) => count(row.points) },
  {
    key: 'reached',
    title: '近一年',
    width: 120,
    align: 'right',
    render: (row) => reachedWords(measure, row.reached),
  },
  { key: 'orders', title: '完成', width: 90, align: 'right', render: (row) => `${count(row.orders)}单` },
  {
    key: 'place',
    title: '小区',
    width: 140,
    render: (row) => <Two first={row.communityName === '' ? '—' : row.communityName} second={row.cityName} />,
  },
  { key: 'joined', title: '什么时候来的', width: 130, render: (row) => <On at={row.joinedAt} /> },
];

const nameOf = ({ name, phone }: MemberItem): string => whoOf({ customerName: name, customerPhone: phone });

function On({ at }: { at: string }): ReactNode {
  return date(at, useNow());
}

/** Members by level; a phone, or its end, finds one. */
export function Members({ onShow }: ViewProps): ReactNode {
  const desk = useDesk<MemberItem, MemberFilter, MemberTab, MemberCounts>(MEMBERS);
  const levels = useLevelRules().data;
  const rules = levels?.levels ?? [];
  const columns = columnsFor(levels?.measure ?? 'points');
  const tabs: readonly MemberTab[] = ['all', ...rules.map(({ level }): MemberTab => `${level}`)];
  return (
    <PageFrame
      title="会员"
      question="谁是常客，积分花在哪了？"
      tabs={<AreaTabs area="deals" />}
      actions={<Button onClick={() => desk.open(RULES)}>等级、勋章和积分规则</Button>}
      {...(desk.counts === undefined ? {} : { answer: answerOf(desk.counts, rules) })}
      filter={<Filter desk={desk} />}
      panel={panelOf(desk)}
    >
      <Views view="members" onShow={onShow} />
      <StateTabs
        label="等级"
        value={desk.tab}
        onChange={(value) => desk.show(value as MemberTab)}
        tabs={tabs.map((value) => ({
          value,
          label: rules.find(({ level }) => String(level) === value)?.name ?? MEMBER_TABS[value] ?? '',
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="members"
        noun="会员"
        measure="位"
        columns={desk.openId === undefined ? columns : columns.filter(({ always }) => always === true)}
        list={desk.list}
        idOf={(row) => row.memberId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.memberId)}
        empty={
          desk.filtered
            ? { title: '这样筛下来没有会员', hint: '手机号要写全，或者写末四位。' }
            : { title: '还没有会员', hint: '顾客完成第一单就是会员，每实付1元得1分。' }
        }
      />
    </PageFrame>
  );
}

function panelOf(desk: MemberDesk): SidePanelProps | undefined {
  const { openId } = desk;
  const onClose = (): void => desk.open(undefined);
  if (openId === undefined) return undefined;
  if (openId === RULES) {
    return {
      title: '等级、勋章和积分规则',
      subtitle: '公开给所有人看，改了就是新的一版',
      onClose,
      children: <MemberRules />,
    };
  }
  const row = desk.list.rows?.find(({ memberId }) => memberId === openId);
  return {
    title: row === undefined ? '会员' : `${nameOf(row)} · ${row.levelName}`,
    subtitle: row === undefined ? '' : `${row.name === '' ? '' : `${row.phone} · `}${row.cityName}${row.communityName}`,
    onClose,
    children: <OpenMember key={openId} id={openId} />,
  };
}

function Filter({ desk }: { desk: MemberDesk }): ReactNode {
  const badges = useBadgeRules().data?.badges ?? [];
  return (
    <FilterSentence
      parts={[
        '看',
        useCityBlank(),
        '里有',
        choiceBlank(
          'badge',
          '勋章',
          '任何勋章',
          badges.map(({ code, name }) => ({ value: code, label: name })),
        ),
        '、积分至少',
        { kind: 'number', name: 'points', label: '积分至少', any: '不限', unit: '分', min: 0 },
        '的会员，手机号是',
        { kind: 'text', name: 'text', label: '手机号或末四位', any: '不限' },
        ...givenBlank('community', '小区', desk.filters.community),
      ]}
      values={desk.filters}
      onChange={desk.filter}
    />
  );
}
