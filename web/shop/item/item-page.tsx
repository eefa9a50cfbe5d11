import { useEffect, useState, type ReactNode } from 'react';
import type { ShopItem } from '#modules/commerce/contract';
import { cartKey, digitsOf, quantityOf, sumOf, unitsOf, type CartPlace } from '../cart/cart.ts';
import { useCart } from '../cart/use-cart.ts';
import { rememberCommunity } from '../community/last-community.ts';
import { BuyBar } from '../parts/buy-bar.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { leftWords } from '../parts/left-words.ts';
import { money } from '../parts/money.ts';
import { Picture } from '../parts/picture.tsx';
import { Price } from '../parts/price.tsx';
import { ShopPage } from '../parts/shop-page.tsx';
import { Stepper } from '../parts/stepper.tsx';
import type { ViewOf } from '../view-pages.ts';
import { afterPick, offeredValues, type ItemSku } from './pick-sku.ts';

/** One product as it is sold in a community. */
export function ItemView({ view: { item } }: { view: ViewOf<'item'> }): ReactNode {
  const { community } = item;
  useEffect(() => rememberCommunity(community), [community]);
  const [first] = item.skus;
  const [sku, setSku] = useState(() => item.skus.find((one) => one.skuId === item.askedSkuId) ?? first);
  const place: CartPlace = { kind: 'community', communityId: community.communityId, communityName: community.name };
  const { cart, put } = useCart(place);
  if (sku === undefined) return null;
  const left = item.stock.find((one) => one.skuId === sku.skuId)?.left;
  const gone = item.instant && left === 0;
  const quantity = quantityOf(cart, sku.skuId);
  const units = unitsOf(cart);
  return (
    <ShopPage
      back={{ href: `/c/${community.communityId}`, words: community.name }}
      bar={
        units === 0 ? undefined : (
          <BuyBar sumFen={sumOf(cart)} words={`已选${units}件`}>
            <a className="shop-main" href={`/checkout/${cartKey(place)}`}>
              去结算
            </a>
          </BuyBar>
        )
      }
    >
      <Pictures item={item} />
      <header className="item-head">
        <Price fen={sku.priceFen} originalFen={sku.originalFen} unit={sku.unit} />
        <h1>{item.name}</h1>
        <p className="shop-hint">{sku.why}</p>
      </header>
      <Options item={item} sku={sku} onPick={setSku} />
      <section className="item-buy" aria-label="购买">
        <p>
          {!item.instant
            ? '这里还没有即时配送'
            : gone
              ? '卖完了，等补货'
              : (leftWords(left, sku.unit) ?? '现货，下单就送')}
        </p>
        {!item.instant || gone ? null : (
          <Stepper
            name={item.name}
            value={quantity}
            max={left ?? undefined}
            onChange={(value) =>
              put({
                skuId: sku.skuId,
                quantity: value,
                name: sku.spec === '' ? item.name : `${item.name} ${sku.spec}`,
                unit: sku.unit,
                imageId: item.imageId,
                unitFen: sku.priceFen,
              })
            }
          />
        )}
      </section>
      <InGroupBuys item={item} sku={sku} />
      <Facts item={item} sku={sku} />
    </ShopPage>
  );
}

const SHOWN_PICTURES = 9;

function Pictures({ item }: { item: ShopItem }): ReactNode {
  const shown = item.imageIds.slice(0, SHOWN_PICTURES);
  if (shown.length === 0) return null;
  return (
    <ul className="item-pictures" aria-label="图片">
      {shown.map((fileId, at) => (
        <li key={fileId}>
          <Picture fileId={fileId} alt={`${item.name} 图${at + 1}`} size={390} large eager={at === 0} />
        </li>
      ))}
    </ul>
  );
}

interface SkuProps {
  readonly item: ShopItem;
  readonly sku: ItemSku;
}

function Options({ item, sku, onPick }: SkuProps & { onPick: (sku: ItemSku) => void }): ReactNode {
  if (item.skus.length < 2) return null;
  return (
    <section className="item-options" aria-label="规格">
      {item.options.map((option, at) => (
        <fieldset key={option.name}>
          <legend>{option.name}</legend>
          {offeredValues(item.skus, option, at).map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={sku.values[at] === value}
              onClick={() => onPick(afterPick(item.skus, sku, at, value))}
            >
              {value}
            </button>
          ))}
        </fieldset>
      ))}
    </section>
  );
}

/** The same thing, bought together: cheaper, and later. */
function InGroupBuys({ item, sku }: SkuProps): ReactNode {
  const having = item.groupBuys.flatMap((one) => {
    const sold = one.items.find((each) => each.skuId === sku.skuId);
    return sold === undefined ? [] : [{ ...one, priceFen: sold.priceFen }];
  });
  if (having.length === 0) return null;
  return (
    <section aria-labelledby="in-groups">
      <h2 id="in-groups" className="shop-heading">
        团购里也有
      </h2>
      <ul className="item-groups">
        {having.map((one) => (
          <li key={one.groupBuyNumber}>
            <a href={`/g/${digitsOf(one.groupBuyNumber)}`}>
              <span>
                <strong>{one.title}</strong>
                <Countdown until={one.cutOffAt} told={item.now} label="距截单" over="已截单" />
              </span>
              <em>{money(one.priceFen)}</em>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ item, sku }: SkuProps): ReactNode {
  const rows: readonly (readonly [string, ReactNode])[] = [
    ['规格', sku.spec],
    ['里面有', sku.parts.map((part) => `${part.name}×${part.quantity}`).join('、')],
    ['保质期', item.shelfLifeDays === null ? '' : `${item.shelfLifeDays}天`],
    ['怎么存放', item.storageName],
    ['有问题', item.claimHours === 0 ? '' : `提货后${item.claimHours}小时内可以申请售后`],
    ['分类', item.categoryPath],
    ['编码', sku.code],
  ];
  return (
    <section className="shop-card item-facts" aria-labelledby="facts">
      <h2 id="facts">商品信息</h2>
      <dl>
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {item.description === '' ? null : <p className="item-words">{item.description}</p>}
    </section>
  );
}
