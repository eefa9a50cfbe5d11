import type { ReactNode } from 'react';
import type { AreaPriceAnswer, OptionAnswer } from '#modules/commerce/contract';
import { date, yuan } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { AREA_KINDS } from '../../parts/area-kinds.ts';
import { Two } from '../../parts/list-parts.tsx';
import type { Column } from '../../parts/list-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { OPTION_KINDS, PRICE_STATES, PRICE_TONES, spanInWords } from './price-words.ts';

export const priceColumns: readonly Column<AreaPriceAnswer>[] = [
  {
    key: 'area',
    title: '在哪里',
    width: 180,
    always: true,
    render: (row) => <Two first={<strong>{row.areaName}</strong>} second={AREA_KINDS[row.areaKind]} />,
  },
  { key: 'what', title: '卖什么', width: 180, render: (row) => row.name },
  { key: 'price', title: '价格', width: 120, align: 'right', render: (row) => yuan(row.priceFen) },
  { key: 'span', title: '什么时候', width: 180, render: (row) => <Span price={row} /> },
  {
    key: 'state',
    title: '状态',
    width: 100,
    always: true,
    render: (row) => <StateWord tone={PRICE_TONES[row.state]}>{PRICE_STATES[row.state]}</StateWord>,
  },
  { key: 'signed', title: '定价时间', width: 110, render: (row) => <Signed price={row} /> },
];
export const priceBesidePanel = priceColumns.filter(({ key }) => ['area', 'what', 'price', 'state'].includes(key));

export const optionColumns: readonly Column<OptionAnswer>[] = [
  {
    key: 'name',
    title: '选项',
    width: 220,
    always: true,
    render: (row) => <Two first={<strong>{row.name}</strong>} second={row.code} />,
  },
  { key: 'kind', title: '怎么算', width: 100, render: (row) => OPTION_KINDS[row.kind] },
  {
    key: 'price',
    title: '标价',
    width: 130,
    align: 'right',
    render: (row) => `${yuan(row.priceFen)}/${row.unit}`,
  },
  { key: 'position', title: '排第几', width: 80, align: 'right', render: (row) => row.position },
  {
    key: 'active',
    title: '状态',
    width: 90,
    always: true,
    render: (row) => <StateWord tone={row.active ? 'good' : 'neutral'}>{row.active ? '在卖' : '停卖'}</StateWord>,
  },
  { key: 'updated', title: '改过', width: 110, render: (row) => <Updated at={row.updatedAt} /> },
];
export const optionBesidePanel = optionColumns.filter(({ key }) => ['name', 'price', 'active'].includes(key));

function Span({ price }: { price: AreaPriceAnswer }): ReactNode {
  return spanInWords(price, useNow());
}

function Signed({ price }: { price: AreaPriceAnswer }): ReactNode {
  const now = useNow();
  return date(price.signedAt, now);
}

function Updated({ at }: { at: string }): ReactNode {
  const now = useNow();
  return date(at, now);
}
