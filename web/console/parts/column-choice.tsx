import { Button, Checkbox, Popover } from 'antd';
import { useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';

interface Choosable {
  readonly key: string;
  readonly title: string;
  readonly hidden?: boolean;
  readonly always?: boolean;
}

export interface Choice {
  readonly shows: (column: Choosable) => boolean;
  readonly toggle: (column: Choosable) => void;
}

/** Which columns this browser shows; remembered by the table's name, as differences from the default. */
export function useColumnChoice(name: string, columns: readonly Choosable[]): Choice {
  const storageKey = `tw.columns.${name}`;
  const [flipped, setFlipped] = useState<readonly string[]>(() =>
    (localStorage.getItem(storageKey) ?? '').split(',').filter(Boolean),
  );
  const known = flipped.filter((key) => columns.some((column) => column.key === key));
  return {
    shows: (column) => column.always === true || (column.hidden === true) === known.includes(column.key),
    toggle: (column) => {
      // What is remembered of columns that this view leaves out stays.
      const next = flipped.includes(column.key)
        ? flipped.filter((key) => key !== column.key)
        : [...flipped, column.key];
      localStorage.setItem(storageKey, next.join(','));
      setFlipped(next);
    },
  };
}

export function ColumnChoice({ columns, choice }: { columns: readonly Choosable[]; choice: Choice }): ReactNode {
  const boxes = columns
    .filter((column) => column.always !== true)
    .map((column) => (
      <Checkbox key={column.key} checked={choice.shows(column)} onChange={() => choice.toggle(column)}>
        {column.title}
      </Checkbox>
    ));
  return (
    <Popover trigger="click" placement="bottomRight" content={<div className="column-choice">{boxes}</div>}>
      <Button type="text" icon={<Icon name="columns" size={16} />}>
        选列
      </Button>
    </Popover>
  );
}
