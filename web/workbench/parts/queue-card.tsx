import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { ByMark } from '../../shared/reasons.tsx';
import { Link } from '../router.tsx';

interface QueueCardProps {
  readonly to: string;
  /** For whom or where: `翠苑二区`, `王女士`. */
  readonly who: string;
  /** What to do: `转发 老房防水翻新`. */
  readonly what: string;
  /** Why now: one sentence with its figure. */
  readonly why: string;
  /** How long it takes or how long is left: `2分钟`, `还剩 3小时`. */
  readonly howLong: string;
  /** Who put it there. */
  readonly by: 'system' | 'people';
  readonly byName: string;
  /** Its act is still on the phone. */
  readonly waiting?: boolean;
  readonly children?: ReactNode;
}

/** One thing in the queue: who, what, why now, how long; the whole card opens it. */
export function QueueCard(props: QueueCardProps): ReactNode {
  return (
    <article className="queue-card">
      <Link to={props.to} className="queue-card-link">
        <span className="queue-card-top">
          <strong>{props.who}</strong>
          <small>{props.howLong}</small>
        </span>
        <span className="queue-card-what">{props.what}</span>
        <span className="queue-card-why">{props.why}</span>
        <span className="queue-card-top">
          <ByMark by={props.by}>{props.byName}</ByMark>
          {props.waiting === true ? (
            <span className="queue-card-waiting">
              <Icon name="waiting" size={16} /> 等着发送
            </span>
          ) : null}
        </span>
      </Link>
      {props.children}
    </article>
  );
}
