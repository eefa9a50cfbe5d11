import type { ReactNode } from 'react';
import type { ForecastRunAnswer } from '#modules/intelligence/contract';
import { dateTime } from '../../../../shared/format.ts';
import { Await } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { StateWord } from '../../../parts/state-word.tsx';
import { isUnderWay, RUN_KINDS, RUN_STATES, runSentence } from './forecast-words.ts';
import { RunButton } from './run-button.tsx';
import { RunProgress } from './run-progress.tsx';
import { useRuns } from './use-runs.ts';

/** What ran, what runs, and what came of it. */
export function RunsList(): ReactNode {
  const query = useRuns();
  return (
    <section className="forecast-part" aria-labelledby="forecast-runs">
      <header>
        <h2 id="forecast-runs">跑过的</h2>
        <RunButton kind="forecast" verb="现在跑一次" runs={query.data?.items ?? []} />
      </header>
      <Await query={query}>{({ items }) => <Runs items={items} />}</Await>
    </section>
  );
}

function Runs({ items }: { items: readonly ForecastRunAnswer[] }): ReactNode {
  const running = items.filter(isUnderWay);
  const done = items.filter((run) => !isUnderWay(run));
  return (
    <>
      {running.map((run) => (
        <RunProgress key={run.runId} run={run} />
      ))}
      {items.length === 0 ? (
        <p className="panel-note">还没有跑过。有三个星期的销量就能跑，每天夜里自己会跑一次。</p>
      ) : (
        <ul className="forecast-runs">
          {done.map((run) => (
            <Run key={run.runId} run={run} />
          ))}
        </ul>
      )}
    </>
  );
}

function Run({ run }: { run: ForecastRunAnswer }): ReactNode {
  const now = useNow();
  const { word, tone } = RUN_STATES[run.state];
  return (
    <li>
      <time dateTime={run.askedAt}>{dateTime(run.askedAt, now)}</time>
      <span>
        {RUN_KINDS[run.kind]}
        <small>{run.byHand ? '手动' : '夜里自动'}</small>
      </span>
      <StateWord tone={tone}>{word}</StateWord>
      <p>{runSentence(run)}</p>
    </li>
  );
}
