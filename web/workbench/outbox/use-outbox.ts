import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { api, newKey } from '../../shared/api.ts';
import { asProblem } from '../../shared/problem.ts';
import { deviceOps, readKept, writeKept } from './device-store.ts';
import type { Attempt, Op } from './op.ts';
import { Outbox, type NewOp, type OutboxView } from './outbox.ts';
import { filesIn, withSentFiles } from './sent-files.ts';

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
    const answer = await api.send<unknown>(op.method, op.path, {
      body: await bodyOf(op),
      key: op.opId,
      timeoutMs: op.file === undefined ? 15_000 : 60_000,
    });
    await rememberFile(op, answer);
    return { kind: 'done', answer };
  } catch (error) {
    const problem = asProblem(error);
    if (problem.status === 401) return { kind: 'signed-out' };
    if (problem.transient) return { kind: 'away', retryAfterSeconds: problem.retryAfterSeconds };
    return { kind: 'refused', reason: problem.message, code: problem.code };
  }
}

const fileKey = (opId: string): string => `sent-file:${opId}`;

/** Acts behind this one may speak of its photo; kept before it leaves, so that no crash lies between. */
async function rememberFile(op: Op, answer: unknown): Promise<void> {
  const { fileId, photoId = fileId } = (answer ?? {}) as { readonly fileId?: unknown; readonly photoId?: unknown };
  if (op.file !== undefined && typeof photoId === 'string') await writeKept(fileKey(op.opId), photoId);
}

async function bodyOf(op: Op): Promise<unknown> {
  if (op.file === undefined) {
    const files = filesIn(op.body);
    if (files.length === 0) return op.body;
    const known = await Promise.all(files.map(async (id) => [id, await readKept<string>(fileKey(id))] as const));
    return withSentFiles(
      op.body,
      new Map(known.flatMap(([id, fileId]) => (fileId === undefined ? [] : [[id, fileId]]))),
    );
  }
  const form = new FormData();
  for (const [name, value] of Object.entries((op.body ?? {}) as Record<string, unknown>))
    form.append(name, String(value));
  form.append('file', op.file.blob, op.file.name);
  return form;
}

/** How an act stands when its person is told: the server did it, refused it, or it waits safely on the phone. */
export type ActEnd =
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'kept' };

/** Nobody looks at a phone for longer than this; what has no answer by then is told as kept. */
const PATIENCE_MS = 4_000;

/**
 * Does something: keeps it on the phone, then sends it in its turn, with a key of its own so that it is done once.
 * Resolves with the server's answer if that comes soon, else as kept; the badge shows what waits.
 */
export async function act({ opId = newKey(), ...op }: Omit<NewOp, 'opId'> & { opId?: string }): Promise<ActEnd> {
  const ended = endOf(opId);
  await outbox.enqueue({ ...op, opId });
  return navigator.onLine ? ended : { kind: 'kept' };
}

function endOf(opId: string): Promise<ActEnd> {
  return new Promise((resolve) => {
    const end = (result: ActEnd): void => {
      stop();
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => end({ kind: 'kept' }), PATIENCE_MS);
    const stop = outbox.watch((op, attempt) => {
      // One that goes before it and cannot be sent holds this one up too.
      if (attempt.kind === 'away' || attempt.kind === 'signed-out') end({ kind: 'kept' });
      else if (op.opId === opId && attempt.kind === 'done') end({ kind: 'done', answer: attempt.answer });
      else if (op.opId === opId && attempt.kind === 'refused') end({ kind: 'refused', reason: attempt.reason });
    });
  });
}

export function useOutbox(): OutboxView {
  return useSyncExternalStore(
    (changed) => outbox.subscribe(changed),
    () => outbox.view,
  );
}

/**
 * Runs the outbox for the signed-in user: at start, when the network is back, when the app is looked at again. `show`
 * brings what the server has just taken onto the screen; then everything is fetched again.
 */
export function useOutboxRunning(userId: string, show: (client: QueryClient, op: Op, answer: unknown) => void): void {
  const client = useQueryClient();
  useEffect(() => {
    void outbox.start(userId, (op, answer) => {
      show(client, op, answer);
      void client.invalidateQueries();
    });
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
  }, [userId, client, show]);
}
