import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { sessionEnded, useMe } from '../../../shared/session.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field } from '../../parts/field.tsx';
import {
  MAX_PASSWORD,
  MIN_PASSWORD,
  ownPasswordFaults,
  ownPasswordReady,
  type OwnPasswordDraft,
} from './staff/passwords.ts';

/** The way to another password of one's own; people at the front sign in without one. */
export function OwnPassword(): ReactNode {
  const [open, setOpen] = useState(false);
  if (useMe().kind !== 'staff') return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>改密码</Button>
      {open ? <OwnPasswordDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const EMPTY: OwnPasswordDraft = { current: '', next: '', again: '' };

function OwnPasswordDialog({ onClose }: { onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [draft, setDraft] = useState(EMPTY);
  const changing = useAct(
    (body: { current: string; next: string }, key) => api.post('/api/auth/password', { body, key }),
    {
      onDone: () => {
        void message.success('密码改好了，请用新密码重新登录', 6);
        sessionEnded(client);
      },
    },
  );
  const ready = ownPasswordReady(draft);
  const faults = ownPasswordFaults(draft);
  const { problem } = changing;
  const set = (part: Partial<OwnPasswordDraft>): void => setDraft((before) => ({ ...before, ...part }));
  return (
    <ActDialog
      title="改密码"
      width={440}
      verb="改密码"
      ready={ready}
      busy={changing.busy}
      byEnter
      onAct={() => void changing.run({ current: draft.current, next: draft.next })}
      onClose={onClose}
    >
      <p>改好以后，所有设备都会退出，这一台也要重新登录。</p>
      <Field label="现在的密码" fault={problem?.faultAt('current')}>
        {(id) => (
          <Secret
            id={id}
            value={draft.current}
            kept="current-password"
            onChange={(current) => {
              changing.forget();
              set({ current });
            }}
          />
        )}
      </Field>
      <Field label="新密码" hint={`至少 ${MIN_PASSWORD} 位。`} fault={faults.next ?? problem?.faultAt('next')}>
        {(id) => <Secret id={id} value={draft.next} kept="new-password" onChange={(next) => set({ next })} />}
      </Field>
      <Field label="再输一遍" fault={faults.again}>
        {(id) => <Secret id={id} value={draft.again} kept="new-password" onChange={(again) => set({ again })} />}
      </Field>
      {/* What a field is wrong about stands there already. */}
      <ProblemLine problem={problem?.faults.length === 0 ? problem : undefined} />
    </ActDialog>
  );
}

interface SecretProps {
  readonly id: string;
  readonly value: string;
  /** What the password manager takes it for. */
  readonly kept: 'current-password' | 'new-password';
  readonly onChange: (value: string) => void;
}

function Secret({ id, value, kept, onChange }: SecretProps): ReactNode {
  const field = useRef<InputRef>(null);
  useEffect(() => {
    if (kept === 'current-password') field.current?.focus();
  }, [kept]);
  return (
    <Input.Password
      id={id}
      ref={field}
      value={value}
      maxLength={MAX_PASSWORD}
      autoComplete={kept}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
