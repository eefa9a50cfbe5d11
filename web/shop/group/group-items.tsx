import type { ReactNode } from 'react';
import type { ShopGroupBuy } from '#modules/commerce/contract';
import { quantityOf } from '../cart/cart.ts';
import type { CartInHand } from '../cart/use-cart.ts';
import { GoodsRow } from '../parts/goods-row.tsx';
import { leftWords } from '../parts/left-words.ts';
import { money } from '../parts/money.ts';
import { Price } from '../parts/price.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { mostOf, nextTierWords, type GroupItem } from './group-words.ts';

interface GroupItemsProps {
  readonly groupBuy: ShopGroupBuy;
  readonly open: boolean;
  readonly hand: CartInHand;
}

const EAGER = 4;

/** The list of goods, each with how many. */
export function GroupItems({ groupBuy, open, hand }: GroupItemsProps): ReactNode {
  return (
    <section id="goods" className="group-goods" aria-labelledby="goods-title">
      <h2 id="goods-title" className="shop-heading">
        {groupBuy.items.length === 1 ? '这次团' : `这次团${groupBuy.items.length}样`}
      </h2>
      <ul className="shop-goods-list">
        {groupBuy.items.map((item, at) => (
          <ItemRow key={item.skuId} item={item} groupBuy={groupBuy} open={open} hand={hand} eager={at < EAGER} />
        ))}
      </ul>
    </section>
  );
}

interface ItemRowProps extends GroupItemsProps {
  readonly item: GroupItem;
  readonly eager: boolean;
}

function ItemRow({ item, groupBuy, open, hand: { cart, put }, eager }: ItemRowProps): ReactNode {
  const { skuId, name, unit, imageId, spec, perPersonLimit, soldUnits, left, notSoldWhy, finalFen } = item;
  // What everybody pays first; the difference of a tier comes back after the close.
  const priceFen = item.priceFen;
  const quantity = quantityOf(cart, skuId);
  return (
    <GoodsRow
      name={name}
      imageId={imageId}
      eager={eager}
      href={`/i/${item.spuId}?c=${groupBuy.communityId}`}
      gone={open ? notSoldWhy : null}
      notes={[
        name.includes(spec) ? null : spec,
        perPersonLimit === null ? null : `每人限${perPersonLimit}${unit}`,
        open && notSoldWhy === null ? leftWords(left, unit) : null,
        soldUnits === 0 ? null : `已团${soldUnits}${unit}`,
      ]}
      price={
        <Price fen={finalFen ?? priceFen} originalFen={finalFen === null ? item.originalFen : priceFen} unit={unit} />
      }
      act={
        open && (notSoldWhy === null || quantity > 0) ? (
          <Stepper
            name={name}
            value={quantity}
            max={mostOf(item)}
            onChange={(value) => put({ skuId, quantity: value, name, unit, imageId, unitFen: priceFen })}
          />
        ) : null
      }
    >
      <Tiers item={item} groupBuy={groupBuy} open={open} />
    </GoodsRow>
  );
}

/** The steps of a tiered price, with the one that holds now. */
function Tiers({ item, groupBuy, open }: { item: GroupItem; groupBuy: ShopGroupBuy; open: boolean }): ReactNode {
  if (item.tiers.length === 0) return null;
  const word = groupBuy.tierBy === 'people' ? '人' : item.unit || '份';
  const steps = [{ from: 1, priceFen: item.priceFen }, ...item.tiers];
  const now = item.finalFen ?? item.tierNow?.priceFen ?? item.priceFen;
  return (
    <div className="group-tiers">
      <ol aria-label="阶梯价">
        {steps.map((step, at) => (
          <li key={step.from} aria-current={step.priceFen === now ? 'step' : undefined}>
            <strong>{money(step.priceFen)}</strong>
            <small>{at === 0 ? `1${word}起` : `满${step.from}${word}`}</small>
          </li>
        ))}
      </ol>
      {item.finalFen !== null ? (
        <p>已按{money(item.finalFen)}结算，多付的差价退回。</p>
      ) : !open ? null : (
        <p>
          {item.tierNow?.next ? `${nextTierWords(item.tierNow.next, groupBuy.tierBy, item.unit)}。` : '已到最低价。'}
          先付{money(item.priceFen)}，截单后退差价。
        </p>
      )}
    </div>
  );
}
