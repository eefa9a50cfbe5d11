import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { TextModelsAnswer } from '#modules/cdp/contract';
import { count } from '../../../../shared/format.ts';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { StateWord } from '../../../parts/state-word.tsx';
import type { ListeningDesk } from '../use-listening-desk.ts';
import { gatheredOf, isFirst, lastWords, missingOf, readyWords, underWayWords } from './model-words.ts';
import { useLearnNow, useMayManageModels } from './use-models.ts';

const LOOK_AT_CLOCK_MS = 10_000;

interface LearnNowProps {
  readonly models: TextModelsAnswer;
  readonly desk: ListeningDesk;
}

/** What there is to learn from, and learning from it at once; while that runs, since when. */
export function LearnNow({ models, desk }: LearnNowProps): ReactNode {
  const now = useNow(LOOK_AT_CLOCK_MS);
  const mayManage = useMayManageModels();
  const learning = useLearnNow();
  const { underWay, last } = models;
  const isUnderWay = underWay !== null;
  const isMissing = missingOf(models) > 0;
  return (
    <section className="listening-box model-card model-learn" aria-labelledby="model-learn">
      <h2 id="model-learn">
        {isFirst(models) ? '学一次' : '再学一次'} <small>拿大家核过的消息学</small>
      </h2>
      {isUnderWay ? null : <Gathered models={models} />}
      <p id="model-ready" role="status">
        {isUnderWay ? <StateWord tone="system">正在学</StateWord> : null}{' '}
        {isUnderWay ? underWayWords(underWay, now) : `${readyWords(models)}。`}
      </p>
      <ProblemLine problem={learning.problem} />
      <div className="model-acts">
        {isMissing && !isUnderWay ? <Button onClick={() => desk.drill({ unchecked: 'true' })}>去核消息</Button> : null}
        {mayManage ? (
          <Button
            type="primary"
            disabled={isMissing || isUnderWay}
            loading={learning.busy}
            aria-describedby="model-ready"
            onClick={() => void learning.run()}
          >
            {isUnderWay ? '正在学' : '现在学一次'}
          </Button>
        ) : (
          <span className="panel-note">学和换由总部来定。</span>
        )}
      </div>
      <p className="panel-note">核够了，每天夜里 3:40 也会自己学；读得更准才换上。</p>
      {last === null ? null : (
        <p className="panel-note">
          {last.outcome === 'failed' ? <StateWord tone="bad">没学成</StateWord> : null} {lastWords(last, now)}
        </p>
      )}
    </section>
  );
}

/** How much of what is needed people have corrected: theirs is orange. */
function Gathered({ models }: Pick<LearnNowProps, 'models'>): ReactNode {
  const { have, least } = gatheredOf(models);
  return (
    <div className="model-gathered">
      <span className="model-bar" aria-hidden>
        <span style={{ width: `${Math.min(1, have / least) * 100}%` }} />
      </span>
      <span>
        {count(have)}
        {have < least ? ` / ${count(least)}` : ''} 条
      </span>
    </div>
  );
}
