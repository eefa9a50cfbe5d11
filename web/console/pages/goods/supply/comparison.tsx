import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ComparisonAnswer } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { Await, Empty } from '../../../../shared/states.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { effectSentence, sumOf, verdictOf, type Compared } from './comparison-words.ts';
import { COMPARISON_PATH, SUPPLY_KEY } from './supply-paths.ts';

const VERDICTS = { good: '改对了', bad: '改差了' } as const;

/** What came of what people decided otherwise, by their reason, beside what was proposed. */
export function Comparison(): ReactNode {
  const query = useQuery({
    queryKey: [...SUPPLY_KEY, 'comparison'],
    queryFn: ({ signal }) => api.get<ComparisonAnswer>(COMPARISON_PATH, { signal }),
  });
  return (
    <Await query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="还没有可对照的改动" hint="改过的订货等货卖完那几天，夜里会算出来：改了以后多缺还是多剩。" />
        ) : (
          <div className="panel">
            <p className="supply-effect">
              <strong>{effectSentence(sumOf(items))}</strong>
              <span>共 {count(sumOf(items).lines)} 行，和照建议办比。缺的按想买的算，缺货时没卖成的也估在里面。</span>
            </p>
            <ul className="supply-compared">
              {items.map((item) => (
                <Reason key={item.reason} name={item.reasonName === '' ? '没写原因' : item.reasonName} item={item} />
              ))}
            </ul>
          </div>
        )
      }
    </Await>
  );
}

function Reason({ name, item }: { name: string; item: Compared }): ReactNode {
  const verdict = verdictOf(item);
  const units = (value: number): string => count(Math.round(value));
  return (
    <li>
      <p className="supply-compared-head">
        <strong>{name}</strong>
        <span>{count(item.lines)} 行</span>
        {verdict === undefined ? null : <StateWord tone={verdict}>{VERDICTS[verdict]}</StateWord>}
      </p>
      <p>{effectSentence(item)}</p>
      <table className="goods-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">怎么办</span>
            </th>
            <th scope="col" className="figure">
              缺了
            </th>
            <th scope="col" className="figure">
              剩了
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className="supply-people">
              人改的
            </th>
            <td className="figure">{units(item.missing)}</td>
            <td className="figure">{units(item.left)}</td>
          </tr>
          <tr>
            <th scope="row" className="supply-proposed">
              照建议
            </th>
            <td className="figure">{units(item.missingAsProposed)}</td>
            <td className="figure">{units(item.leftAsProposed)}</td>
          </tr>
        </tbody>
      </table>
    </li>
  );
}
