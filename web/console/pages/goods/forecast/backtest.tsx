import type { ReactNode } from 'react';
import type { BacktestAnswer, ForecastRunAnswer } from '#modules/intelligence/contract';
import { count, dateTime, percent } from '../../../../shared/format.ts';
import { Await, Empty, ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { ApiProblem } from '../../../../shared/problem.ts';
import { backtestSentence, bestOf, FIGURES, type FigureKey, type Figures } from './backtest-words.ts';
import { dayWords, isUnderWay } from './forecast-words.ts';
import { RunButton } from './run-button.tsx';
import { RunProgress } from './run-progress.tsx';
import { useRuns } from './use-runs.ts';

/** The last weeks played over again: what would have come of ordering as proposed, and as one usually does. */
export function Backtest(): ReactNode {
  const query = useRuns('backtest');
  return (
    <Await query={query}>
      {({ items }) => {
        const running = items.find(isUnderWay);
        const last = items.find(({ backtest }) => backtest !== null);
        const [newest] = items;
        return (
          <>
            <div className="forecast-bar">
              <p className="panel-note">用当时知道的数预测、订货，一天一天重演过去四周；要几秒到几分钟。</p>
              <span className="forecast-gap" />
              <RunButton kind="backtest" verb="跑一次回测" runs={items} />
            </div>
            {running === undefined ? null : <RunProgress run={running} />}
            {newest?.state === 'failed' ? <ProblemLine problem={asTold(newest)} /> : null}
            {last?.backtest == null ? (
              <Empty title="还没有回测过" hint="跑一次，就知道照系统订和照老办法订，过去四周会差多少。" />
            ) : (
              <Result result={last.backtest} run={last} />
            )}
          </>
        );
      }}
    </Await>
  );
}

const asTold = ({ error }: ForecastRunAnswer): ApiProblem =>
  new ApiProblem(409, { detail: `上一次没跑成：${error ?? '原因不明'}。` });

const RULES = ['照系统订', '四周同天 ×1.2', '七天平均 ×1.3'] as const;
const PAST = ['照系统订', '当时真订的'] as const;

function Result({ result, run }: { result: BacktestAnswer; run: ForecastRunAnswer }): ReactNode {
  const now = useNow();
  const { from, to, series, ledgerSeries, categories } = result;
  const real = categories.filter(({ past }) => past !== null);
  return (
    <div className="panel">
      <div>
        <p className="forecast-verdict">{backtestSentence(result)}。</p>
        <p className="panel-note">
          重演{dayWords(from)}到{dayWords(to)}，{count(series)}个门店商品
          {run.finishedAt === null ? '' : `；${dateTime(run.finishedAt, now)}跑的`}
          。满足率：想买的里卖成了多少；损耗率：进的货里扔了多少；日周转：一天卖掉平均库存的几倍。老办法是前四周同一天的平均多订两成，或前七天的平均多订三成。
        </p>
      </div>
      <FiguresTable
        caption="和老办法比"
        ways={RULES}
        rows={categories.map(({ categoryId, name, rules }) => ({
          id: categoryId,
          name,
          figures: [rules.ours, rules.sameWeekday120, rules.mean7x130],
        }))}
      />
      {real.length === 0 ? (
        <p className="panel-note">和当时真订的比：账上还没有这四周的进货流水，收货入了账就能比。</p>
      ) : (
        <FiguresTable
          caption={`和当时真订的比（${count(ledgerSeries)}个有进货流水的）`}
          ways={PAST}
          rows={real.map(({ categoryId, name, past, oursBesidePast }) => ({
            id: categoryId,
            name,
            figures: [oursBesidePast, past],
          }))}
        />
      )}
    </div>
  );
}

interface FiguresTableProps {
  readonly caption: string;
  /** The ways of ordering that are compared, ours first. */
  readonly ways: readonly string[];
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly figures: readonly (Figures | null)[];
  }[];
}

function FiguresTable({ caption, ways, rows }: FiguresTableProps): ReactNode {
  return (
    <section className="forecast-scroll" aria-label={caption}>
      <h2 className="forecast-heading">{caption}</h2>
      <table className="goods-table forecast-table forecast-groups">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              分类
            </th>
            {FIGURES.map(({ key, name, goodWhen }) => (
              <th key={key} scope="colgroup" colSpan={ways.length}>
                {name}
                <small>{goodWhen === 'up' ? ' 越高越好' : ' 越低越好'}</small>
              </th>
            ))}
          </tr>
          <tr>
            {FIGURES.map(({ key }) =>
              ways.map((way, at) => (
                <th key={`${key}/${way}`} scope="col" className={at === 0 ? 'figure forecast-group' : 'figure'}>
                  {way}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, figures }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {FIGURES.map(({ key }) => {
                const best = bestOf(key, figures);
                return figures.map((own, at) => (
                  <td key={`${key}/${ways[at]}`} className={at === 0 ? 'figure forecast-group' : 'figure'}>
                    <Figure own={own} of={key} isOurs={at === 0} isBest={best === at} />
                  </td>
                ));
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface FigureProps {
  readonly own: Figures | null;
  readonly of: FigureKey;
  readonly isOurs: boolean;
  readonly isBest: boolean;
}

function Figure({ own, of, isOurs, isBest }: FigureProps): ReactNode {
  const value = own?.[of] ?? null;
  const words = of === 'turnover' ? (value === null ? '—' : count(Number(value.toFixed(2)))) : percent(value);
  const name = isOurs ? 'forecast-total' : undefined;
  return isBest ? (
    <strong className={name}>
      {words}
      <span className="visually-hidden">（最好）</span>
    </strong>
  ) : (
    <span className={name}>{words}</span>
  );
}
