import { count, relativeTime } from '../../../shared/format.ts';
import type { Column } from '../../parts/list-table.tsx';
import type { ListedAudience } from './audience-paths.ts';

/** The columns of the list; beside an open audience only those that fit. */
export function audienceColumns(short: boolean): readonly Column<ListedAudience>[] {
  const all: Column<ListedAudience>[] = [
    {
      key: 'name',
      title: '人群',
      always: true,
      render: (audience) => (
        <span className="audience-name">
          <strong>{audience.name}</strong>
          <small>{audience.sentence}</small>
        </span>
      ),
    },
    { key: 'members', title: '小区', align: 'right', width: 80, render: (audience) => count(audience.memberCount) },
    {
      key: 'entered',
      title: '本周进',
      align: 'right',
      width: 80,
      render: (audience) => signed('+', audience.weekEntered),
    },
    { key: 'left', title: '本周出', align: 'right', width: 80, render: (audience) => signed('−', audience.weekLeft) },
    {
      key: 'last',
      title: '最近进来',
      width: 120,
      render: ({ lastEnteredAt }) => (lastEnteredAt === null ? '—' : relativeTime(lastEnteredAt)),
    },
  ];
  return short ? all.filter((column) => column.key !== 'last') : all;
}

const signed = (sign: string, value: number): string => (value === 0 ? '0' : `${sign}${count(value)}`);
