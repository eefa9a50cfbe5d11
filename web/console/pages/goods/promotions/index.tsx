import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { PromotionItem } from '#modules/commerce/contract';
import { count } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choicesOf, useCities } from '../../../parts/choices.ts';
import { choiceBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { Export, Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { spanInWords } from '../../prices/price-words.ts';
import { NEW } from '../goods-paths.ts';
import { DeliveryRules } from './delivery-rules.tsx';
import { DryRun } from './dry-run.tsx';
import { OpenPromotion } from './promotion-panel.tsx';
import { PromotionForm } from './promotion-form.tsx';
import {
  answerOf,
  countOfTab,
  ELIGIBILITIES,
  PROMOTION_TABS,
  RULE_KINDS,
  stateOf,
  TAB_NAMES,
  WAYS,
  type PromotionTab,
} from './promotion-words.ts';
import { usePromotions, type PromotionDesk } from './use-promotions.ts';
import '../goods.css';

/** What else can be open beside the list. */
const DELIVERY = 'delivery';
const TRY = 'try';

const columns: readonly Column<PromotionItem>[] = [
  {
    key: 'title',
    title: '优惠',
    width: 260,
    always: true,
    render: (row) => <Two first={<strong>{row.title}</strong>} second={row.published} />,
  },
  {
    key: 'state',
    title: '状态',
    width: 100,
    always: true,
    render: (row) => <StateWord tone={stateOf(row).tone}>{stateOf(row).words}</StateWord>,
  },
  {
    key: 'kind',
    title: '怎么给',
    width: 130,
    render: (row) => <Two first={RULE_KINDS[row.rule.kind]} second={WAYS[row.way]} />,
  },
  { key: 'who', title: '给谁', width: 100, render: (row) => ELIGIBILITIES[row.eligibility.kind] },
  { key: 'area', title: '哪里', width: 110, render: (row) => row.areaName },
  { key: 'span', title: '什么时候', width: 190, render: (row) => <Span promotion={row} /> },
  {
    key: 'claimed',
    title: '领了',
    width: 110,
    align: 'right',
    always: true,
    render: (row) => (
      <Two
        align="right"
        first={count(row.claimed)}
        second={row.claimLimit === null ? '不限量' : `共${count(row.claimLimit)}`}
      />
    ),
  },
];
const besidePanel = columns.filter(({ key }) => ['title', 'state', 'claimed'].includes(key));

function Span({ promotion }: { promotion: PromotionItem }): ReactNode {
  return spanInWords(promotion, useNow());
}

/** 优惠送出去多少，花在了谁身上？ */
export default function PromotionsPage(): ReactNode {
  const desk = usePromotions();
  const mayEdit = useMay('promotion.edit');
  return (
    <PageFrame
      title="优惠"
      question="优惠送出去多少，花在了谁身上？"
      tabs={<AreaTabs area="goods" />}
      actions={
        <>
          <Button type="text" onClick={() => desk.open(DELIVERY)}>
            运费
          </Button>
          <Button onClick={() => desk.open(TRY)}>试算一车</Button>
          {mayEdit ? (
            <Button type="primary" onClick={() => desk.open(NEW)}>
              加一个优惠
            </Button>
          ) : null}
        </>
      }
      {...(desk.counts === undefined ? {} : { answer: answerOf(desk.counts, desk.list.rows) })}
      filter={<Filter desk={desk} />}
      panel={panelOf(desk)}
    >
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as PromotionTab)}
        tabs={PROMOTION_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="promotions"
        noun="优惠"
        columns={desk.openId === undefined ? columns : besidePanel}
        list={desk.list}
        idOf={(row) => row.promotionId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.promotionId)}
        empty={
          desk.filtered
            ? { title: '这样筛下来没有优惠', hint: '放宽上面那句话里的条件再看看。' }
            : { title: '还没有优惠', hint: '加一个满减或者券。谁能用、怎么用都会写给所有人看，同样的一车同样的价。' }
        }
      />
    </PageFrame>
  );
}

function panelOf(desk: PromotionDesk): SidePanelProps | undefined {
  const { openId } = desk;
  const onClose = (): void => desk.open(undefined);
  switch (openId) {
    case undefined:
      return undefined;
    case DELIVERY:
      return { title: '运费', subtitle: '近的先算；同一个地方新的顶掉旧的', onClose, children: <DeliveryRules /> };
    case TRY:
      return {
        title: '试算一车',
        subtitle: '按公开的规则算，左边发布着的券都当领到了；不会下单',
        onClose,
        children: <DryRun promotionIds={heldByAnybody(desk.list.rows ?? [])} />,
      };
    case NEW: {
      const form = (
        <PromotionForm promotion={undefined} nameOf={() => ''} onDone={({ promotionId }) => desk.open(promotionId)} />
      );
      return { title: '加一个优惠', subtitle: '先存成草稿，看过顾客怎么读再发布', onClose, children: form };
    }
    default: {
      const row = desk.list.rows?.find(({ promotionId }) => promotionId === openId);
      return {
        title: row?.title ?? '优惠',
        subtitle: row === undefined ? '' : `${RULE_KINDS[row.rule.kind]} · ${WAYS[row.way]} · ${row.areaName}`,
        onClose,
        children: <OpenPromotion key={openId} id={openId} />,
      };
    }
  }
}

const MOST_TRIED = 20;

/** Coupons and codes that anybody may have: automatic ones count by themselves, the others ask who it is. */
const heldByAnybody = (rows: readonly PromotionItem[]): string[] =>
  rows
    .filter((row) => row.state === 'live' && row.timing === 'now')
    .filter((row) => row.way !== 'automatic' && row.eligibility.kind === 'everybody')
    .slice(0, MOST_TRIED)
    .map((row) => row.promotionId);

function Filter({ desk }: { desk: PromotionDesk }): ReactNode {
  const options = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '里给',
        choiceBlank('who', '给谁', '各种人', options(ELIGIBILITIES)),
        '的',
        choiceBlank('way', '怎么领', '各种领法', options(WAYS)),
        '的',
        choiceBlank('rule', '怎么减', '各种优惠', options(RULE_KINDS)),
        '，名字或优惠码是',
        { kind: 'text', name: 'text', label: '名字或优惠码', any: '不限' },
      ]}
      values={desk.filters}
      onChange={desk.filter}
    />
  );
}
