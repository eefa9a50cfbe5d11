import { Progress } from 'antd';
import type { ReactNode } from 'react';
import type { ForecastRunAnswer } from '#modules/intelligence/contract';
import { RUN_KINDS, runSentence } from './forecast-words.ts';
import './data.css';

/** How far a run is. */
export function RunProgress({ run }: { run: ForecastRunAnswer }): ReactNode {
  return (
    <div className="forecast-progress">
      <p role="status">
        {RUN_KINDS[run.kind]}：{runSentence(run)}
      </p>
      <Progress
        percent={Math.floor(run.progress * 100)}
        showInfo={false}
        status="active"
        strokeColor="var(--system)"
        aria-label={`${RUN_KINDS[run.kind]}跑到哪了`}
      />
    </div>
  );
}
