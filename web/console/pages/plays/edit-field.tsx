import { useId, type ReactNode } from 'react';
import { Ring } from '../../../shared/logo.tsx';

interface EditFieldProps {
  readonly label: string;
  /** What the system had proposed, where a person made something else of it. */
  readonly before: string | undefined;
  readonly fault: string | undefined;
  readonly children: (id: string) => ReactNode;
}

/** One field of an edit. Changed, it is orange, and the system's own words stand under it in teal. */
export function EditField({ label, before, fault, children }: EditFieldProps): ReactNode {
  const id = useId();
  return (
    <div className={before === undefined ? 'edit-field' : 'edit-field edit-field-changed'}>
      <label htmlFor={id}>
        {before === undefined ? null : <Ring by="people" size={10} />}
        {label}
        {before === undefined ? null : <span className="edit-field-mark">你改了</span>}
      </label>
      {children(id)}
      {before === undefined ? null : (
        <p className="edit-field-before">
          <Ring by="system" size={10} />
          <span>系统提的：{before}</span>
        </p>
      )}
      {fault === undefined ? null : (
        <p className="edit-field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
