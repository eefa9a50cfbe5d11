import type { ReactNode } from 'react';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { choiceBlank, givenBlank } from '../../../parts/filter-blanks.ts';
import { PERIOD, useCityBlank, useSellerBlank, useStoreBlank } from '../deal-blanks.ts';
import { CHANNELS } from './order-words.ts';
import type { OrderFilters } from './use-orders.ts';

interface OrdersFilterProps {
  readonly filters: OrderFilters;
  readonly onChange: (name: string, value: string | undefined) => void;
}

const CHANNEL = choiceBlank(
  'channel',
  '渠道',
  '各渠道',
  Object.entries(CHANNELS).map(([value, label]) => ({ value, label })),
);

/** 「看【近30天】在【城市】、【门店】从【各渠道】来、由【谁】卖出、单号是【…】的订单」; what is one thing comes from links. */
export function OrdersFilter({ filters, onChange }: OrdersFilterProps): ReactNode {
  return (
    <FilterSentence
      parts={[
        '看',
        PERIOD,
        '在',
        useCityBlank(),
        '、',
        useStoreBlank(filters.city),
        '从',
        CHANNEL,
        '来、由',
        useSellerBlank(filters.city, filters.store),
        '卖出、单号或手机是',
        { kind: 'text', name: 'text', label: '单号、手机号或末四位', any: '不限' },
        '的订单',
        ...givenBlank('buy', '团', filters.buy),
        ...givenBlank('point', '自提点', filters.point),
        ...givenBlank('community', '小区', filters.community),
      ]}
      values={filters}
      onChange={onChange}
    />
  );
}
