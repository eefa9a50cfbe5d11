import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, type ReactNode } from 'react';
import { api } from './api.ts';
import { ApiProblem, asProblem } from './problem.ts';
import { Loading, ProblemView } from './states.tsx';

export interface Grant {
  readonly role: string;
  readonly roleName: string;
  readonly areaKind: 'all' | 'city' | 'store' | 'community';
  readonly areaId: string | null;
  readonly areaName: string;
}

/** `GET /api/auth/me`. */
export interface Me {
  readonly userId: string;
  readonly kind: 'staff' | 'touchpoint' | 'customer';
  readonly displayName: string;
  readonly touchpointId: string | null;
  readonly grants: readonly Grant[];
  readonly permissions: readonly string[];
  readonly mode: 'demo' | 'production';
}

export const ME_KEY = ['auth', 'me'];

const SessionContext = createContext<Me | undefined>(undefined);

/** Who is signed in; null for nobody. Of the query `ME_KEY`. */
export async function fetchMe(): Promise<Me | null> {
  try {
    return await api.get<Me>('/api/auth/me');
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

interface SessionGateProps {
  readonly signIn: ReactNode;
  /** The last known user of this device, to open with while there is no network. */
  readonly remembered?: Me | undefined;
  readonly children: ReactNode;
}

/** Shows the app to who is signed in and the sign-in page to everybody else; the address stays where it was. */
export function SessionGate({ signIn, remembered, children }: SessionGateProps): ReactNode {
  const client = useQueryClient();
  const query = useQuery({ queryKey: ME_KEY, queryFn: fetchMe, staleTime: 5 * 60_000 });
  useEffect(() => api.onSignedOut(() => client.setQueryData(ME_KEY, null)), [client]);
  const me = query.data ?? (query.data === undefined && query.isError ? remembered : undefined);
  if (me !== undefined) return <SessionContext value={me}>{children}</SessionContext>;
  if (query.data === null) return signIn;
  if (query.isError) return <ProblemView problem={asProblem(query.error)} onRetry={() => void query.refetch()} full />;
  return <Loading label="正在打开" full />;
}

/** The signed-in user. Only inside SessionGate. */
export function useMe(): Me {
  const me = use(SessionContext);
  if (me === undefined) throw new Error('useMe outside SessionGate');
  return me;
}

/** Whether the user holds a permission, e.g. `play.approve`. For showing only: the server decides again. */
export function useMay(permission: string): boolean {
  return useMe().permissions.includes(permission);
}

/** The name of what a user sees: `全国`, `杭州市`, `滨江店 等3处`. */
export function areaName(me: Me): string {
  const names = [...new Set(me.grants.map((grant) => (grant.areaKind === 'all' ? '全部区域' : grant.areaName)))];
  const [first = '未分配区域'] = names.includes('全部区域') ? ['全部区域'] : names;
  return names.length > 1 && first !== '全部区域' ? `${first} 等${names.length}处` : first;
}

/** After sign-in: everything is fetched afresh for the new user. */
export async function sessionStarted(client: QueryClient): Promise<void> {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== ME_KEY[0] });
  await client.fetchQuery({ queryKey: ME_KEY, queryFn: fetchMe, staleTime: 0 });
}

/** Ends the session on the server, then forgets everything that was fetched. */
export async function signOut(client: QueryClient): Promise<void> {
  await api.post('/api/auth/sign-out').catch((error: unknown) => {
    if (!(error instanceof ApiProblem && error.status === 401)) throw error;
  });
  sessionEnded(client);
}

/** The server knows the session no longer: what was fetched is forgotten, and the sign-in page comes. */
export function sessionEnded(client: QueryClient): void {
  client.setQueryData(ME_KEY, null);
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== ME_KEY[0] });
}
