import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { api, newKey } from '../../shared/api.ts';
import { asProblem } from '../../shared/problem.ts';
import { deviceOps } from './device-store.ts';
import type { Attempt, Op } from './op.ts';
import { Outbox, type NewOp, type OutboxView } from './outbox.ts';

const others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('twinwheel-outbox');

export const outbox = new Outbox({
  store: deviceOps,
  send: sendOp,
  now: () => Date.now(),
  random: Math.random,
  alone: (work) => ('locks' in navigator ? navigator.locks.request('twinwheel-outbox', work) : work()),
  tellOthers: () => others?.postMessage('changed'),
});

async function sendOp(op: Op): Promise<Attempt> {
  if (!navigator.onLine) return { kind: 'away' };
  try {
    await api.send(op.method, op.path, {
      body: bodyOf(op),
      key: op.opId,
      timeoutMs: op.file === undefined ? 15_000 : 60_000,
    });
    return { kind: 'done' };
  } catch (error) {
    const problem = asProblem(error);
    if (problem.status === 401) return { kind: 'signed-out' };
    if (problem.transient) return { kind: 'away', retryAfterSeconds: problem.retryAfterSeconds };
    return { kind: 'refused', reason: problem.message, code: problem.code };
  }
}

function bodyOf(op: Op): unknown {
  if (op.file === undefined) return op.body;
  const form = new FormData();
  for (const [name, value] of Object.entries((op.body ?? {}) as Record<string, unknown>))
    form.append(name, String(value));
  form.append('file', op.file.blob, op.file.name);
  return form;
}

/**
 * Keeps an act and sends it as soon as there is a network, with `opId` as its idempotency key. Resolves when it is
 * safe on the phone; the badge shows what waits.
 */
export function enqueueOp(op: Omit<NewOp, 'opId'> & { readonly opId?: string }): Promise<void> {
  return outbox.enqueue({ ...op, opId: op.opId ?? newKey() });
}

export function useOutbox(): OutboxView {
  return useSyncExternalStore(
    (changed) => outbox.subscribe(changed),
    () => outbox.view,
  );
}

/** Whether something done to this path is still on the phone: the card then shows it as done, to be sent. */
export function useWaiting(pathPrefix: string): readonly Op[] {
  return useOutbox().ops.filter((op) => op.state.kind === 'waiting' && op.path.startsWith(pathPrefix));
}

/** Runs the outbox for the signed-in user: at start, when the network is back, when the app is looked at again. */
export function useOutboxRunning(userId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    void outbox.start(userId, () => void client.invalidateQueries());
    const hurry = (): void => void outbox.hurry();
    const look = (): void => {
      if (document.visibilityState === 'visible') hurry();
    };
    const reload = (): void => void outbox.reload();
    window.addEventListener('online', hurry);
    document.addEventListener('visibilitychange', look);
    others?.addEventListener('message', reload);
    return () => {
      window.removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', look);
      others?.removeEventListener('message', reload);
    };
  }, [userId, client]);
}
