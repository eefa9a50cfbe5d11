import { useEffect, type ReactNode } from 'react';
import type { Change } from '../../shared/format.ts';
import { SidePanel, type SidePanelProps } from './side-panel.tsx';
import './page-frame.css';

/** The answer to the page's question: a figure, how it moved, and why. */
export interface PageAnswer {
  /** Formatted: `128`, `¥3.2万`, `12.4%`. */
  readonly figure: string;
  /** What it counts: `个小区等你拍板`. */
  readonly unit: string;
  readonly change?: Change;
  /** What the change is measured against: `比上周`. */
  readonly since?: string;
  /** Whether up is good; a change says so with its colour and its word. Neutral when absent. */
  readonly goodWhen?: 'up' | 'down';
  /** One sentence with its figures. */
  readonly why?: string;
  /** The link to where something can be done about it; stands behind the sentence. */
  readonly next?: ReactNode;
}

interface PageFrameProps {
  readonly title: string;
  readonly question: string;
  readonly answer?: PageAnswer;
  /** The pages of the area: AreaTabs. */
  readonly tabs?: ReactNode;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
  /** A FilterSentence. */
  readonly filter?: ReactNode;
  readonly children: ReactNode;
  /** The detail of one row; the list stays beside it. */
  readonly panel?: SidePanelProps | undefined;
}

/** One page, one question: the answer first, then the list, then the detail in a panel that keeps the list. */
export function PageFrame(props: PageFrameProps): ReactNode {
  const { title, question, tabs, answer, actions, filter, children, panel } = props;
  useEffect(() => void (document.title = `${title} · 双轮`), [title]);
  return (
    <div className={panel === undefined ? 'page' : 'page page-with-panel'}>
      <div className="page-main">
        {tabs}
        <header className="page-head">
          <div>
            <h1>{title}</h1>
            <p className="page-question">{question}</p>
          </div>
          {actions === undefined ? null : <div className="page-actions">{actions}</div>}
        </header>
        {answer === undefined ? null : <Answer answer={answer} />}
        {filter === undefined ? null : <div className="page-filter">{filter}</div>}
        <div className="page-body">{children}</div>
      </div>
      {panel === undefined ? null : <SidePanel {...panel} />}
    </div>
  );
}

function Answer({ answer }: { answer: PageAnswer }): ReactNode {
  const { change, goodWhen } = answer;
  const good =
    change === undefined || goodWhen === undefined || change.direction === 'flat'
      ? 'neutral'
      : change.direction === goodWhen
        ? 'good'
        : 'bad';
  return (
    <section className="page-answer" aria-label="结论">
      <p className="page-figure">
        <strong>{answer.figure}</strong> {answer.unit}
        {change === undefined ? null : (
          <span className={`page-change page-change-${good}`}>
            {answer.since ?? ''}
            {change.text}
          </span>
        )}
      </p>
      {answer.why === undefined && answer.next === undefined ? null : (
        <p className="page-why">
          {answer.why} {answer.next}
        </p>
      )}
    </section>
  );
}
