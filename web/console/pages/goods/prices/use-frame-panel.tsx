import type { ReactNode } from 'react';
import { useMay } from '../../../../shared/session.tsx';
import { Empty, Skeleton } from '../../../../shared/states.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { AreaPriceBody } from '../../prices/area-price-body.tsx';
import { NEW } from '../goods-paths.ts';
import { ListingBody } from './listing-body.tsx';
import { ListingForm } from './listing-form.tsx';
import { SkuPriceForm } from './sku-price-form.tsx';
import type { FrameDesk } from './use-frame.ts';

/** What is open beside the list: an entry of a price list or of the assortment, or a new one. */
export function useFramePanel(desk: FrameDesk): SidePanelProps | undefined {
  const may = { prices: useMay('price.edit'), listings: useMay('product.edit') };
  const { openId, view } = desk;
  if (openId === undefined || view === 'place') return undefined;
  const onClose = (): void => desk.open(undefined);
  if (openId === NEW) {
    return view === 'prices'
      ? { title: '加一条价目', onClose, children: <SkuPriceForm onDone={onClose} /> }
      : { title: '加一条选品', onClose, children: <ListingForm onDone={onClose} /> };
  }
  if (view === 'prices') {
    const price = desk.prices.rows?.find(({ priceId }) => priceId === openId);
    return {
      title: price === undefined ? '价目' : `${price.areaName} · ${price.name}`,
      onClose,
      children:
        price === undefined ? (
          <Gone loading={desk.prices.rows === undefined} />
        ) : (
          <AreaPriceBody key={openId} price={price} mayEdit={may.prices} onEnded={onClose} />
        ),
    };
  }
  const listing = desk.listings.rows?.find(({ listingId }) => listingId === openId);
  return {
    title: listing === undefined ? '选品' : `${listing.areaName} · ${listing.name}`,
    onClose,
    children:
      listing === undefined ? (
        <Gone loading={desk.listings.rows === undefined} />
      ) : (
        <ListingBody key={openId} listing={listing} mayEdit={may.listings} onEnded={onClose} />
      ),
  };
}

const Gone = ({ loading }: { loading: boolean }): ReactNode =>
  loading ? <Skeleton /> : <Empty title="它不在上面的列表里" hint="放宽条件再找找。" />;
