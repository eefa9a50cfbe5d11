import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { Ring } from '../../shared/logo.tsx';
import type { Due } from '../my/due.ts';
import { Link } from '../../shared/router.tsx';
import { DueMark } from './due-mark.tsx';

interface QueueCardProps {
  readonly to: string;
  /** For whom or where: `翠苑二区`, `王* · 翠苑二区`. */
  readonly who: string;
  /** What to do: `转发 老房防水翻新`. */
  readonly what: string;
  /** Why now: one sentence with its figure. */
  readonly why: string;
  /** Who says so: the system knows it, or a person asked. */
  readonly by: 'system' | 'people';
  readonly due: Due | undefined;
  /** Its act is still on the phone. */
  readonly waiting?: boolean;
  /** It came while the queue was being looked at. */
  readonly fresh?: boolean;
  /** The next action. */
  readonly children?: ReactNode;
}

/** One thing in the queue: who, what, why now, how long; all but its buttons opens it. */
export function QueueCard(props: QueueCardProps): ReactNode {
  return (
    <article className={props.fresh === true ? 'queue-card queue-card-fresh' : 'queue-card'}>
      <Link to={props.to} className="queue-card-link">
        <span className="queue-card-top">
          <strong>{props.who}</strong>
          <DueMark due={props.due} />
        </span>
        <span className="queue-card-what">{props.what}</span>
        <span className={`queue-card-why queue-card-why-${props.by}`}>
          <Ring by={props.by} />
          <span>{props.why}</span>
        </span>
        {props.waiting === true ? <WaitingMark /> : null}
      </Link>
      {props.children === undefined ? null : <div className="queue-card-next">{props.children}</div>}
    </article>
  );
}

/** Done here, not yet with the server. */
export function WaitingMark(): ReactNode {
  return (
    <span className="waiting-mark">
      <Icon name="waiting" size={18} /> 等着发送
    </span>
  );
}
