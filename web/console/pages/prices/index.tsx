import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useMay } from '../../../shared/session.tsx';
import { AREA_KINDS } from '../../parts/area-kinds.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { choicesOf } from '../../parts/choices.ts';
import { FilterSentence } from '../../parts/filter-sentence.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { answerOf } from './price-words.ts';
import { optionBesidePanel, optionColumns, priceBesidePanel, priceColumns } from './price-columns.tsx';
import { Resolver } from './resolver.tsx';
import { usePricePanel } from './use-price-panel.tsx';
import { NEW, usePrices, type PriceDesk, type PricesView } from './use-prices.ts';
import './prices.css';

/** 这个小区卖什么价，为什么？ */
export default function PricesPage(): ReactNode {
  const desk = usePrices();
  const panel = usePricePanel(desk);
  return (
    <PageFrame
      title="价目"
      question="这个小区卖什么价，为什么？"
      tabs={<AreaTabs area="deals" />}
      actions={<Add desk={desk} />}
      {...(desk.package === undefined
        ? {}
        : {
            answer: answerOf(
              desk.package,
              desk.areaKind === undefined && !desk.over ? desk.prices.rows : undefined,
              desk.options.rows,
            ),
          })}
      filter={<Filter desk={desk} />}
      panel={panel}
    >
      <StateTabs
        label="看什么"
        value={desk.view}
        onChange={(value) => desk.look(value as PricesView)}
        tabs={[
          { value: 'lists', label: '区域价目' },
          { value: 'options', label: '选项', count: desk.options.rows?.length },
          { value: 'place', label: '查小区价' },
        ]}
      />
      <View desk={desk} />
    </PageFrame>
  );
}

function Add({ desk }: { desk: PriceDesk }): ReactNode {
  if (!useMay('price.edit') || desk.view === 'place' || desk.package === undefined) return null;
  return (
    <Button type="primary" onClick={() => desk.open(NEW)}>
      {desk.view === 'options' ? '加一个选项' : '加一条价目'}
    </Button>
  );
}

function Filter({ desk }: { desk: PriceDesk }): ReactNode {
  const others = desk.packages.filter(({ id }) => id !== desk.packages.find(({ active }) => active)?.id);
  const first = desk.packages.find(({ active }) => active);
  return (
    <FilterSentence
      parts={[
        '看',
        { kind: 'choice', name: 'package', label: '套餐', any: first?.name ?? '套餐', options: choicesOf(others) },
        '的价',
        ...(desk.view === 'lists'
          ? [
              '，',
              {
                kind: 'choice' as const,
                name: 'area',
                label: '哪一级',
                any: '各级',
                options: Object.entries(AREA_KINDS).map(([value, label]) => ({ value, label })),
              },
              '价目里',
              {
                kind: 'choice' as const,
                name: 'over',
                label: '哪些',
                any: '现在和以后的',
                options: [{ value: 'true', label: '连已结束的' }],
              },
            ]
          : []),
      ]}
      values={{
        package: desk.package?.id === first?.id ? undefined : desk.package?.id,
        area: desk.areaKind,
        over: desk.over ? 'true' : undefined,
      }}
      onChange={desk.set}
    />
  );
}

function View({ desk }: { desk: PriceDesk }): ReactNode {
  const beside = desk.openId !== undefined;
  if (desk.view === 'place') return <Resolver desk={desk} />;
  if (desk.view === 'options') {
    return (
      <ListTable
        name="options"
        noun="选项"
        columns={beside ? optionBesidePanel : optionColumns}
        list={desk.options}
        idOf={(row) => row.code}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.code)}
        empty={{ title: '这个套餐还没有选项', hint: '加上选项，报价时才能加项。' }}
      />
    );
  }
  return (
    <ListTable
      name="area-prices"
      noun="价目"
      measure="条"
      columns={beside ? priceBesidePanel : priceColumns}
      list={desk.prices}
      idOf={(row) => row.priceId}
      openId={desk.openId}
      onOpen={(row) => desk.open(row.priceId)}
      empty={{
        title: '没有区域价目',
        hint: '到处都按标价卖。要让一个城市、门店或小区卖别的价，加一条。',
      }}
    />
  );
}
