import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../shared/api.ts';
import { PhoneSignIn } from '../shared/phone-sign-in.tsx';
import { asProblem } from '../shared/problem.ts';
import { Chips } from './parts/chips.tsx';

export function SignIn(): ReactNode {
  return (
    <PhoneSignIn
      as="touchpoint"
      title="双轮工作台"
      line="今天先做哪一件，一打开就知道"
      placeholder="入职登记的手机号"
      more={(send, busy) => <DemoAccounts busy={busy} onPick={send} />}
    />
  );
}

/** Who one can be in the demo, one tap each; nothing outside it. */
function DemoAccounts({ busy, onPick }: { busy: boolean; onPick: (phone: string) => void }): ReactNode {
  const query = useQuery({ queryKey: ['auth', 'demo-accounts'], queryFn: fetchDemoAccounts, staleTime: Infinity });
  const accounts = query.data ?? [];
  if (accounts.length === 0) return null;
  return (
    <div className="demo-accounts">
      <p>这是演示环境，选一个人进去看看：</p>
      <Chips
        label="演示账号"
        disabled={busy}
        choices={accounts.map(({ label, phone }) => ({ code: phone, name: label }))}
        onPick={onPick}
      />
    </div>
  );
}

interface DemoAccount {
  readonly label: string;
  readonly surface: 'console' | 'workbench';
  readonly phone?: string;
}

async function fetchDemoAccounts(): Promise<readonly { readonly label: string; readonly phone: string }[]> {
  try {
    const accounts = await api.get<readonly DemoAccount[]>('/api/auth/demo-accounts');
    return accounts.flatMap(({ label, surface, phone }) =>
      surface === 'workbench' && phone !== undefined ? [{ label, phone }] : [],
    );
  } catch (error) {
    // In production there is no such address.
    if (asProblem(error).status === 404) return [];
    throw error;
  }
}
