import type { ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import { SEVERITY_CHOICES, withLeak, type LeakDraft } from '../../my/measure-draft.ts';
import { Chips } from '../../parts/chips.tsx';
import type { FormPartProps } from './rooms.tsx';

const WHETHER = [
  { code: 'none', name: '看过，没有' },
  { code: 'some', name: '有' },
] as const;

/** Whether it leaks: nobody has looked, there is none, or where and how badly. */
export function Leaks({ form, onEdit }: FormPartProps): ReactNode {
  const { leaks } = form;
  const put = (leak: LeakDraft): void =>
    onEdit({ leaks: (leaks ?? []).map((each) => (each.id === leak.id ? leak : each)) });
  const pick = (whether: 'none' | 'some'): void => {
    if (whether === 'none') onEdit({ leaks: [] });
    else if (leaks === null || leaks.length === 0) onEdit(withLeak(form));
  };
  return (
    <section className="card page-stack" aria-labelledby="leaks">
      <h2 id="leaks">有没有漏水？</h2>
      <Chips
        label="有没有漏水"
        choices={WHETHER}
        value={leaks === null ? '' : leaks.length === 0 ? 'none' : 'some'}
        onPick={pick}
      />
      {(leaks ?? []).map((leak, at) => (
        <div key={leak.id} className="measure-room" role="group" aria-label={`第 ${at + 1} 处漏水`}>
          <div className="measure-room-head">
            <input
              className="field"
              aria-label="哪里漏"
              maxLength={40}
              placeholder="哪里，如主卧窗下"
              value={leak.where}
              onChange={(event) => put({ ...leak, where: event.target.value })}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={`删掉第 ${at + 1} 处`}
              onClick={() => onEdit({ leaks: (leaks ?? []).filter((each) => each.id !== leak.id) })}
            >
              <Icon name="trash" size={22} />
            </button>
          </div>
          <Chips
            label="多严重"
            choices={SEVERITY_CHOICES}
            value={leak.severity ?? ''}
            onPick={(severity) => put({ ...leak, severity })}
          />
        </div>
      ))}
      {(leaks ?? []).length === 0 || (leaks ?? []).length >= 20 ? null : (
        <button type="button" className="button button-quiet" onClick={() => onEdit(withLeak(form))}>
          <Icon name="add" size={20} /> 还有一处
        </button>
      )}
    </section>
  );
}
