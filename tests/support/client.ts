import { randomUUID } from 'node:crypto';
import type { UserId } from '#kernel/ids';
import { SESSION_COOKIE } from '#platform/http';
import { LiveStream } from './live-stream.ts';

/** An answer over HTTP, read to its end. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON (problems included), text otherwise. */
  readonly body: T;
  readonly text: string;
  readonly bytes: Buffer;
}

export interface RequestOptions {
  /** The Idempotency-Key; a fresh one with each act unless said, `null` for none. */
  readonly key?: string | null;
  /** Added to what a browser on a page of ours sends; an empty text takes a header away. */
  readonly headers?: Readonly<Record<string, string>>;
}

// `any` unless the test names the answer's type: it checks what it reads.
// eslint-disable-next-line typescript/no-explicit-any
type Any = any;

/** Somebody with a browser: a session cookie (or none), same-origin requests, one idempotency key an act. */
export class Client {
  readonly url: string;
  readonly token: string | undefined;
  readonly #userId: UserId | undefined;

  constructor(url: string, token?: string, userId?: UserId) {
    this.url = url;
    this.token = token;
    this.#userId = userId;
  }

  get userId(): UserId {
    if (this.#userId === undefined) throw new Error('nobody is signed in');
    return this.#userId;
  }

  get<T = Any>(path: string, options: RequestOptions = {}): Promise<Answer<T>> {
    return this.send('GET', path, undefined, options);
  }

  post<T = Any>(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<Answer<T>> {
    return this.send('POST', path, body, options);
  }

  put<T = Any>(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<Answer<T>> {
    return this.send('PUT', path, body, options);
  }

  patch<T = Any>(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<Answer<T>> {
    return this.send('PATCH', path, body, options);
  }

  delete<T = Any>(path: string, body?: unknown, options: RequestOptions = {}): Promise<Answer<T>> {
    return this.send('DELETE', path, body, options);
  }

  /** Sends one file as a form. */
  upload<T = Any>(
    path: string,
    file: { name: string; type?: string; bytes: Uint8Array | string },
    options: RequestOptions = {},
  ): Promise<Answer<T>> {
    const form = new FormData();
    form.append(
      'file',
      new Blob([file.bytes as Uint8Array<ArrayBuffer>], { type: file.type ?? 'application/octet-stream' }),
      file.name,
    );
    return this.send('POST', path, form, options);
  }

  /** Any request: objects go as JSON, a form as a form, bytes and text as they are. */
  async send<T = Any>(method: string, path: string, body: unknown, options: RequestOptions = {}): Promise<Answer<T>> {
    const raw = body instanceof FormData || body instanceof Uint8Array || typeof body === 'string';
    const answer = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: this.#headers(method, body !== undefined && !raw, options),
      ...(body !== undefined && { body: raw ? (body as string | FormData) : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const text = bytes.toString('utf8');
    const isJson = /[/+]json\b/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
      text,
      bytes,
    };
  }

  /** Listens to topics as a screen does; the stream is open when this answers. @throws with the status when refused. */
  async live(topics: readonly string[]): Promise<LiveStream> {
    const abort = new AbortController();
    const answer = await fetch(`${this.url}/api/live?topics=${topics.join(',')}`, {
      headers: this.#headers('GET', false, {}),
      signal: abort.signal,
    });
    if (answer.status !== 200 || answer.body === null) throw new Error(`live: ${answer.status} ${await answer.text()}`);
    return new LiveStream(answer.body, abort);
  }

  #headers(method: string, json: boolean, { key, headers = {} }: RequestOptions): Record<string, string> {
    const act = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
    const all: Record<string, string> = {
      'sec-fetch-site': 'same-origin',
      ...(this.token !== undefined && { cookie: `${SESSION_COOKIE}=${this.token}` }),
      ...(json && { 'content-type': 'application/json' }),
      ...(act && key !== null && { 'idempotency-key': key ?? randomUUID() }),
      ...headers,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  }
}
