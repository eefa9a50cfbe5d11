import { Fragment, type ReactNode } from 'react';
import { dateTime } from '../../shared/format.ts';
import { Ring } from '../../shared/logo.tsx';
import { useNow } from '../../shared/use-now.ts';
import './panel-section.css';

/** What fills a side panel: sections under each other. */
export function Panel({ children }: { children: ReactNode }): ReactNode {
  return <div className="panel">{children}</div>;
}

interface PanelSectionProps {
  readonly title: string;
  /** A small button beside the title. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function PanelSection({ title, action, children }: PanelSectionProps): ReactNode {
  return (
    <section className="panel-section" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {action}
      </header>
      {children}
    </section>
  );
}

/** Name and value, line by line; what is undefined is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }): ReactNode {
  return (
    <dl className="panel-facts">
      {facts.map(([name, value]) =>
        value === undefined ? null : (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}

/** One thing that happened: teal by the system, orange by a person. */
export interface PanelStep {
  readonly id: string;
  readonly by: 'system' | 'people';
  readonly what: string;
  readonly who?: string;
  readonly at: string;
  readonly note?: ReactNode;
}

/** What happened, in order, with who and when. */
export function Steps({ steps }: { steps: readonly PanelStep[] }): ReactNode {
  const now = useNow();
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step.id}>
          <Ring by={step.by} />
          <div>
            <p className="steps-head">
              <span>{step.what}</span>
              {step.who === undefined ? null : <span className="steps-who">{step.who}</span>}
              <time dateTime={step.at}>{dateTime(step.at, now)}</time>
            </p>
            {step.note === undefined ? null : <p className="steps-note">{step.note}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
