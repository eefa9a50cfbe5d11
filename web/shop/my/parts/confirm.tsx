import { useState, type ReactNode } from 'react';
import type { ApiProblem } from '../../../shared/problem.ts';
import { ProblemLine } from '../../../shared/states.tsx';

interface ConfirmProps {
  /** On the quiet button: 取消预约. */
  readonly ask: string;
  /** What it means, before the second tap. */
  readonly means: string;
  readonly stay: string;
  readonly go: string;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onGo: () => void;
  /** Between the sentence and the buttons: a choice of reasons. */
  readonly children?: ReactNode;
  /** Nothing to go on with yet. */
  readonly disabled?: boolean;
}

/** What cannot be taken back takes a second tap, and says what it means. */
export function Confirm(props: ConfirmProps): ReactNode {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="my-quiet" onClick={() => setAsking(true)}>
        {props.ask}
      </button>
    );
  }
  return (
    <div className="my-asking" role="group" aria-label={props.ask}>
      <p>{props.means}</p>
      {props.children}
      <ProblemLine problem={props.problem} />
      <div>
        <button type="button" disabled={props.busy} onClick={() => setAsking(false)}>
          {props.stay}
        </button>
        <button
          type="button"
          className="my-strong"
          disabled={props.busy || props.disabled === true}
          onClick={props.onGo}
        >
          {props.busy ? '请稍等…' : props.go}
        </button>
      </div>
    </div>
  );
}
