import { useState, type FormEvent, type ReactNode } from 'react';
import { Sheet } from '../../parts/sheet.tsx';

interface WinSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onWin: (amountFen: number | undefined) => void;
}

/** Signed; the amount may be left out. */
export function WinSheet({ open, onClose, onWin }: WinSheetProps): ReactNode {
  const [amount, setAmount] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onWin(amount === '' ? undefined : Number(amount) * 100);
  };
  return (
    <Sheet open={open} title="成交了" hint="点下面就结束这条线索。" onClose={onClose}>
      <form className="page-stack" onSubmit={submit}>
        <label className="field-label" htmlFor="amount">
          签了多少元（可不填）
        </label>
        <input
          id="amount"
          className="field"
          inputMode="numeric"
          maxLength={8}
          placeholder="如 3999"
          value={amount}
          onChange={(event) => setAmount(event.target.value.replace(/\D/g, ''))}
        />
        <button type="submit" className="button button-main">
          成交
        </button>
      </form>
    </Sheet>
  );
}
