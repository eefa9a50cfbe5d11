import type { ReactNode } from 'react';
import type { CommunityMainPushAnswer } from '#modules/intelligence/contract';
import { count, percent } from '../../../shared/format.ts';
import { barOf, scaleOf } from './intervals.ts';

interface IntervalChartProps {
  readonly outlooks: CommunityMainPushAnswer['outlooks'];
  /** What the system proposes, and what people push now. */
  readonly proposedId: string | undefined;
  readonly currentId: string | null;
}

/** What came of each package in one community: the rate of leads with its 95 % interval, and what it rests on. */
export function IntervalChart({ outlooks, proposedId, currentId }: IntervalChartProps): ReactNode {
  const scale = scaleOf(outlooks);
  return (
    <table className="intervals">
      <caption>打开的人里留下意向的比例（细线是95%的可信区间，满格{percent(scale, 0)}）</caption>
      <tbody>
        {outlooks.map((outlook) => {
          const bar = barOf(outlook, scale);
          const by = outlook.packageId === proposedId ? 'system' : outlook.packageId === currentId ? 'people' : 'other';
          return (
            <tr key={outlook.packageId}>
              <th scope="row">
                {outlook.packageName}
                {by === 'other' ? null : <small>{by === 'system' ? '系统建议' : '现在主推'}</small>}
              </th>
              <td className="interval-track">
                <span className="visually-hidden">
                  在{percent(outlook.low)}到{percent(outlook.high)}之间
                </span>
                <svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden className={`interval interval-${by}`}>
                  <line x1={bar.low * 100} x2={bar.high * 100} y1="8" y2="8" />
                  <line className="interval-mean" x1={bar.expected * 100} x2={bar.expected * 100} y1="2" y2="14" />
                </svg>
              </td>
              <td className="interval-rate">
                <strong>{percent(outlook.expectedRate)}</strong>
                <small>
                  {percent(outlook.low)}–{percent(outlook.high)}
                </small>
              </td>
              <td className="interval-rate">
                {count(outlook.trials)}次打开
                <small>
                  {count(outlook.successes)}个意向，签{count(outlook.won)}单
                </small>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
