import type { ReactNode } from 'react';
import type { OwnOrderDetail } from '#modules/commerce/contract';
import { Picture } from '../../parts/picture.tsx';
import { refundWords, specBeside } from '../goods/order-words.ts';
import { Card } from './page.tsx';
import { money } from '../../parts/money.ts';

/** What was bought, line by line, with what went back of it. */
export function OrderLines({ order }: { order: OwnOrderDetail }): ReactNode {
  return (
    <Card title="商品">
      <ul className="my-goods">
        {order.lines.map((line) => {
          const back = refundWords(line);
          return (
            <li key={line.lineNo}>
              <Picture fileId={line.imageId} size={72} />
              <span className="my-goods-facts">
                <strong>{line.name}</strong>
                {specBeside(line) === '' ? null : <small>{specBeside(line)}</small>}
                <small>
                  {money(line.unitFen)} × {line.quantity}
                  {line.unit}
                </small>
                {back === null ? null : <small className="my-back-words">{back}</small>}
              </span>
              <span className="my-goods-sum">
                {money(line.netFen)}
                {line.discountFen === 0 ? null : <small>省{money(line.discountFen)}</small>}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
