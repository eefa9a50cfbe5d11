import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AccuracyAnswer, AccuracyRow } from '#modules/intelligence/contract';
import { count, percent } from '../../../../shared/format.ts';
import { Await, Empty } from '../../../../shared/states.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { AccuracyChart } from './accuracy-chart.tsx';
import { biasWords, driftOf, gainOf, gainWords } from './forecast-words.ts';

/** How far off forecasts were, in words and by category. */
export function Accuracy({ query }: { query: UseQueryResult<AccuracyAnswer> }): ReactNode {
  return (
    <Await query={query}>
      {({ all, categories }) =>
        all.wape === null ? (
          <Empty
            title="还没有能对照的"
            hint="预测出来的日子过完了，夜里会拿卖了多少来对。从第一次预测的第二天起就有。"
          />
        ) : (
          <>
            <AccuracyChart weeks={all.weeks} />
            <p className="forecast-explained">
              差距是每样货每天「预计」和「卖了」的差，加起来除以卖了多少。单样货每天卖得少，天生就抖，差 20%–40%
              很平常；总量偏高偏低更要紧：一直偏高会剩，一直偏低会缺。
            </p>
            <Categories all={all} categories={categories} />
          </>
        )
      }
    </Await>
  );
}

function Categories({ all, categories }: Pick<AccuracyAnswer, 'all' | 'categories'>): ReactNode {
  return (
    <section className="forecast-scroll" aria-label="各类的准确度">
      <table className="goods-table forecast-table">
        <thead>
          <tr>
            <th scope="col">分类</th>
            <th scope="col" className="figure">
              差距
            </th>
            <th scope="col" className="figure">
              近四周同星期平均
            </th>
            <th scope="col" className="figure">
              比它
            </th>
            <th scope="col" className="figure">
              总量
            </th>
            <th scope="col" className="figure">
              卖了
            </th>
            <th scope="col" className="figure">
              缺货少卖（估计）
            </th>
            <th scope="col" className="forecast-look">
              要看一眼
            </th>
          </tr>
        </thead>
        <tbody>
          {[all, ...categories].map((row) => (
            <Row key={row.categoryId} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row }: { row: AccuracyRow }): ReactNode {
  const drift = driftOf(row);
  const gain = gainOf(row);
  const lost = Math.round(row.lost);
  return (
    <tr className={row.categoryId === '' ? 'forecast-all' : undefined}>
      <th scope="row">{row.name === '' ? '没有分类' : row.name}</th>
      <td className="figure">
        <strong className="forecast-total">{percent(row.wape)}</strong>
      </td>
      <td className="figure">{percent(row.naiveWape)}</td>
      <td
        className={`figure ${gain === undefined || Math.abs(gain) < 0.005 ? '' : gain > 0 ? 'forecast-better' : 'forecast-worse'}`}
      >
        {gainWords(row)}
      </td>
      <td className="figure">{biasWords(row.bias)}</td>
      <td className="figure">{count(Math.round(row.sold))}</td>
      <td className="figure">{lost === 0 ? '—' : `约 ${count(lost)}`}</td>
      <td className="forecast-look">
        {drift === undefined ? (
          <span className="goods-quiet">正常</span>
        ) : (
          <StateWord tone="warn">近两周一直{drift}</StateWord>
        )}
      </td>
    </tr>
  );
}
