import type { ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import { goBack, Link } from '../../../shared/router.tsx';

interface MyPageProps {
  readonly title: string;
  /** Under the title: where, which number. */
  readonly lead?: ReactNode;
  /** The start of one's own area has no way back. */
  readonly home?: boolean;
  /** Where the way back leads for whoever opened this page first. */
  readonly back?: string;
  readonly children: ReactNode;
}

/** One page of what is one's own: the way back, the title, cards. */
export function MyPage({ title, lead, home = false, back = '/my', children }: MyPageProps): ReactNode {
  return (
    <main className="my-page">
      {home ? null : (
        <button type="button" className="my-back" onClick={() => goBack(back)}>
          <Icon name="back" size={18} />
          返回
        </button>
      )}
      <div className="my-head">
        <h1>{title}</h1>
        {lead === undefined ? null : <p>{lead}</p>}
      </div>
      {children}
    </main>
  );
}

interface CardProps {
  readonly title?: string;
  readonly state?: { readonly words: string; readonly tone?: 'going' | 'waiting' | 'over' | 'good' } | undefined;
  readonly children: ReactNode;
}

export function Card({ title, state, children }: CardProps): ReactNode {
  return (
    <section className="my-card" {...(title === undefined ? {} : { 'aria-label': title })}>
      {title === undefined ? null : (
        <header>
          <h2>{title}</h2>
          {state === undefined ? null : (
            <span className={`my-state my-state-${state.tone ?? 'going'}`}>{state.words}</span>
          )}
        </header>
      )}
      {children}
    </section>
  );
}

/** Facts in two columns; rows without a value are left out. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }): ReactNode {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <dl>
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface RowLinkProps {
  readonly to: string;
  readonly title: string;
  readonly hint?: string;
  readonly state?: string;
  /** It is the customer's turn. */
  readonly mine?: boolean;
}

/** One line that leads somewhere. */
export function RowLink({ to, title, hint, state, mine = false }: RowLinkProps): ReactNode {
  return (
    <Link to={to} className={mine ? 'my-row my-row-mine' : 'my-row'}>
      <span>
        <strong>{title}</strong>
        {hint === undefined ? null : <small>{hint}</small>}
      </span>
      {state === undefined ? null : <em>{state}</em>}
      <Icon name="forward" size={18} />
    </Link>
  );
}
