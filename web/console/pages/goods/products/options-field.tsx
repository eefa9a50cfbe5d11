import { Button, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../../../../shared/icons.tsx';
import type { OptionDraft } from './product-draft.ts';

const MOST = 3;

interface OptionsFieldProps {
  readonly options: readonly OptionDraft[];
  readonly onChange: (options: readonly OptionDraft[]) => void;
}

/** What a product can be had in: 「规格」 of 「950毫升」 and 「250毫升」. Each combination is a SKU. */
export function OptionsField({ options, onChange }: OptionsFieldProps): ReactNode {
  const set = (at: number, part: Partial<OptionDraft>): void =>
    onChange(options.map((option, index) => (index === at ? { ...option, ...part } : option)));
  return (
    <div className="options">
      {options.map((option, at) => (
        <div className="option-line" key={at}>
          <Input
            aria-label={`第 ${at + 1} 个选项的名字`}
            value={option.name}
            maxLength={10}
            placeholder="规格"
            onChange={(event) => set(at, { name: event.target.value })}
          />
          <Select
            aria-label={`${option.name || `第 ${at + 1} 个选项`}有哪些`}
            mode="tags"
            open={false}
            suffixIcon={null}
            placeholder="写一个，按回车再写下一个"
            value={[...option.values]}
            tokenSeparators={['、', '，', ',']}
            onChange={(values: string[]) => set(at, { values: values.map((each) => each.trim()).filter(Boolean) })}
          />
          <Button
            type="text"
            aria-label={`去掉${option.name || `第 ${at + 1} 个选项`}`}
            icon={<Icon name="trash" size={16} />}
            onClick={() => onChange(options.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      {options.length >= MOST ? null : (
        <Button type="dashed" onClick={() => onChange([...options, { name: '', values: [] }])}>
          {options.length === 0 ? '有几种规格可选' : '再加一种选项'}
        </Button>
      )}
    </div>
  );
}
