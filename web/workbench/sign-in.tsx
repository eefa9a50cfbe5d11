import type { ReactNode } from 'react';
import { DemoPhones } from '../shared/demo-accounts.tsx';
import { PhoneSignIn } from '../shared/phone-sign-in.tsx';
import { Chips } from './parts/chips.tsx';

export function SignIn(): ReactNode {
  return (
    <PhoneSignIn
      as="touchpoint"
      title="双轮工作台"
      line="今天先做哪一件，一打开就知道"
      placeholder="入职登记的手机号"
      more={(send, busy) => (
        <DemoPhones of="workbench">
          {(accounts) => (
            <Chips
              label="演示账号"
              disabled={busy}
              choices={accounts.map(({ label, phone }) => ({ code: phone, name: label }))}
              onPick={send}
            />
          )}
        </DemoPhones>
      )}
    />
  );
}
