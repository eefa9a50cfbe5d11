import { useEffect, useRef, type ReactNode } from 'react';
import { CopyButton } from '../../../parts/copyable.tsx';
import { Facts } from '../../../parts/panel-section.tsx';
import { handedOver } from './staff-words.ts';
import type { Credentials } from './staff-types.ts';
import './staff.css';

interface HandedOverProps {
  readonly credentials: Credentials;
  /** What the password is: the first one, or another one. */
  readonly label: string;
}

/** An account with its password, which nobody can look up again. */
export function HandedOver({ credentials, label }: HandedOverProps): ReactNode {
  const section = useRef<HTMLElement>(null);
  // The form that had the focus is gone.
  useEffect(() => section.current?.focus(), []);
  return (
    <section className="handed-over" aria-label={`账号和${label}`} tabIndex={-1} ref={section}>
      <p>
        <strong>{label}只显示这一次，关上就看不到了。</strong>
      </p>
      <Facts
        facts={[
          ['账号', <code key="login">{credentials.login}</code>],
          [label, <code key="password">{credentials.password}</code>],
        ]}
      />
      <div>
        <CopyButton size="middle" text={handedOver(credentials)} label={`账号和${label}`}>
          复制账号和密码
        </CopyButton>
      </div>
      <p>请当面或用安全的方式交给本人，并请他登录后在「我的登录」里改密码。</p>
    </section>
  );
}
