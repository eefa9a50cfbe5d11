import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from './api.ts';
import { asProblem } from './problem.ts';

interface DemoAccount {
  readonly label: string;
  readonly surface: 'console' | 'workbench' | 'shop';
  readonly phone?: string;
}

/** Somebody whom one can be in the demo by their phone. */
export interface DemoPhone {
  readonly label: string;
  readonly phone: string;
}

interface DemoPhonesProps {
  readonly of: DemoAccount['surface'];
  readonly children: (accounts: readonly DemoPhone[]) => ReactNode;
}

/** Who one can be in the demo, one tap each; nothing outside it. */
export function DemoPhones({ of, children }: DemoPhonesProps): ReactNode {
  const query = useQuery({ queryKey: ['auth', 'demo-accounts', of], queryFn: () => phonesOf(of), staleTime: Infinity });
  const accounts = query.data ?? [];
  if (accounts.length === 0) return null;
  return (
    <div className="demo-accounts">
      <p>这是演示环境，选一个人进去看看：</p>
      {children(accounts)}
    </div>
  );
}

async function phonesOf(of: DemoAccount['surface']): Promise<readonly DemoPhone[]> {
  try {
    const accounts = await api.get<readonly DemoAccount[]>('/api/auth/demo-accounts');
    return accounts.flatMap(({ label, surface, phone }) =>
      surface === of && phone !== undefined ? [{ label, phone }] : [],
    );
  } catch (error) {
    // In production there is no such address.
    if (asProblem(error).status === 404) return [];
    throw error;
  }
}
