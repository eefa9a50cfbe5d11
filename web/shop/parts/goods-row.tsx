import type { ReactNode } from 'react';
import { Picture } from './picture.tsx';

interface GoodsRowProps {
  readonly name: string;
  readonly imageId: string | null;
  /** Where its page is; left out where it has none. */
  readonly href?: string | undefined;
  readonly eager?: boolean;
  /** Of the picture's side. */
  readonly size?: number;
  /** Small lines under the name: spec, limit, what is left. */
  readonly notes?: readonly ReactNode[];
  /** Why it cannot be had. */
  readonly gone?: string | null | undefined;
  readonly price: ReactNode;
  /** At the end of the price's line: a stepper. */
  readonly act?: ReactNode;
  /** Under everything: the steps of a tiered price. */
  readonly children?: ReactNode;
}

/** One line of goods: picture, name, what to know, price, and how many. */
export function GoodsRow({
  name,
  imageId,
  href,
  eager,
  size = 96,
  notes = [],
  gone,
  price,
  act,
  children,
}: GoodsRowProps): ReactNode {
  const shown = notes.filter((note) => note !== null && note !== undefined && note !== '');
  const words = href === undefined ? name : <a href={href}>{name}</a>;
  return (
    <li className={gone === null || gone === undefined ? 'shop-goods' : 'shop-goods shop-goods-gone'}>
      <Picture fileId={imageId} size={size} eager={eager === true} />
      <div className="shop-goods-facts">
        <h3>{words}</h3>
        {shown.length === 0 ? null : (
          <p className="shop-goods-notes">
            {shown.map((note, at) => (
              <span key={at}>{note}</span>
            ))}
          </p>
        )}
        {gone === null || gone === undefined ? null : <p className="shop-goods-why">{gone}</p>}
        <div className="shop-goods-buy">
          {price}
          {act}
        </div>
        {children}
      </div>
    </li>
  );
}
