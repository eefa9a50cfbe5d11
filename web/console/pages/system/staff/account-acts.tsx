import { Link } from '@tanstack/react-router';
import { App, Button, Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { ResetPassword } from './reset-password.tsx';
import { STAFF_KEY, STAFF_PATH, type StaffAccount } from './staff-types.ts';
import type { StaffState } from './staff-words.ts';

interface AccountActsProps {
  readonly account: StaffAccount;
  readonly onMoved: (to: StaffState) => void;
}

/** How the account comes in, and whether it still may. */
export function AccountActs({ account, onMoved }: AccountActsProps): ReactNode {
  return (
    <PanelSection title="登录">
      {account.own ? (
        <OwnActs />
      ) : account.closedAt === null ? (
        <OpenActs account={account} onMoved={onMoved} />
      ) : (
        <Reopen account={account} onMoved={onMoved} />
      )}
    </PanelSection>
  );
}

function OwnActs(): ReactNode {
  return (
    <>
      <p>
        这是你自己的账号，密码在<Link to="/system/sessions">「我的登录」</Link>里改。
      </p>
      <div className="staff-buttons">
        <Tooltip placement="bottomLeft" title="不能停用自己的账号，请让另一位管理员来做">
          <span>
            <Button danger disabled>
              停用账号
            </Button>
          </span>
        </Tooltip>
      </div>
    </>
  );
}

function OpenActs({ account, onMoved }: AccountActsProps): ReactNode {
  const [asking, setAsking] = useState<'password' | 'close'>();
  const leave = (): void => setAsking(undefined);
  return (
    <>
      <p className="panel-note">忘了密码就重置；换岗改角色；离职就停用，他做过的事都留着。</p>
      <div className="staff-buttons">
        <Button onClick={() => setAsking('password')}>重置密码</Button>
        <Button danger onClick={() => setAsking('close')}>
          停用账号
        </Button>
      </div>
      {asking === 'password' ? <ResetPassword account={account} onClose={leave} /> : null}
      {asking === 'close' ? <CloseDialog account={account} onMoved={onMoved} onClose={leave} /> : null}
    </>
  );
}

function CloseDialog({ account, onMoved, onClose }: AccountActsProps & { onClose: () => void }): ReactNode {
  const { message } = App.useApp();
  const closing = useAct((_: void, key) => api.post(`${STAFF_PATH}/${account.userId}/close`, { key }), {
    stale: [STAFF_KEY],
    onDone: () => {
      void message.success(`「${account.login}」已停用`);
      onMoved('closed');
    },
  });
  return (
    <ActDialog
      title={`停用「${account.login}」？`}
      width={440}
      verb="停用账号"
      leave="先不停用"
      danger
      ready
      busy={closing.busy}
      onAct={() => void closing.run()}
      onClose={onClose}
    >
      <div className="form-stack">
        <p>他会马上从所有设备退出，不能再登录。角色、密码和做过的事都留着，以后可以重新启用。</p>
        <ProblemLine problem={closing.problem} />
      </div>
    </ActDialog>
  );
}

function Reopen({ account, onMoved }: AccountActsProps): ReactNode {
  const { message } = App.useApp();
  const opening = useAct((_: void, key) => api.post(`${STAFF_PATH}/${account.userId}/reopen`, { key }), {
    stale: [STAFF_KEY],
    onDone: () => {
      void message.success(`「${account.login}」又可以登录了`);
      onMoved('open');
    },
  });
  return (
    <>
      <p className="panel-note">重新启用后，他用原来的密码登录，角色与范围也和停用前一样。</p>
      <div className="staff-buttons">
        <Button type="primary" loading={opening.busy} onClick={() => void opening.run()}>
          重新启用
        </Button>
      </div>
      <ProblemLine problem={opening.problem} />
    </>
  );
}
