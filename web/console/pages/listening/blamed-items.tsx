import type { ReactNode } from 'react';
import type { ListeningAnswer } from '#modules/cdp/contract';
import { count } from '../../../shared/format.ts';
import type { ListeningDesk } from './use-listening-desk.ts';

interface BlamedItemsProps {
  readonly items: ListeningAnswer['items'];
  readonly desk: ListeningDesk;
}

/** What is sold that people complain of by name; a row leads to the messages. */
export function BlamedItems({ items, desk }: BlamedItemsProps): ReactNode {
  if (items.length === 0) return null;
  return (
    <section className="listening-box" aria-labelledby="listening-items">
      <h2 id="listening-items">
        点名抱怨的商品 <small>点一行看消息</small>
      </h2>
      <table className="listening-table">
        <thead>
          <tr>
            <th scope="col">商品</th>
            <th scope="col">人数</th>
            <th scope="col">小区</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ item, name, people, communities }) => (
            <tr key={item} className="listening-row">
              <th scope="row">
                <button type="button" onClick={() => desk.drill({ item, sentiment: 'negative' })}>
                  {name}
                </button>
              </th>
              <td>{count(people)} 人</td>
              <td>{count(communities)} 个</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
