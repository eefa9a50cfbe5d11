import { useState, type ReactNode } from 'react';
import type { ShopShelf } from '#modules/commerce/contract';
import { api } from '../../shared/api.ts';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';
import { ProblemLine } from '../../shared/states.tsx';
import { quantityOf, type CartPlace } from '../cart/cart.ts';
import { useCart } from '../cart/use-cart.ts';
import { GoodsRow } from '../parts/goods-row.tsx';
import { Price } from '../parts/price.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { leftWords } from '../parts/left-words.ts';
import type { ViewOf } from '../view-pages.ts';

type Product = ShopShelf['products'][number];
type Stock = ReadonlyMap<string, number | null>;

/** What is sold in the community: by category, or by what is typed. */
export function Shelf({ view, place }: { view: ViewOf<'community'>; place: CartPlace }): ReactNode {
  const { home, text, categoryId } = view;
  const { communityId } = home.community;
  const { products, nextCursor, stock, busy, problem, more } = useShelf(view);
  const top = home.categories.filter((one) => one.level === 1);
  if (products.length === 0 && text === '' && categoryId === null) return null;
  return (
    <section aria-labelledby="shelf" className="home-shelf">
      <h2 id="shelf" className="shop-heading">
        {home.instant ? '即时配送' : '这里能买的'}
      </h2>
      <p className="shop-hint">
        {home.instant
          ? `附近闪电仓现货，下单就送${home.deliveryWords === null ? '' : `，${home.deliveryWords}`}。`
          : '这个小区还没有即时配送，先看看，跟团买。'}
      </p>
      <search>
        <form className="home-search" action={`/c/${communityId}`}>
          <label className="visually-hidden" htmlFor="q">
            搜商品
          </label>
          <input id="q" name="q" type="search" placeholder="搜商品" maxLength={60} defaultValue={text} />
          <button type="submit">搜</button>
        </form>
      </search>
      {top.length < 2 ? null : (
        <nav className="home-categories" aria-label="分类">
          <a href={`/c/${communityId}`} aria-current={categoryId === null && text === '' ? 'page' : undefined}>
            全部
          </a>
          {top.map((one) => (
            <a
              key={one.categoryId}
              href={`/c/${communityId}?category=${one.categoryId}`}
              aria-current={one.categoryId === categoryId ? 'page' : undefined}
            >
              {one.name}
            </a>
          ))}
        </nav>
      )}
      {products.length === 0 ? (
        <p className="shop-none">
          {text === '' ? '这个分类暂时没有商品。' : `没有找到「${text}」。`}
          <a href={`/c/${communityId}`}>看全部</a>
        </p>
      ) : (
        <ul className="shop-goods-list">
          {products.map((product) => (
            <ProductRow key={product.spuId} product={product} stock={stock} place={place} instant={home.instant} />
          ))}
        </ul>
      )}
      <ProblemLine problem={problem} />
      {nextCursor === null ? null : (
        <button type="button" className="shop-quiet" disabled={busy} onClick={more}>
          {busy ? '正在取…' : '看更多'}
        </button>
      )}
    </section>
  );
}

interface RowProps {
  readonly product: Product;
  readonly stock: Stock;
  readonly place: CartPlace;
  readonly instant: boolean;
}

function ProductRow({ product, stock, place, instant }: RowProps): ReactNode {
  const { cart, put } = useCart(place);
  const [cheapest] = product.skus.toSorted((a, b) => a.priceFen - b.priceFen);
  if (cheapest === undefined) return null;
  const single = product.skus.length === 1;
  const href = `/i/${encodeURIComponent(cheapest.code)}?c=${place.communityId}`;
  const left = single ? (stock.get(cheapest.skuId) ?? undefined) : undefined;
  const gone = instant && product.skus.every((sku) => stock.get(sku.skuId) === 0) ? '卖完了，等补货' : null;
  const { skuId, unit, priceFen } = cheapest;
  return (
    <GoodsRow
      name={product.name}
      imageId={product.imageId}
      href={href}
      gone={gone}
      notes={[single ? cheapest.spec : `${product.skus.length}种规格`, gone === null ? leftWords(left, unit) : null]}
      price={<Price fen={priceFen} originalFen={single ? cheapest.originalFen : null} unit={unit} from={!single} />}
      act={
        !instant || gone !== null ? null : single ? (
          <Stepper
            name={product.name}
            value={quantityOf(cart, skuId)}
            max={left}
            onChange={(quantity) =>
              put({ skuId, quantity, name: product.name, unit, imageId: product.imageId, unitFen: priceFen })
            }
          />
        ) : (
          <a className="shop-pick" href={href}>
            选规格
          </a>
        )
      }
    />
  );
}

function useShelf(view: ViewOf<'community'>) {
  const { home, categoryId, text } = view;
  const [later, setLater] = useState<readonly ShopShelf[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const pages: readonly ShopShelf[] = [home, ...later];
  const nextCursor = pages.at(-1)?.nextCursor ?? null;
  const more = (): void => {
    setBusy(true);
    setProblem(undefined);
    const query = { communityId: home.community.communityId, categoryId, text, cursor: nextCursor };
    api
      .get<ShopShelf>('/api/commerce/shop/shelf', { query })
      .then((page) => setLater((before) => [...before, page]))
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  const stock: Stock = new Map(pages.flatMap((page) => page.stock.map((one) => [one.skuId, one.left])));
  return { products: pages.flatMap((page) => page.products), nextCursor, stock, busy, problem, more };
}
