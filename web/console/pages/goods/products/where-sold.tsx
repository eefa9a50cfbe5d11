import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AreaPriceAnswer, ListingAnswer, ProductAnswer } from '#modules/commerce/contract';
import { yuan } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { useList } from '../../../parts/use-list.ts';
import { PRICES_KEY, PRICES_PATH, spanInWords } from '../../prices/price-words.ts';
import { LISTINGS_KEY, LISTINGS_PATH } from '../goods-paths.ts';

/** What of a product differs from headquarters' frame, and where: prices of its first SKU, and whether it is sold. */
export function WhereSold({ product }: { product: ProductAnswer }): ReactNode {
  const now = useNow();
  const mayPrices = useMay('order.read');
  const [sku] = product.skus;
  const prices = useList<AreaPriceAnswer>(PRICES_KEY, PRICES_PATH, { query: { skuId: sku?.skuId }, limit: 20 });
  const listings = useList<ListingAnswer>(LISTINGS_KEY, LISTINGS_PATH, { query: { spuId: product.spuId }, limit: 20 });
  const lines = [
    ...(listings.rows ?? []).map((row) => ({ id: row.listingId as string, text: row.why })),
    ...(mayPrices ? (prices.rows ?? []) : []).map((row) => ({
      id: row.priceId as string,
      text: `${row.areaName}卖${yuan(row.priceFen)}，${spanInWords(row, now)}`,
    })),
  ];
  return (
    <PanelSection
      title="哪里不一样"
      action={
        <Link to="/goods/prices" search={{ sku: sku?.skuId, view: 'place' } as never}>
          查一个地方的价
        </Link>
      }
    >
      {lines.length === 0 ? (
        <p className="panel-note">到处都按标价卖。</p>
      ) : (
        <ul className="differs">
          {lines.map((line) => (
            <li key={line.id}>{line.text}</li>
          ))}
        </ul>
      )}
    </PanelSection>
  );
}
