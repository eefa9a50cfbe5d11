import type { ReactNode } from 'react';
import type { ShopCart, ShopGroupBuy } from '#modules/commerce/contract';
import type { Cart } from '../cart/cart.ts';
import { useCart } from '../cart/use-cart.ts';
import { GoodsRow } from '../parts/goods-row.tsx';
import { leftWords } from '../parts/left-words.ts';
import { money } from '../parts/money.ts';
import { Price } from '../parts/price.tsx';
import { Stepper } from '../parts/stepper.tsx';

interface CheckoutLinesProps {
  readonly cart: Cart;
  readonly priced: ShopCart | undefined;
  readonly group: ShopGroupBuy | undefined;
  /** Something was changed: what was said before is over. */
  readonly onChange?: () => void;
}

/** The lines of a cart at what they cost now. */
export function CheckoutLines({ cart, priced, group, onChange }: CheckoutLinesProps): ReactNode {
  const { put } = useCart(cart.place);
  return (
    <section className="shop-card" aria-label="商品">
      <ul className="shop-goods-list buy-lines">
        {cart.lines.map((line) => {
          const quote = priced?.lines.find((one) => one.skuId === line.skuId);
          const item = group?.items.find((one) => one.skuId === line.skuId);
          const unitFen = quote?.sellable === true ? quote.unitFen : line.unitFen;
          const most = Math.min(quote?.available ?? 999, quote?.limit ?? 999, item?.perPersonLimit ?? 999);
          const dearer = quote?.sellable === true && quote.unitFen !== line.unitFen;
          return (
            <GoodsRow
              key={line.skuId}
              name={line.name}
              imageId={line.imageId}
              size={72}
              gone={quote?.hint}
              notes={[
                dearer ? `加入时${money(line.unitFen)}，现在${money(unitFen)}` : null,
                quote?.limit == null ? null : `每人限${quote.limit}${line.unit}`,
                quote?.hint == null ? leftWords(quote?.available, line.unit) : null,
                quote !== undefined && quote.discountFen > 0 ? `优惠${money(quote.discountFen)}` : null,
              ]}
              price={<Price fen={unitFen} unit={line.unit} originalFen={item?.originalFen} />}
              act={
                <Stepper
                  name={line.name}
                  value={line.quantity}
                  max={most}
                  onChange={(quantity) => {
                    onChange?.();
                    put({ ...line, quantity });
                  }}
                />
              }
            />
          );
        })}
      </ul>
    </section>
  );
}
