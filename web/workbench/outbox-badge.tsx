import type { ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useMe } from '../shared/session.tsx';
import { useOutbox } from './outbox/use-outbox.ts';
import { Link } from '../shared/router.tsx';

/** How much waits to be sent, and what was refused. Never hidden while there is any. */
export function OutboxBadge(): ReactNode {
  const { userId } = useMe();
  const { ops, sending } = useOutbox();
  const own = ops.filter((op) => op.userId === userId);
  const refused = own.filter((op) => op.state.kind === 'refused').length;
  const waiting = own.length - refused;
  if (own.length === 0) return null;
  return (
    <div role="status">
      <Link to="/waiting" className={refused > 0 ? 'badge badge-refused' : 'badge'}>
        <Icon name={refused > 0 ? 'alert' : 'waiting'} size={18} />
        <span>
          {refused > 0 ? `${refused} 件没办成，看看原因` : `${waiting} 件${sending ? '正在发送' : '等着发送'}`}
          {refused > 0 && waiting > 0 ? `，另有 ${waiting} 件等着发送` : ''}
        </span>
        <Icon name="forward" size={18} />
      </Link>
    </div>
  );
}
