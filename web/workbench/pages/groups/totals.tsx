import type { ReactNode } from 'react';
import type { MyGroupBuy } from '#modules/commerce/contract';
import { price } from '../../my/group-words.ts';
import { Thumb } from '../../parts/thumb.tsx';

/** Each item with its price and how many of it were sold. */
export function Totals({ it }: { it: MyGroupBuy }): ReactNode {
  const sold = new Map(it.totals.map((total) => [total.skuId, total.units]));
  const items = it.items.toSorted((a, b) => (sold.get(b.skuId) ?? 0) - (sold.get(a.skuId) ?? 0));
  return (
    <section className="card" aria-labelledby="group-totals">
      <h2 id="group-totals">按商品，共 {items.length} 样</h2>
      <ul className="goods-rows">
        {items.map((item) => (
          <li key={item.skuId} className="goods-row">
            <Thumb fileId={item.imageId} />
            <span className="goods-name">
              {item.name}
              <small>
                {price(item.finalFen ?? item.priceFen)}
                {item.unit === '' ? '' : `/${item.unit}`}
                {item.finalFen !== null && item.finalFen < item.priceFen ? `（从${price(item.priceFen)}降下来）` : ''}
              </small>
            </span>
            <strong className="goods-units">
              {sold.get(item.skuId) ?? 0}
              <small>{item.unit || '份'}</small>
            </strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
