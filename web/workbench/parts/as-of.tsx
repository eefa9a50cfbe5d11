import type { ReactNode } from 'react';
import { relativeTime } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import { useOnline } from '../../shared/online.ts';
import { useNow } from '../../shared/use-now.ts';

interface AsOfProps {
  readonly query: { readonly dataUpdatedAt: number; readonly isError: boolean; readonly data: unknown };
}

/** From when the shown answer is, while no fresh one can be had. */
export function AsOf({ query }: AsOfProps): ReactNode {
  const online = useOnline();
  const now = useNow();
  if (query.data === undefined || query.dataUpdatedAt === 0 || (online && !query.isError)) return null;
  return (
    <p className="as-of" role="status">
      <Icon name="offline" size={20} />
      {online ? '连不上服务器，' : ''}下面是{relativeTime(query.dataUpdatedAt, Math.max(now, query.dataUpdatedAt))}
      的内容
    </p>
  );
}
