import type { ReactNode } from 'react';
import type { AreaPriceAnswer, ListingAnswer } from '#modules/commerce/contract';
import { useNow } from '../../../../shared/use-now.ts';
import { AREA_KINDS } from '../../../parts/area-kinds.ts';
import { Two } from '../../../parts/list-parts.tsx';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { priceColumns } from '../../prices/price-columns.tsx';
import { PRICE_STATES, PRICE_TONES, spanInWords } from '../../prices/price-words.ts';
import { differenceOf, thingKindOf, THINGS } from './frame-words.ts';

/** An entry of a price list, with how far it is from headquarters' price. */
export const skuPriceColumns: readonly Column<AreaPriceAnswer>[] = priceColumns.flatMap((column) =>
  column.key === 'price'
    ? [column, { key: 'difference', title: '比标价', width: 150, align: 'right' as const, render: differenceOf }]
    : [column],
);
export const skuPriceBesidePanel = skuPriceColumns.filter(({ key }) =>
  ['area', 'what', 'price', 'difference'].includes(key),
);

export const listingColumns: readonly Column<ListingAnswer>[] = [
  {
    key: 'area',
    title: '在哪里',
    width: 180,
    always: true,
    render: (row) => <Two first={<strong>{row.areaName}</strong>} second={AREA_KINDS[row.areaKind]} />,
  },
  {
    key: 'what',
    title: '什么',
    width: 240,
    always: true,
    render: (row) => <Two first={row.name} second={THINGS[thingKindOf(row)]} />,
  },
  {
    key: 'listed',
    title: '卖不卖',
    width: 100,
    always: true,
    render: (row) => <StateWord tone={row.listed ? 'good' : 'warn'}>{row.listed ? '在卖' : '不卖'}</StateWord>,
  },
  { key: 'span', title: '什么时候', width: 180, render: (row) => <Span listing={row} /> },
  {
    key: 'state',
    title: '状态',
    width: 100,
    render: (row) => <StateWord tone={PRICE_TONES[row.state]}>{PRICE_STATES[row.state]}</StateWord>,
  },
];
export const listingBesidePanel = listingColumns.filter(({ key }) => ['area', 'what', 'listed'].includes(key));

function Span({ listing }: { listing: ListingAnswer }): ReactNode {
  return spanInWords(listing, useNow());
}
