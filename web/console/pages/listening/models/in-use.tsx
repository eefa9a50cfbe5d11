import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { TextModel, TextModelsAnswer } from '#modules/cdp/contract';
import { count, date, percent } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { StateWord } from '../../../parts/state-word.tsx';
import { pointsChange } from '../listening-words.ts';
import { GiveUp } from './give-up.tsx';
import { givenUp, KINDS, learntInUse, type ModelKind } from './model-words.ts';
import { useMayManageModels } from './use-models.ts';

interface InUseProps {
  readonly kind: ModelKind;
  readonly models: TextModelsAnswer;
}

/** The model of a kind that messages are read with. */
export function InUse({ kind, models }: InUseProps): ReactNode {
  const now = useNow();
  const learnt = learntInUse(models, kind);
  const { name, reads } = KINDS[kind];
  return (
    <section className="listening-box model-card" aria-labelledby={`model-${kind}`}>
      <h2 id={`model-${kind}`}>
        {name} <small>{reads}</small>
      </h2>
      {learnt === undefined ? (
        <Shipped returned={givenUp(models, kind)} now={now} />
      ) : (
        <Learnt model={learnt} now={now} />
      )}
    </section>
  );
}

function Learnt({ model, now }: { model: TextModel; now: number }): ReactNode {
  const [leaving, setLeaving] = useState(false);
  const mayManage = useMayManageModels();
  const { kind, score, before, heldOut, learntAt } = model;
  return (
    <>
      <p>
        <StateWord tone="system">{date(learntAt, now)}学到的</StateWord>
      </p>
      <p className="model-score">
        <strong>{percent(score)}</strong> {KINDS[kind].right}
      </p>
      <p className="panel-note">
        之前 {percent(before)}，{pointsChange(score, before).text}；考了 {count(heldOut)} 条没见过的。
      </p>
      {mayManage ? (
        <Button size="small" className="model-leave" onClick={() => setLeaving(true)}>
          换回自带模型
        </Button>
      ) : null}
      {leaving ? <GiveUp model={model} onClose={() => setLeaving(false)} /> : null}
    </>
  );
}

function Shipped({ returned, now }: { returned: TextModel | undefined; now: number }): ReactNode {
  return (
    <>
      <p>
        <StateWord tone="neutral">自带的</StateWord>
      </p>
      <p className="panel-note">
        {returned === undefined || returned.retiredAt === null
          ? '跟系统一起装好的，还没学到更准的。'
          : `${date(returned.retiredAt, now)}有人从学到的换了回来。`}
      </p>
    </>
  );
}
