import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { HandedOver } from './handed-over.tsx';
import { PasswordField } from './password-field.tsx';
import { passwordFault } from './passwords.ts';
import { STAFF_KEY, STAFF_PATH, type StaffAccount } from './staff-types.ts';

interface ResetPasswordProps {
  readonly account: StaffAccount;
  readonly onClose: () => void;
}

/** Another password for somebody; then, once, what is handed over. */
export function ResetPassword({ account, onClose }: ResetPasswordProps): ReactNode {
  const [given, setGiven] = useState<string>();
  if (given === undefined) return <AskPassword account={account} onDone={setGiven} onClose={onClose} />;
  return (
    <Modal
      open
      title="密码换好了"
      width={480}
      mask={{ closable: false }}
      closable={{ 'aria-label': '关上' }}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          交给他了
        </Button>
      }
    >
      <HandedOver credentials={{ login: account.login, password: given }} label="新密码" />
    </Modal>
  );
}

interface AskPasswordProps extends ResetPasswordProps {
  readonly onDone: (password: string) => void;
}

function AskPassword({ account, onDone, onClose }: AskPasswordProps): ReactNode {
  const [password, setPassword] = useState('');
  const reset = useAct(
    (body: { password: string }, key) => api.post(`${STAFF_PATH}/${account.userId}/password`, { body, key }),
    { stale: [STAFF_KEY], onDone: (_, body) => onDone(body.password) },
  );
  const weak = passwordFault(password);
  return (
    <ActDialog
      title={`重置「${account.login}」的密码`}
      width={480}
      verb="重置密码"
      danger
      ready={weak === undefined}
      busy={reset.busy}
      byEnter
      onAct={() => void reset.run({ password })}
      onClose={onClose}
    >
      <p>原来的密码马上不能用，他登录着的所有设备都会退出，要用新密码重新登录。</p>
      <PasswordField
        label="新密码"
        value={password}
        fault={(password === '' ? undefined : weak) ?? reset.problem?.faultAt('password')}
        onChange={setPassword}
        takesFocus
      />
      <ProblemLine problem={reset.problem} />
    </ActDialog>
  );
}
