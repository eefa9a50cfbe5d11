import { dehydrate, hydrate, type DehydratedState, type QueryClient } from '@tanstack/react-query';
import { ME_KEY, type Me } from '../shared/session.tsx';
import { forgetKept, readKept, writeKept } from './outbox/device-store.ts';

/** Marks a query whose answer is kept on the phone: `useQuery({ …, meta: KEPT })`. */
export const KEPT = { kept: true } as const;

interface KeptQueries {
  readonly format: 1;
  readonly userId: string;
  readonly at: number;
  readonly state: DehydratedState;
}

const KEY = 'queries';
const ME = 'me';
/** Older than this it would mislead more than help. */
const LONGEST_MS = 3 * 24 * 3_600_000;
const SETTLE_MS = 1_000;

/** The user who last worked on this phone: the app opens for them while there is no network. */
export function rememberedMe(): Promise<Me | undefined> {
  return readKept<Me>(ME).catch(() => undefined);
}

/**
 * Fills the client with what this user last saw. All of it is stale, however young: what happened since, no live message
 * told this page. It is fetched again as soon as that is possible.
 */
export async function restoreKept(client: QueryClient, userId: string): Promise<void> {
  const kept = await readKept<KeptQueries>(KEY).catch(() => undefined);
  if (kept?.format !== 1 || kept.userId !== userId || Date.now() - kept.at > LONGEST_MS) return;
  hydrate(client, kept.state);
  await client.invalidateQueries({ refetchType: 'none' });
}

/** Keeps every marked answer from now on; returns the way to stop. */
export function keepQueries(client: QueryClient, me: Me): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  void writeKept(ME, me);
  const save = (): void => {
    timer = undefined;
    const state = dehydrate(client, {
      shouldDehydrateQuery: (query) => query.meta?.['kept'] === true && query.state.data !== undefined,
      shouldDehydrateMutation: () => false,
    });
    const kept: KeptQueries = { format: 1, userId: me.userId, at: Date.now(), state: withoutFailures(state) };
    void writeKept(KEY, kept);
  };
  const stop = client.getQueryCache().subscribe((event) => {
    if (event.query.meta?.['kept'] === true && event.type === 'updated') timer ??= setTimeout(save, SETTLE_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** A fetch that failed since (there is no network) takes nothing away from what was seen before it. */
function withoutFailures(state: DehydratedState): DehydratedState {
  const queries = state.queries.map((query) => ({
    ...query,
    state: { ...query.state, status: 'success' as const, error: null, fetchFailureCount: 0, fetchFailureReason: null },
  }));
  return { ...state, queries };
}

/** Forgets what was fetched on this phone; on sign-out. */
export async function forgetEverything(client: QueryClient): Promise<void> {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== ME_KEY[0] });
  await forgetKept();
}
