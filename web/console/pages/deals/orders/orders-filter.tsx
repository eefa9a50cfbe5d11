import type { ReactNode } from 'react';
import { givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { PERIOD, useCityBlank, useSellerBlank, useStoreBlank } from '../deal-blanks.ts';
import type { OrderFilters } from './use-orders.ts';

interface OrdersFilterProps {
  readonly filters: OrderFilters;
  readonly onChange: (name: string, value: string | undefined) => void;
}

/** 「看【近30天】【城市】【门店】由【谁】签下、单号是【…】的订单」; a community comes from links. */
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
        '由',
        useSellerBlank(filters.city, filters.store),
        '签下、单号是',
        { kind: 'text', name: 'text', label: '单号或末四位', any: '不限' },
        '的订单',
        ...givenBlank('community', '小区', filters.community),
      ]}
      values={filters}
      onChange={onChange}
    />
  );
}
