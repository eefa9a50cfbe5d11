import type { ReactNode } from 'react';
import type { CandidateAnswer, DecisionRecord as Decided } from '#modules/intelligence/contract';
import { Ring } from '../../../shared/logo.tsx';
import { inputFigures, scoreBars, whyNot } from './score-parts.ts';

interface DecisionRecordProps {
  readonly record: Decided;
  /** What the system proposed. */
  readonly packageId: string;
}

/** How the system chose: every package with what speaks for and against it, and what can be used to do it again. */
export function DecisionRecord({ record, packageId }: DecisionRecordProps): ReactNode {
  const { candidates } = record;
  const winner = candidates.find((candidate) => candidate.packageId === packageId);
  const others = candidates.filter((candidate) => candidate !== winner);
  return (
    <section className="play-section" aria-label="系统怎么选的">
      <header>
        <h3>系统怎么选的</h3>
      </header>
      {winner === undefined ? null : (
        <div className="candidate candidate-chosen">
          <p className="candidate-name">
            <Ring by="system" />
            <strong>{winner.packageName}</strong>
            <span className="candidate-score">{winner.score}分</span>
          </p>
          <Bars candidate={winner} candidates={candidates} />
        </div>
      )}
      {others.length === 0 ? null : <h4>为什么不是别的</h4>}
      {others.map((candidate) => (
        <details key={candidate.packageId} className="candidate">
          <summary>
            <span className="candidate-name">
              {candidate.packageName}
              <span className="candidate-score">{candidate.score}分</span>
            </span>
            <span className="candidate-why">{whyNot(candidate, winner)}</span>
          </summary>
          <Bars candidate={candidate} candidates={candidates} />
        </details>
      ))}
      <Record record={record} />
    </section>
  );
}

interface BarsProps {
  readonly candidate: CandidateAnswer;
  readonly candidates: readonly CandidateAnswer[];
}

function Bars({ candidate, candidates }: BarsProps): ReactNode {
  return (
    <table className="score-bars">
      <caption className="visually-hidden">{candidate.packageName}的得分</caption>
      <tbody>
        {scoreBars(candidate, candidates).map((bar) => (
          <tr key={bar.part}>
            <th scope="row">{bar.name}</th>
            <td className="score-bar-track">
              <span className="visually-hidden">{bar.points > 0 ? '加分' : '扣分'}</span>
              <span
                className={bar.points < 0 ? 'score-bar score-bar-against' : 'score-bar'}
                style={{ width: `${Math.max(2, bar.share * 100)}%` }}
              />
            </td>
            <td className="score-bar-points">
              {bar.points > 0 ? '+' : '−'}
              {Math.abs(bar.points)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Record({ record }: { record: Decided }): ReactNode {
  const figures = inputFigures(record.inputs);
  return (
    <details className="play-record">
      <summary>凭据：用了哪些数、哪个模型</summary>
      <dl>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>模型版本</dt>
          <dd>
            <code>{record.modelVersion}</code>
          </dd>
        </div>
        <div>
          <dt>随机种子</dt>
          <dd>
            <code>{record.seed}</code>
          </dd>
        </div>
      </dl>
    </details>
  );
}
