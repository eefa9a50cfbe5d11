import { backoff } from './backoff.ts';
import { ApiProblem, problemOf, unreachable } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

/** The answer of every list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

export interface ReadOptions {
  readonly query?: Query;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface ActOptions extends ReadOptions {
  /** JSON, or a FormData for uploads. */
  readonly body?: unknown;
  /** Key of the user's act (UUID). The same act sent again carries the same key; see act.ts. */
  readonly key?: string;
  /** The revision that was read: the act is refused when somebody changed the thing since. */
  readonly ifMatch?: number | string;
}

/** What the client needs of the world; tests hand in their own. */
export interface ApiWorld {
  readonly fetch: typeof fetch;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly newKey: () => string;
  readonly online: () => boolean;
}

export interface Api {
  /** Answers parsed JSON as `T` (a type inferred from the module's contract); throws ApiProblem. Retries by itself. */
  get<T>(path: string, options?: ReadOptions): Promise<T>;
  post<T = void>(path: string, options?: ActOptions): Promise<T>;
  put<T = void>(path: string, options?: ActOptions): Promise<T>;
  patch<T = void>(path: string, options?: ActOptions): Promise<T>;
  delete<T = void>(path: string, options?: ActOptions): Promise<T>;
  send<T>(method: Method, path: string, options?: ActOptions): Promise<T>;
  /** Calls back whenever an answer says that nobody is signed in; returns the way to stop. */
  onSignedOut(listener: () => void): () => void;
}

const TIMEOUT_MS = 15_000;
const READ_ATTEMPTS = 3;
/** A server that asks for a longer pause than this gets it from the user, not from a spinner. */
const LONGEST_PAUSE_SECONDS = 5;

export function createApi(world: ApiWorld): Api {
  const listeners = new Set<() => void>();

  const once = async <T>(method: Method, path: string, options: ActOptions): Promise<T> => {
    const response = await exchange(world, method, path, options);
    if (response.ok) return (await readAnswer(response)) as T;
    const problem = await problemOf(response);
    if (problem.status === 401) for (const listener of listeners) listener();
    throw problem;
  };

  const get = async <T>(path: string, options: ReadOptions = {}): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once<T>('GET', path, options);
      } catch (error) {
        if (attempt >= READ_ATTEMPTS || !worthAnotherRead(error, world)) throw error;
        await world.wait(pauseBefore(attempt, error as ApiProblem, world), options.signal);
      }
    }
  };

  const send = <T>(method: Method, path: string, options: ActOptions = {}): Promise<T> =>
    method === 'GET' ? get<T>(path, options) : once<T>(method, path, options);

  return {
    get,
    send,
    post: (path, options) => send('POST', path, options),
    put: (path, options) => send('PUT', path, options),
    patch: (path, options) => send('PATCH', path, options),
    delete: (path, options) => send('DELETE', path, options),
    onSignedOut(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function worthAnotherRead(error: unknown, world: ApiWorld): boolean {
  if (!(error instanceof ApiProblem) || !error.transient || !world.online()) return false;
  return (error.retryAfterSeconds ?? 0) <= LONGEST_PAUSE_SECONDS;
}

function pauseBefore(attempt: number, problem: ApiProblem, world: ApiWorld): number {
  const asked = problem.retryAfterSeconds;
  return asked === undefined ? backoff(attempt, 400, 4_000, world.random()) : asked * 1_000;
}

async function exchange(world: ApiWorld, method: Method, path: string, options: ActOptions): Promise<Response> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  try {
    return await world.fetch(path + queryString(options.query), requestOf(world, method, options, signal));
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    if (timeout.aborted) throw unreachable('timeout');
    throw unreachable(world.online() ? 'network' : 'offline');
  }
}

function requestOf(world: ApiWorld, method: Method, options: ActOptions, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', 'x-twinwheel': 'web' };
  const init: RequestInit = { method, headers, signal, credentials: 'same-origin' };
  if (method === 'GET') return init;
  headers['idempotency-key'] = options.key ?? world.newKey();
  if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`;
  if (options.body instanceof FormData) return { ...init, body: options.body };
  if (options.body === undefined) return init;
  headers['content-type'] = 'application/json';
  return { ...init, body: JSON.stringify(options.body) };
}

async function readAnswer(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  // A drawing is told as its text.
  if (response.headers.get('content-type')?.startsWith('image/svg+xml') === true) return text;
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** `?a=1&tag=x&tag=y`; what is undefined, null or empty is left out. */
export function queryString(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

/** A UUID for one act of the user; also where crypto.randomUUID is missing (plain http on a local network). */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const api: Api = createApi({
  fetch: (input, init) => fetch(input, init),
  wait,
  random: Math.random,
  newKey,
  online: () => navigator.onLine,
});
