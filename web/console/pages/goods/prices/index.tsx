import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useMay } from '../../../../shared/session.tsx';
import { useAreaChoices } from '../../../parts/area-field.tsx';
import { AREA_KINDS, areaInAddress } from '../../../parts/area-kinds.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choiceBlank, givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { NEW } from '../goods-paths.ts';
import { SkuFinder } from '../sku-finder.tsx';
import { listingBesidePanel, listingColumns, skuPriceBesidePanel, skuPriceColumns } from './frame-columns.tsx';
import { answerOf, VIEWS, type FrameView } from './frame-words.ts';
import { LookUp } from './look-up.tsx';
import { useFramePanel } from './use-frame-panel.tsx';
import { useFrame, type FrameDesk } from './use-frame.ts';
import '../goods.css';

/** 哪里和总部定的不一样？ */
export default function FramePage(): ReactNode {
  const desk = useFrame();
  const panel = useFramePanel(desk);
  const answer = desk.filtered ? undefined : answerOf(desk.prices, desk.listings);
  return (
    <PageFrame
      title="价目与选品"
      question="哪里和总部定的不一样？"
      tabs={<AreaTabs area="goods" />}
      actions={<Add desk={desk} />}
      {...(answer === undefined ? {} : { answer })}
      {...(desk.view === 'place' ? {} : { filter: <Filter desk={desk} /> })}
      panel={panel}
    >
      <StateTabs
        label="看什么"
        value={desk.view}
        onChange={(value) => desk.look(value as FrameView)}
        tabs={(Object.keys(VIEWS) as FrameView[]).map((value) => ({ value, label: VIEWS[value] }))}
      >
        {desk.view === 'place' ? null : (
          <SkuFinder label="只看一个商品" width={220} onFind={({ skuId }) => desk.set('sku', skuId)} />
        )}
      </StateTabs>
      <View desk={desk} />
    </PageFrame>
  );
}

function Add({ desk }: { desk: FrameDesk }): ReactNode {
  const may = { prices: useMay('price.edit'), listings: useMay('product.edit'), place: false };
  return may[desk.view] ? (
    <Button type="primary" onClick={() => desk.open(NEW)}>
      {desk.view === 'prices' ? '加一条价目' : '加一条选品'}
    </Button>
  ) : null;
}

function Filter({ desk }: { desk: FrameDesk }): ReactNode {
  const { city, store } = useAreaChoices();
  const kinds = Object.entries(AREA_KINDS).map(([value, label]) => ({ value: `kind:${value}`, label: `${label}一级` }));
  const places = (areaKind: 'city' | 'store', choices: typeof city) =>
    choices.map(({ value, label }) => ({ value: areaInAddress({ areaKind, areaId: value }) ?? '', label }));
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('area', '哪里', '所有地方', [...kinds, ...places('city', city), ...places('store', store)]),
        desk.view === 'prices' ? '定的价，' : '定的选品，',
        choiceBlank('over', '哪些', '现在和以后的', [{ value: 'true', label: '连已结束的' }]),
        ...givenBlank('sku', '商品', desk.filters.sku),
      ]}
      values={desk.filters}
      onChange={desk.set}
    />
  );
}

function View({ desk }: { desk: FrameDesk }): ReactNode {
  const beside = desk.openId !== undefined;
  if (desk.view === 'place') return <LookUp desk={desk} />;
  const hint = desk.filtered ? '放宽上面那句话里的条件再看看。' : undefined;
  if (desk.view === 'listings') {
    return (
      <ListTable
        name="listings"
        noun="选品"
        measure="条"
        columns={beside ? listingBesidePanel : listingColumns}
        list={desk.listings}
        idOf={(row) => row.listingId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.listingId)}
        empty={{ title: '没有选品', hint: hint ?? '到处都卖。要让一个地方不卖什么，加一条。' }}
      />
    );
  }
  return (
    <ListTable
      name="sku-prices"
      noun="价目"
      measure="条"
      columns={beside ? skuPriceBesidePanel : skuPriceColumns}
      list={desk.prices}
      idOf={(row) => row.priceId}
      openId={desk.openId}
      onOpen={(row) => desk.open(row.priceId)}
      empty={{ title: '没有价目', hint: hint ?? '到处都按标价卖。要让一个地方卖别的价，加一条。' }}
    />
  );
}
