import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { businessDay } from '#kernel/time';
import type { CommunityAnswer } from '#modules/territory/contract';
import type { EffectiveSkuAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { yuan } from '../../../../shared/format.ts';
import { Await, Empty } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { useAreaChoices } from '../../../parts/area-field.tsx';
import { AREA_KINDS, areaInAddress, areaOfAddress } from '../../../parts/area-kinds.ts';
import { CommunityFinder } from '../../../parts/community-finder.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { PassedOver } from '../../prices/resolver.tsx';
import { PRODUCTS_KEY, SKUS_PATH } from '../goods-paths.ts';
import { SkuFinder } from '../sku-finder.tsx';
import type { FrameDesk } from './use-frame.ts';
import '../../prices/prices.css';

/** What a SKU costs in one place on one day, and why: the price that holds and those that it goes before. */
export function LookUp({ desk }: { desk: FrameDesk }): ReactNode {
  const today = businessDay(new Date(useNow()));
  const { sku } = desk.filters;
  const place = areaOfAddress(desk.place);
  const query = useQuery({
    queryKey: [...PRODUCTS_KEY, 'price', sku, desk.place, desk.on],
    queryFn: ({ signal }) =>
      api.get<EffectiveSkuAnswer>(`${SKUS_PATH}/${sku}/prices`, {
        query: {
          ...(place.areaKind === 'all' ? {} : { areaKind: place.areaKind, areaId: place.areaId }),
          on: desk.on,
        },
        signal,
      }),
    enabled: sku !== undefined,
    placeholderData: (before) => before,
  });
  return (
    <div className="price-place">
      <div className="price-ask look-up">
        <SkuFinder label="哪个商品" width={240} onFind={({ skuId }) => desk.set('sku', skuId)} />在
        <Where desk={desk} />
        <Input
          aria-label="哪一天"
          type="date"
          value={desk.on ?? today}
          onChange={({ target }) => desk.set('on', target.value === today ? undefined : target.value || undefined)}
        />
        卖多少，为什么？
      </div>
      {sku === undefined ? (
        <Empty title="先选一个商品" hint="看它在一个小区、门店或城市卖什么价，按哪份价目，别的为什么没用上。" />
      ) : (
        <Await query={query}>
          {(found) => <Holding sku={found} place={<PlaceName desk={desk} />} day={desk.on} />}
        </Await>
      )}
    </div>
  );
}

/** One of the areas in a list, or a community by its name. */
function Where({ desk }: { desk: FrameDesk }): ReactNode {
  const choices = useAreaChoices();
  const place = areaOfAddress(desk.place);
  return (
    <>
      <Select
        aria-label="在哪里"
        style={{ width: 150 }}
        showSearch={{ optionFilterProp: 'label' }}
        value={place.areaKind === 'community' ? null : (desk.place ?? '')}
        placeholder="一个小区"
        options={[
          { value: '', label: '全国' },
          ...(['region', 'city', 'store'] as const).map((areaKind) => ({
            label: AREA_KINDS[areaKind],
            options: choices[areaKind].map(({ value, label }) => ({
              value: areaInAddress({ areaKind, areaId: value }) ?? '',
              label,
            })),
          })),
        ]}
        onChange={(value) => desk.set('place', value === '' ? undefined : (value ?? undefined))}
      />
      <CommunityFinder
        label="或按名字找小区"
        width={180}
        onFind={({ id }) => desk.set('place', areaInAddress({ areaKind: 'community', areaId: id }))}
      />
    </>
  );
}

function PlaceName({ desk }: { desk: FrameDesk }): ReactNode {
  const choices = useAreaChoices();
  const { areaKind, areaId } = areaOfAddress(desk.place);
  const community = useQuery({
    queryKey: ['communities', 'one', areaId],
    queryFn: ({ signal }) => api.get<CommunityAnswer>(`/api/territory/communities/${areaId}`, { signal }),
    enabled: areaKind === 'community',
  });
  if (areaKind === 'all') return '全国';
  if (areaKind === 'community') return community.data?.name ?? '这个小区';
  return choices[areaKind].find(({ value }) => value === areaId)?.label ?? '这里';
}

interface HoldingProps {
  readonly sku: EffectiveSkuAnswer;
  readonly place: ReactNode;
  readonly day: string | undefined;
}

function Holding({ sku, place, day }: HoldingProps): ReactNode {
  return (
    <section className="holding" aria-label="卖多少，为什么">
      <p className="holding-what">
        {sku.name}，{place}，{day ?? '现在'}
      </p>
      <p className="holding-price">
        <strong>{yuan(sku.priceFen)}</strong>/{sku.unit}
        <StateWord tone={sku.listed ? 'good' : 'warn'}>{sku.listed ? '在卖' : '不卖'}</StateWord>
      </p>
      <p>
        按{sku.why}。{sku.notListedWhy === null ? '' : `不卖的原因：${sku.notListedWhy}。`}
      </p>
      <div>
        <h3>没用上的</h3>
        <PassedOver prices={sku.passedOver} />
      </div>
    </section>
  );
}
