import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ForecastRunAnswer } from '#modules/intelligence/contract';
import { ProblemLine } from '../../../../shared/states.tsx';
import { isUnderWay } from './forecast-words.ts';
import { useAskRun, useIsHeadquarters } from './use-runs.ts';
import './data.css';

interface RunButtonProps {
  readonly kind: ForecastRunAnswer['kind'];
  readonly verb: string;
  /** The runs that are known: one at a time. */
  readonly runs: readonly ForecastRunAnswer[];
}

/** Asks for a run, where the whole company's is theirs to ask for. */
export function RunButton({ kind, verb, runs }: RunButtonProps): ReactNode {
  const asking = useAskRun();
  const isHeadquarters = useIsHeadquarters();
  if (!isHeadquarters) return <p className="panel-note">预测由总部统一跑，每天夜里一次。</p>;
  const isBusy = runs.some(isUnderWay);
  return (
    <div className="forecast-run">
      <Button type="primary" loading={asking.busy} disabled={isBusy} onClick={() => void asking.run(kind)}>
        {isBusy ? '正在跑' : verb}
      </Button>
      <ProblemLine problem={asking.problem} />
    </div>
  );
}
