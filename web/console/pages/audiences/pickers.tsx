import { Dropdown, InputNumber, Popover, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Choice } from '../../parts/choices.ts';
import '../../parts/filter-sentence.css';

/*
 * The blanks of a rule's sentence. They look like those of a filter sentence, but hold a value always: a condition
 * without a figure is none.
 */

/** A picker that was just opened takes the keyboard. */
const FOCUSED = { autoFocus: true };

interface BlankProps {
  readonly label: string;
  readonly words: string;
  /** Nothing is chosen yet. */
  readonly missing?: boolean;
  readonly open: boolean;
}

/** A button in the sentence; antd hands it what opens the picker. */
function Blank({
  label,
  words,
  missing = false,
  open,
  ...rest
}: BlankProps & Readonly<Record<string, unknown>>): ReactNode {
  return (
    <button
      {...rest}
      type="button"
      className={missing ? 'filter-blank filter-blank-missing' : 'filter-blank filter-blank-set'}
      aria-label={`${label}：${words}`}
      aria-haspopup="true"
      aria-expanded={open}
    >
      {words}
    </button>
  );
}

interface OnePickerProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Choice[];
  readonly onChange: (value: string) => void;
}

export function OnePicker({ label, value, options, onChange }: OnePickerProps): ReactNode {
  const [open, setOpen] = useState(value === '');
  const chosen = options.find((option) => option.value === value);
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      menu={{
        items: options.map((option) => ({ key: option.value, label: option.label })),
        selectable: true,
        selectedKeys: [value],
        onClick: ({ key }) => onChange(key),
        className: 'filter-menu',
      }}
    >
      <Blank
        label={label}
        words={chosen?.label ?? (value === '' ? `选${label}` : value)}
        missing={value === ''}
        open={open}
      />
    </Dropdown>
  );
}

interface NumberPickerProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
}

export function NumberPicker({ label, value, min, max, step, onChange }: NumberPickerProps): ReactNode {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<number | null>(value);
  const close = (next: boolean): void => {
    if (next) setTyped(value);
    else if (typed !== null && typed !== value) onChange(Math.max(min, Math.min(max, typed)));
    setOpen(next);
  };
  const field = (
    <InputNumber<number>
      {...FOCUSED}
      aria-label={label}
      value={typed}
      min={min}
      max={max}
      step={step}
      onChange={setTyped}
      onPressEnter={() => close(false)}
    />
  );
  return (
    <Popover trigger="click" placement="bottomLeft" destroyOnHidden open={open} onOpenChange={close} content={field}>
      <Blank label={label} words={String(value)} open={open} />
    </Popover>
  );
}

interface ManyPickerProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly options: readonly Choice[];
  /** Whether something that is not listed may be typed. */
  readonly free?: boolean;
  /** What stands there while nothing is chosen; then choosing nothing is fine. */
  readonly none?: string;
  readonly onChange: (values: readonly string[]) => void;
}

export function ManyPicker({ label, values, options, free = false, none, onChange }: ManyPickerProps): ReactNode {
  const [open, setOpen] = useState(values.length === 0 && none === undefined);
  const names = values.map((value) => options.find((option) => option.value === value)?.label ?? value);
  const words =
    names.length === 0
      ? (none ?? `选${label}`)
      : names.length > 3
        ? `${names.slice(0, 3).join('、')}等${names.length}个`
        : names.join('或');
  const field = (
    <Select
      {...FOCUSED}
      defaultOpen
      mode={free ? 'tags' : 'multiple'}
      style={{ width: 280 }}
      aria-label={label}
      value={[...values]}
      options={[...options]}
      showSearch={{ optionFilterProp: 'label' }}
      getPopupContainer={(node: HTMLElement) => node.parentElement ?? document.body}
      onChange={(next: string[]) => onChange(next)}
    />
  );
  return (
    <Popover trigger="click" placement="bottomLeft" destroyOnHidden open={open} onOpenChange={setOpen} content={field}>
      <Blank label={label} words={words} missing={names.length === 0 && none === undefined} open={open} />
    </Popover>
  );
}
