import { InputNumber } from 'antd';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { SupplyLineAnswer } from '#modules/intelligence/contract';
import { amountOf, isTyped, nextOf, wholeAmount } from './supply-draft.ts';
import { focusAmount, focusRow } from './row-focus.ts';
import type { SupplyDesk } from './use-supply-desk.ts';

interface AmountFieldProps {
  readonly line: SupplyLineAnswer;
  readonly desk: SupplyDesk;
}

/** Prices are typed in yuan and kept in fen. */
const scaleOf = ({ kind }: Pick<SupplyLineAnswer, 'kind'>): number => (kind === 'discount' ? 100 : 1);

/** How much of a line, as a number to be typed: orange once it is another one than proposed. */
export function AmountField({ line, desk }: AmountFieldProps): ReactNode {
  const amount = amountOf(line, desk.drafts);
  // Another amount from elsewhere (a reload, a decision) begins the field anew.
  return <Field key={amount} line={line} desk={desk} amount={amount} />;
}

function Field({ line, desk, amount }: AmountFieldProps & { amount: number }): ReactNode {
  const scale = scaleOf(line);
  const shown = amount / scale;
  const [value, setValue] = useState<number | null>(shown);
  const keep = (): void => {
    if (value === shown) return;
    const typed = value === null ? null : wholeAmount(line, Math.round(value * scale));
    desk.type(line, typed);
    setValue(typed === null ? shown : typed / scale);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      keep();
      const next = nextOf(desk.rows, line.lineId);
      if (next === undefined || !focusAmount(next)) focusRow(line.lineId);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      setValue(shown);
      focusRow(line.lineId);
    }
  };
  const { kind, basis, unit } = line;
  return (
    <label
      className={
        amount === line.proposed && !isTyped(line, desk.drafts) ? 'supply-amount' : 'supply-amount supply-amount-people'
      }
    >
      <span className="visually-hidden">
        {line.placeName}的{line.skuName}
        {kind === 'discount' ? '卖多少元' : `要多少${unit}`}
      </span>
      <InputNumber<number>
        size="small"
        controls={false}
        min={0}
        max={kind === 'discount' ? basis.priceFen / scale : 10_000_000}
        precision={kind === 'discount' ? 2 : 0}
        step={kind === 'order' ? Math.max(1, basis.pack) : 1}
        value={value}
        onChange={setValue}
        onBlur={keep}
        onKeyDown={onKey}
      />
    </label>
  );
}
