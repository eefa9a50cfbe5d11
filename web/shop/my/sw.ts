/*
 * Keeps what one's own area needs to open, so that a code that was seen opens again in a basement. It keeps pages of
 * /my and built files that were fetched while it was there, never /api: codes are kept by the page (kept-codes.ts).
 */

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
const CACHE = 'twinwheel-my-1';
/** The server answers every page of the area with the same document. */
const SHELL = '/my';
/** Files of versions that are gone stay until there are so many. */
const MOST_FILES = 120;
const PATIENCE_MS = 4_000;

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(freshOrKept(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(keptOrFetched(request));
});

/** The page from the server while it answers soon; else the one that was kept. */
async function freshOrKept(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) await cache.put(SHELL, answer.clone());
    return answer;
  } catch {
    return (await cache.match(SHELL)) ?? Response.error();
  }
}

/** Files carry a hash in their name: once kept they never change. */
async function keptOrFetched(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    await dropOldest(cache);
  }
  return answer;
}

async function dropOldest(cache: Cache): Promise<void> {
  const files = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== SHELL);
  await Promise.all(files.slice(0, Math.max(0, files.length - MOST_FILES)).map((file) => cache.delete(file)));
}

// A file of its own for the type checker; vite.config.ts takes it out again.
export {};
