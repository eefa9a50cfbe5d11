import { Dropdown, Input, InputNumber, Popover } from 'antd';
import { Fragment, useState, type ReactNode } from 'react';
import './filter-sentence.css';

/** One blank of a filter sentence. `any` is what stands there while nothing is chosen: `所有城市`, `不限`. */
export type Blank =
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly any: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly label: string;
      readonly any: string;
      readonly unit?: string;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly kind: 'text'; readonly name: string; readonly label: string; readonly any: string };

export type FilterValues = Readonly<Record<string, string | undefined>>;

interface FilterSentenceProps {
  /** Words and blanks in reading order: `['看', {city}, '里楼龄至少', {age}, '的小区']`. */
  readonly parts: readonly (string | Blank)[];
  readonly values: FilterValues;
  readonly onChange: (name: string, value: string | undefined) => void;
}

/** A filter that reads as a sentence; each blank opens what can be put there. */
export function FilterSentence({ parts, values, onChange }: FilterSentenceProps): ReactNode {
  const blanks = parts.filter((part) => typeof part !== 'string');
  const set = blanks.filter((blank) => values[blank.name] !== undefined);
  const clear = (): void => {
    for (const blank of set) onChange(blank.name, undefined);
  };
  return (
    <div className="filter-sentence" role="group" aria-label="筛选">
      {parts.map((part, at) =>
        typeof part === 'string' ? (
          <Fragment key={at}>{part}</Fragment>
        ) : (
          <BlankField
            key={part.name}
            blank={part}
            value={values[part.name]}
            onChange={(value) => onChange(part.name, value)}
          />
        ),
      )}
      {set.length === 0 ? null : (
        <button type="button" className="filter-clear" onClick={clear}>
          清空
        </button>
      )}
    </div>
  );
}

interface BlankProps {
  readonly blank: Blank;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

function BlankField({ blank, value, onChange }: BlankProps): ReactNode {
  const [open, setOpen] = useState(false);
  const button = (
    <button
      type="button"
      className={value === undefined ? 'filter-blank' : 'filter-blank filter-blank-set'}
      aria-label={`${blank.label}：${wordsOf(blank, value)}`}
      aria-haspopup="true"
      aria-expanded={open}
    >
      {wordsOf(blank, value)}
    </button>
  );
  if (blank.kind === 'choice') {
    const items = [
      { key: '', label: blank.any },
      ...blank.options.map((option) => ({ key: option.value, label: option.label })),
    ];
    return (
      <Dropdown
        trigger={['click']}
        onOpenChange={setOpen}
        menu={{
          items,
          selectable: true,
          selectedKeys: [value ?? ''],
          onClick: ({ key }) => onChange(key === '' ? undefined : key),
          className: 'filter-menu',
        }}
      >
        {button}
      </Dropdown>
    );
  }
  const close = (typed: string): void => {
    onChange(typed.trim() === '' ? undefined : typed.trim());
    setOpen(false);
  };
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<Typed blank={blank} value={value} onDone={close} />}
    >
      {button}
    </Popover>
  );
}

function Typed({
  blank,
  value,
  onDone,
}: {
  blank: Exclude<Blank, { kind: 'choice' }>;
  value: string | undefined;
  onDone: (typed: string) => void;
}): ReactNode {
  const [typed, setTyped] = useState(value ?? '');
  const common = {
    autoFocus: true,
    'aria-label': blank.label,
    placeholder: blank.any,
    onPressEnter: () => onDone(typed),
  };
  if (blank.kind === 'text')
    return (
      <Input.Search
        {...common}
        value={typed}
        enterButton="好"
        onChange={(event) => setTyped(event.target.value)}
        onSearch={onDone}
      />
    );
  return (
    <InputNumber<number>
      {...common}
      value={typed === '' ? null : Number(typed)}
      {...(blank.min === undefined ? {} : { min: blank.min })}
      {...(blank.max === undefined ? {} : { max: blank.max })}
      suffix={blank.unit}
      onChange={(next) => setTyped(next === null ? '' : String(next))}
      onBlur={() => onDone(typed)}
    />
  );
}

function wordsOf(blank: Blank, value: string | undefined): string {
  if (value === undefined) return blank.any;
  if (blank.kind === 'choice') return blank.options.find((option) => option.value === value)?.label ?? value;
  return blank.kind === 'number' ? `${value}${blank.unit ?? ''}` : `「${value}」`;
}
