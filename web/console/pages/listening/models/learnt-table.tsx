import type { ReactNode } from 'react';
import type { TextModel } from '#modules/cdp/contract';
import { count, dateTime, percent } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { StateWord } from '../../../parts/state-word.tsx';
import { pointsChange } from '../listening-words.ts';
import { KINDS, stateWords } from './model-words.ts';

/** Every model that was learnt, whether it was taken into use or not, the newest first. */
export function LearntTable({ items }: { items: readonly TextModel[] }): ReactNode {
  return (
    <section className="listening-box" aria-labelledby="models-learnt">
      <h2 id="models-learnt">
        学过的 <small>三条里留一条不学，专门拿来考</small>
      </h2>
      {items.length === 0 ? (
        <p className="listening-none">
          还没有学过。在「消息」里一条条核：读错的改过来，读对的按回车；核够了就能学，学到的读得更准才换上。
        </p>
      ) : (
        <div className="models-scroll">
          <table className="listening-table models-table">
            <thead>
              <tr>
                <th scope="col">读什么</th>
                <th scope="col">什么时候学的</th>
                <th scope="col">核过的</th>
                <th scope="col">拿来考的</th>
                <th scope="col">之前</th>
                <th scope="col">学完</th>
                <th scope="col">差多少</th>
                <th scope="col">用了没有</th>
              </tr>
            </thead>
            <tbody>
              {items.map((model) => (
                <Row key={`${model.kind}/${model.learntAt}`} model={model} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ model }: { model: TextModel }): ReactNode {
  const now = useNow();
  const { kind, learntAt, labels, heldOut, before, score } = model;
  const { name, tone, why } = stateWords(model, now);
  return (
    <tr>
      <th scope="row">{KINDS[kind].name}</th>
      <td>
        <time dateTime={learntAt}>{dateTime(learntAt, now)}</time>
      </td>
      <td>{count(labels)} 条</td>
      <td>{count(heldOut)} 条</td>
      <td>{percent(before)}</td>
      <td>{percent(score)}</td>
      <td>{pointsChange(score, before).text}</td>
      <td>
        <StateWord tone={tone}>{name}</StateWord> <small>{why}</small>
      </td>
    </tr>
  );
}
