/*
 * Keeps the app's own files, so that the workbench opens in a basement. It never touches /api: data is kept by the
 * page (offline-cache.ts), and acts are sent by the page (outbox/), because webviews may run no worker in the
 * background. vite.config.ts fills in the two constants.
 */
const FILES: readonly string[] = __FILES__;
const VERSION: string = __VERSION__;

declare const __FILES__: readonly string[];
declare const __VERSION__: string;

/** What we use of the worker's global scope; the page's types are in force in this folder. */
interface WorkerEvent extends Event {
  readonly request: Request;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

interface WorkerScope {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate' | 'fetch', listener: (event: WorkerEvent) => void): void;
}

const scope = self as unknown as WorkerScope;
const PREFIX = 'twinwheel-work-';
const CACHE = PREFIX + VERSION;
const SHELL = FILES[0] ?? '/work/';

scope.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => scope.skipWaiting()),
  );
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => scope.clients.claim()));
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || !url.pathname.startsWith(SHELL)) return;
  if (request.mode === 'navigate') event.respondWith(freshOrKept(request));
  else event.respondWith(kept(request));
});

/** The page from the server while it answers soon, so that a new version arrives; else the kept one. */
async function freshOrKept(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(4_000) });
    if (answer.ok) return answer;
  } catch {
    // No network: the kept page is the answer.
  }
  return (await caches.match(SHELL)) ?? Response.error();
}

/** Files carry a hash in their name: once kept they never change. */
async function kept(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** The previous version stays, for pages that are still open on it and load a part later. */
async function dropOldCaches(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
}
