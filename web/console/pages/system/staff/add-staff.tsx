import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Field, FormEnd } from '../../../parts/field.tsx';
import { Panel } from '../../../parts/panel-section.tsx';
import { GrantsField } from './grants-field.tsx';
import { HandedOver } from './handed-over.tsx';
import { PasswordField } from './password-field.tsx';
import { loginFault, NEW_STAFF, newStaffFault, staffBodyOf, type StaffBody, type StaffDraft } from './staff-draft.ts';
import { STAFF_KEY, STAFF_PATH, type Credentials } from './staff-types.ts';
import { TitleField } from './title-field.tsx';

type Added = Credentials & { readonly title: string };

/** 添加账号; then, once, what is handed over. */
export function AddStaff({ onClose }: { onClose: () => void }): ReactNode {
  const [added, setAdded] = useState<Added>();
  if (added === undefined) return <AddForm onDone={setAdded} />;
  return (
    <Panel>
      <p>「{added.title}」的账号加好了，现在就能登录。</p>
      <HandedOver credentials={added} label="初始密码" />
      <div className="staff-buttons">
        <Button onClick={() => setAdded(undefined)}>再加一个</Button>
        <Button type="primary" onClick={onClose}>
          交给他了
        </Button>
      </div>
    </Panel>
  );
}

function AddForm({ onDone }: { onDone: (added: Added) => void }): ReactNode {
  const [draft, setDraft] = useState(NEW_STAFF);
  const adding = useAct((body: StaffBody, key) => api.post<{ userId: string }>(STAFF_PATH, { body, key }), {
    stale: [STAFF_KEY],
    onDone: (_, { login, password, title }) => onDone({ login, password, title }),
  });
  const fault = newStaffFault(draft);
  const { problem } = adding;
  const set = (part: Partial<StaffDraft>): void => setDraft((before) => ({ ...before, ...part }));
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined && !adding.busy) void adding.run(staffBodyOf(draft));
      }}
    >
      <LoginField
        value={draft.login}
        problem={problem}
        onChange={(login) => {
          adding.forget();
          set({ login });
        }}
      />
      <TitleField value={draft.title} fault={problem?.faultAt('title')} onChange={(title) => set({ title })} />
      <PasswordField
        label="初始密码"
        value={draft.password}
        fault={problem?.faultAt('password')}
        onChange={(password) => set({ password })}
      />
      <GrantsField grants={draft.grants} problem={problem} onChange={(grants) => set({ grants })} />
      <ProblemLine problem={problem?.code === TAKEN ? undefined : problem} />
      <FormEnd verb="添加账号" fault={fault} busy={adding.busy} />
    </form>
  );
}

const TAKEN = 'login-taken';

interface LoginFieldProps {
  readonly value: string;
  readonly problem: ApiProblem | undefined;
  readonly onChange: (login: string) => void;
}

function LoginField({ value, problem, onChange }: LoginFieldProps): ReactNode {
  const said = problem?.code === TAKEN ? problem.message : problem?.faultAt('login');
  return (
    <Field
      label="账号"
      hint="登录时用，定了就不改。小写字母、数字和 . _ @ - 都行。"
      fault={value === '' ? said : (loginFault(value) ?? said)}
    >
      {(id) => (
        <Input
          id={id}
          value={value}
          maxLength={64}
          placeholder="比如 binjiang.dianzhang"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value.trim().toLowerCase())}
        />
      )}
    </Field>
  );
}
